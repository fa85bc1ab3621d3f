import {
  DENTRIES,
  Dentry,
  FD_TABLE_SIZE,
  FD_TABLES,
  FILES,
  File,
  INODES,
  Inode,
  InodeType,
  MAX_DENTRIES,
  MAX_FDS,
} from '../../assembly/uapi/kernel-state.ts';

const utf8 = new TextDecoder();

/** What an open fd refers to: the first name of its file, or what kind of nameless thing it is; undefined when it is closed. */
export function fdName(bytes: DataView, mm: number, fd: number): string | undefined {
  if (fd < 0 || fd >= MAX_FDS) return undefined;
  const file = bytes.getUint16(FD_TABLES + mm * FD_TABLE_SIZE + 2 * fd, true);
  if (file === 0) return undefined;
  const inode = bytes.getUint16(FILES + file * File.SIZEOF + File.inode, true);
  return (
    inodeName(bytes, inode) ?? InodeType[bytes.getUint8(INODES + inode * Inode.SIZEOF + Inode.type)]?.toLowerCase()
  );
}

function inodeName(bytes: DataView, inode: number): string | undefined {
  for (let row = 0; row < MAX_DENTRIES; row++) {
    const base = DENTRIES + row * Dentry.SIZEOF;
    if (bytes.getUint16(base + Dentry.inode, true) !== inode) continue;
    const length = bytes.getUint16(base + Dentry.length, true);
    return utf8.decode(new Uint8Array(bytes.buffer, bytes.byteOffset + base + Dentry.name, length));
  }
  return undefined;
}
