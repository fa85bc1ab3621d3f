/** Open files and the tables of file descriptors. */
import {
  FD_FLAGS,
  FD_TABLES,
  FD_TABLE_SIZE,
  FILES,
  File,
  FileMode,
  Inode,
  InodeType,
  MAX_FDS,
  MAX_FILES,
} from '../uapi/kernel-state';
import { Errno } from '../uapi/errno';
import { WaitReason } from '../uapi/records';
import { holdInode, inodeNumber, inodeRow, releaseInode } from './inodes';
import { wakeAll } from './tasks';
import { forgetFile } from './epoll';
import { READ_QUEUE, WRITE_QUEUE } from './poll-bits';
import { closeUnix } from './sockets';
import { wakeQueue } from './wait-queues';

/** O_* of x86-64, as far as a file remembers or open understands them. */
export const O_ACCMODE: u32 = 3;
export const O_WRONLY: u32 = 1;
export const O_RDWR: u32 = 2;
export const O_CREAT: u32 = 0x40;
export const O_EXCL: u32 = 0x80;
export const O_NOCTTY: u32 = 0x100;
export const O_TRUNC: u32 = 0x200;
export const O_APPEND: u32 = 0x400;
export const O_NONBLOCK: u32 = 0x800;
export const O_DSYNC: u32 = 0x1000;
export const O_ASYNC: u32 = 0x2000;
export const O_DIRECT: u32 = 0x4000;
export const O_LARGEFILE: u32 = 0x8000;
export const O_DIRECTORY: u32 = 0x1_0000;
export const O_NOFOLLOW: u32 = 0x2_0000;
export const O_NOATIME: u32 = 0x4_0000;
export const O_CLOEXEC: u32 = 0x8_0000;
export const O_PATH: u32 = 0x20_0000;
export const O_TMPFILE: u32 = 0x40_0000;

export function fileRow(number: u32): usize {
  return <usize>number * File.SIZEOF + FILES;
}

export function fileNumber(file: usize): u32 {
  return <u32>((file - FILES) / File.SIZEOF);
}

export function inodeOfFile(file: usize): usize {
  return inodeRow(load<u32>(file, File.inode));
}

export function fileType(file: usize): u32 {
  return load<u8>(inodeOfFile(file), Inode.type);
}

function fdEntry(mm: i32, fd: u32): usize {
  return <usize>mm * FD_TABLE_SIZE + ((<usize>fd) << 1) + FD_TABLES;
}

export function fdFlags(mm: i32, fd: u32): usize {
  return <usize>mm * MAX_FDS + fd + FD_FLAGS;
}

/** The open file behind a descriptor, O_PATH ones too. @returns 0 when it is closed or out of range */
export function rawFileOf(mm: i32, fd: u64): usize {
  // The kernel takes an unsigned int, whatever the register's upper half says.
  const number = <u32>fd;
  if (number >= <u32>MAX_FDS) return 0;
  const file: u32 = load<u16>(fdEntry(mm, number));
  return file == 0 ? 0 : fileRow(file);
}

/** fget: the same without O_PATH files. */
export function fileOf(mm: i32, fd: u64): usize {
  const file = rawFileOf(mm, fd);
  return file != 0 && (load<u32>(file, File.mode) & FileMode.Path) != 0 ? 0 : file;
}

/** A new open file that holds the inode, with one reference. @returns 0 when the table is full */
export function allocFile(inode: usize, flags: u32, mode: u32): usize {
  for (let number: u32 = 1; number < <u32>MAX_FILES; number++) {
    const file = fileRow(number);
    if (load<u32>(file, File.refs) != 0) continue;
    memory.fill(file, 0, File.SIZEOF);
    store<u32>(file, inodeNumber(inode), File.inode);
    store<u32>(file, 1, File.refs);
    store<u32>(file, flags, File.flags);
    store<u32>(file, mode, File.mode);
    holdInode(inode);
    if (load<u8>(inode, Inode.type) == InodeType.Pipe) countEnds(inode, mode, 1);
    return file;
  }
  return 0;
}

function countEnds(inode: usize, mode: u32, by: i32): void {
  if (mode & FileMode.Read) store<u32>(inode, load<u32>(inode, Inode.readers) + by, Inode.readers);
  if (mode & FileMode.Write) store<u32>(inode, load<u32>(inode, Inode.writers) + by, Inode.writers);
}

/** get_file */
export function holdFile(file: usize): void {
  store<u32>(file, load<u32>(file, File.refs) + 1, File.refs);
}

/** fput: the last reference closes the file. Whoever waits at the other end of a pipe learns it. */
export function releaseFile(file: usize): void {
  const refs = load<u32>(file, File.refs) - 1;
  store<u32>(file, refs, File.refs);
  if (refs != 0) return;
  const inode = inodeOfFile(file);
  forgetFile(file);
  if (load<u8>(inode, Inode.type) == InodeType.Unix) closeUnix(inode);
  if (load<u8>(inode, Inode.type) == InodeType.Pipe) {
    countEnds(inode, load<u32>(file, File.mode), -1);
    const number = inodeNumber(inode);
    const readers = load<u32>(inode, Inode.readers);
    const writers = load<u32>(inode, Inode.writers);
    if (writers == 0) wakeAll(WaitReason.PipeReadable, number);
    if (readers == 0) wakeAll(WaitReason.PipeWritable, number);
    if ((readers == 0) != (writers == 0)) {
      wakeQueue(inode, READ_QUEUE, 0);
      wakeQueue(inode, WRITE_QUEUE, 0);
    }
  }
  releaseInode(inode);
}

/** Lowest free descriptor from `from` on. @returns -EMFILE when there is none */
export function freeFd(mm: i32, from: u32): i64 {
  for (let fd = from; fd < <u32>MAX_FDS; fd++) if (load<u16>(fdEntry(mm, fd)) == 0) return fd;
  return -(<i64>Errno.EMFILE);
}

/** fd_install: the reference passes to the table. */
export function installFd(mm: i32, fd: u32, file: usize, cloexec: bool): void {
  store<u16>(fdEntry(mm, fd), <u16>fileNumber(file));
  store<u8>(fdFlags(mm, fd), cloexec ? 1 : 0);
}

/** @returns 0 or -EBADF */
export function closeFd(mm: i32, fd: u64): i64 {
  const file = rawFileOf(mm, fd);
  if (file == 0) return -(<i64>Errno.EBADF);
  store<u16>(fdEntry(mm, <u32>fd), 0);
  releaseFile(file);
  return 0;
}
