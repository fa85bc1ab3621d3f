/** vfs_poll: what a file is ready for, and which of its wait queues tells when that changes. */
import { File, FileMode, Inode, InodeType } from '../uapi/kernel-state';
import { inodeOfFile } from './files';
import { pollIoRing } from './io-rings';
import { pipeEmpty, pipeFull } from './pipe-buffers';
import { epollHasEvents } from './epoll';

export const EPOLLIN: u32 = 0x001;
export const EPOLLPRI: u32 = 0x002;
export const EPOLLOUT: u32 = 0x004;
export const EPOLLERR: u32 = 0x008;
export const EPOLLHUP: u32 = 0x010;
export const POLLNVAL: u32 = 0x020;
export const EPOLLRDNORM: u32 = 0x040;
export const EPOLLWRNORM: u32 = 0x100;

/** What pipes say when there is something to read, or room to write. */
export const READABLE: u32 = EPOLLIN | EPOLLRDNORM;
export const WRITABLE: u32 = EPOLLOUT | EPOLLWRNORM;

/** Wait queues of an inode. */
export const READ_QUEUE: u32 = 0;
export const WRITE_QUEUE: u32 = 1;
export const NO_QUEUE: u32 = 2;

/** Files without ->poll are always ready: DEFAULT_POLLMASK. */
export function pollFile(file: usize): u32 {
  const inode = inodeOfFile(file);
  const mode = load<u32>(file, File.mode);
  switch (<i32>load<u8>(inode, Inode.type)) {
    case InodeType.Pipe:
      return pollPipe(inode, mode);
    case InodeType.Eventfd:
      return pollEventfd(inode);
    case InodeType.Timerfd:
      return load<u64>(inode, Inode.count) != 0 ? EPOLLIN : 0;
    case InodeType.Epoll:
      return epollHasEvents(inode) ? READABLE : 0;
    case InodeType.IoUring:
      return pollIoRing(inode);
    // fs/kernfs/file.c: kernfs_generic_poll(): there is news until it is read.
    case InodeType.CpusPossible:
    case InodeType.DiskStat:
      return READABLE | WRITABLE | (load<u8>(file, File.seen) != 0 ? 0 : EPOLLERR | EPOLLPRI);
    // The other end of fd 0 is closed, that of 1 and 2 always takes more.
    case InodeType.Console:
      return load<u64>(inode, Inode.count) == 0 ? EPOLLHUP : WRITABLE;
    default:
      return READABLE | WRITABLE;
  }
}

/** fs/pipe.c: pipe_poll(). */
function pollPipe(inode: usize, mode: u32): u32 {
  const pipe = load<u32>(inode, Inode.pipe);
  let mask: u32 = 0;
  if (mode & FileMode.Read) {
    if (!pipeEmpty(pipe)) mask |= READABLE;
    if (load<u32>(inode, Inode.writers) == 0) mask |= EPOLLHUP;
  }
  if (mode & FileMode.Write) {
    if (!pipeFull(pipe)) mask |= WRITABLE;
    if (load<u32>(inode, Inode.readers) == 0) mask |= EPOLLERR;
  }
  return mask;
}

/** fs/eventfd.c: eventfd_poll(). */
function pollEventfd(inode: usize): u32 {
  const count = load<u64>(inode, Inode.count);
  let mask: u32 = count > 0 ? EPOLLIN : 0;
  if (count == 0xffff_ffff_ffff_ffff) mask |= EPOLLERR;
  if (count < 0xffff_ffff_ffff_fffe) mask |= EPOLLOUT;
  return mask;
}

/** The one wait queue ->poll gives to poll_wait(); NO_QUEUE: none. */
export function waitQueueOf(file: usize): u32 {
  switch (<i32>load<u8>(inodeOfFile(file), Inode.type)) {
    case InodeType.Pipe:
      return (load<u32>(file, File.mode) & FileMode.Read) != 0 ? READ_QUEUE : WRITE_QUEUE;
    case InodeType.Eventfd:
    case InodeType.Timerfd:
    case InodeType.Epoll:
    case InodeType.IoUring:
      return READ_QUEUE;
    default:
      return NO_QUEUE;
  }
}

/** file_can_poll */
export function canPoll(file: usize): bool {
  return waitQueueOf(file) != NO_QUEUE || load<u8>(inodeOfFile(file), Inode.type) == InodeType.Console;
}
