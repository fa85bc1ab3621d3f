/**
 * Names. The file system is one working directory, /tmp, and a few special files; a name is its whole path as
 * written, without a leading "./".
 */
import { DENTRIES, Dentry, Inode, InodeType, MAX_DENTRIES } from '../uapi/kernel-state';
import { Errno } from '../uapi/errno';
import { allocInode, freeIfUnused, inodeNumber, inodeRow } from './inodes';

/** Longest name kept; Linux's NAME_MAX. */
export const NAME_MAX: u32 = 255;

function dentryRow(index: u32): usize {
  return <usize>index * Dentry.SIZEOF + DENTRIES;
}

function sameName(dentry: usize, name: usize, length: u32): bool {
  return load<u16>(dentry, Dentry.length) == <u16>length && memory.compare(dentry + Dentry.name, name, length) == 0;
}

/** @returns the name's row, 0 when there is none */
export function findName(name: usize, length: u32): usize {
  for (let i: u32 = 1; i < <u32>MAX_DENTRIES; i++) {
    const dentry = dentryRow(i);
    if (load<u16>(dentry, Dentry.inode) != 0 && sameName(dentry, name, length)) return dentry;
  }
  return 0;
}

export function inodeOfName(dentry: usize): usize {
  return inodeRow(load<u16>(dentry, Dentry.inode));
}

/** Gives an inode a name. @returns false when the table is full */
export function addName(name: usize, length: u32, inode: usize): bool {
  for (let i: u32 = 1; i < <u32>MAX_DENTRIES; i++) {
    const dentry = dentryRow(i);
    if (load<u16>(dentry, Dentry.inode) != 0) continue;
    store<u16>(dentry, <u16>inodeNumber(inode), Dentry.inode);
    store<u16>(dentry, <u16>length, Dentry.length);
    memory.copy(dentry + Dentry.name, name, length);
    store<u32>(inode, load<u32>(inode, Inode.nlink) + 1, Inode.nlink);
    return true;
  }
  return false;
}

export function removeName(dentry: usize): void {
  const inode = inodeOfName(dentry);
  store<u16>(dentry, 0, Dentry.inode);
  store<u32>(inode, load<u32>(inode, Inode.nlink) - 1, Inode.nlink);
  freeIfUnused(inode);
}

/** A new regular file with a name. @returns its inode, or 0 when a table is full */
export function createRegular(name: usize, length: u32, mode: u32): usize {
  const inode = allocInode(InodeType.Regular, mode);
  if (inode == 0) return 0;
  if (addName(name, length, inode)) return inode;
  freeIfUnused(inode);
  return 0;
}

/**
 * Whether a path that does not exist could be created: its directory must be the working directory or /tmp.
 * @returns 0, -ENOENT or -ENAMETOOLONG
 */
export function checkParent(name: usize, length: u32): i64 {
  let slash: i32 = -1;
  for (let i: u32 = 0; i < length; i++) if (load<u8>(name + i) == 0x2f) slash = i;
  if (length - <u32>(slash + 1) > NAME_MAX) return -(<i64>Errno.ENAMETOOLONG);
  if (slash == -1) return 0;
  const parent = slash == 0 ? findName(name, 1) : findName(name, slash);
  if (parent == 0) return -(<i64>Errno.ENOENT);
  return load<u8>(inodeOfName(parent), Inode.type) == InodeType.Directory ? 0 : -(<i64>Errno.ENOTDIR);
}
