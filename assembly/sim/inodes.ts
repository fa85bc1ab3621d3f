/** The inode table. A row lives as long as it has a name or somebody holds it open. */
import { INODES, Inode, InodeType, MAX_INODES } from '../uapi/kernel-state';
import { now } from './clock';
import { closeIoRing } from './io-rings';
import { dropPages } from './page-cache';
import { freeEpitems } from './epoll';
import { freePipe } from './pipe-buffers';
import { disarmTimer } from './timerfd';

export function inodeRow(number: u32): usize {
  return <usize>number * Inode.SIZEOF + INODES;
}

export function inodeNumber(inode: usize): u32 {
  return <u32>((inode - INODES) / Inode.SIZEOF);
}

/** A new inode without name or holder. @returns its row, 0 when the table is full */
export function allocInode(type: InodeType, mode: u32): usize {
  for (let number: u32 = 1; number < <u32>MAX_INODES; number++) {
    const inode = inodeRow(number);
    if (load<u8>(inode, Inode.type) != InodeType.Free) continue;
    memory.fill(inode, 0, Inode.SIZEOF);
    store<u8>(inode, <u8>type, Inode.type);
    store<u16>(inode, <u16>mode, Inode.mode);
    store<u64>(inode, now(), Inode.atime);
    store<u64>(inode, now(), Inode.mtime);
    store<u64>(inode, now(), Inode.ctime);
    return inode;
  }
  return 0;
}

export function holdInode(inode: usize): void {
  store<u32>(inode, load<u32>(inode, Inode.refs) + 1, Inode.refs);
}

/** iput: the last holder of a file without name takes it along. */
export function releaseInode(inode: usize): void {
  store<u32>(inode, load<u32>(inode, Inode.refs) - 1, Inode.refs);
  freeIfUnused(inode);
}

/** Called when a name or a holder has gone. */
export function freeIfUnused(inode: usize): void {
  if (load<u32>(inode, Inode.refs) != 0 || load<u32>(inode, Inode.nlink) != 0) return;
  dropPages(inode, 0);
  const pipe = load<u32>(inode, Inode.pipe);
  if (pipe != 0) freePipe(pipe);
  if (load<u8>(inode, Inode.type) == InodeType.Timerfd) disarmTimer(inode);
  if (load<u8>(inode, Inode.type) == InodeType.Epoll) freeEpitems(inode);
  if (load<u8>(inode, Inode.type) == InodeType.IoUring) closeIoRing(inode);
  store<u8>(inode, InodeType.Free, Inode.type);
}
