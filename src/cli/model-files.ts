import {
  DENTRIES,
  Dentry,
  INODES,
  Inode,
  InodeType,
  MAX_DENTRIES,
  PAGE_ROWS,
  PageRow,
} from '../../assembly/uapi/kernel-state.ts';
import { FRAMES, PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { fillContent } from '../scenarios/file-content.ts';

/** A regular file of the modelled working directory. */
export interface ModelFile {
  readonly name: string;
  readonly size: number;
  /**
   * What is in it, in pieces of up to 1 MiB; a later piece replaces what an earlier one says of the same bytes, and
   * what no piece is about is 0.
   */
  pieces(): Iterable<{ readonly offset: number; readonly bytes: Uint8Array }>;
}

const SEEDED_PIECE = 0x10_0000;

/**
 * The files of the working directory as the machine's memory has them: names, inodes, pages of the page cache, and
 * where no page is cached, the bytes the file was made with.
 */
export function modelFiles(view: DataView): ModelFile[] {
  const files: ModelFile[] = [];
  for (let row = 0; row < MAX_DENTRIES; row++) {
    const dentry = DENTRIES + row * Dentry.SIZEOF;
    const inode = INODES + view.getUint16(dentry + Dentry.inode, true) * Inode.SIZEOF;
    if (inode === INODES || view.getUint8(inode + Inode.type) !== InodeType.Regular) continue;
    const name = bytesAt(view, dentry + Dentry.name, view.getUint16(dentry + Dentry.length, true));
    const size = Number(view.getBigUint64(inode + Inode.size, true));
    files.push({ name: new TextDecoder().decode(name), size, pieces: () => pieces(view, inode, size) });
  }
  return files;
}

function* pieces(view: DataView, inode: number, size: number) {
  const seed = view.getUint32(inode + Inode.seed, true);
  const seeded = seed === 0 ? 0 : Math.min(size, Number(view.getBigUint64(inode + Inode.seed_end, true)));
  for (let offset = 0; offset < seeded; offset += SEEDED_PIECE) {
    const bytes = new Uint8Array(Math.min(SEEDED_PIECE, seeded - offset));
    fillContent(seed, offset, bytes);
    yield { offset, bytes };
  }
  let frame = view.getUint32(inode + Inode.pages, true);
  while (frame !== 0) {
    const page = PAGE_ROWS + frame * PageRow.SIZEOF;
    const offset = view.getUint32(page + PageRow.index, true) * PAGE_SIZE;
    const length = Math.min(PAGE_SIZE, size - offset);
    if (length > 0) yield { offset, bytes: bytesAt(view, FRAMES + frame * PAGE_SIZE, length) };
    frame = view.getUint16(page + PageRow.next, true);
  }
}

function bytesAt(view: DataView, at: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + at, length);
}
