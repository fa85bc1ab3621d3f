/** vfs_poll: what a file is ready for, and which of its wait queues tells when that changes. */
import { File, FileMode, Inode, InodeType } from '../uapi/kernel-state';
import { inodeOfFile } from './files';
import { pollIoRing } from './io-rings';
import { pipeEmpty, pipeFull } from './pipe-buffers';
import { epollHasEvents } from './epoll';
import {
  EPOLLIN,
  EPOLLPRI,
  EPOLLOUT,
  EPOLLERR,
  EPOLLHUP,
  READABLE,
  WRITABLE,
  READ_QUEUE,
  WRITE_QUEUE,
  NO_QUEUE,
  TWO_QUEUES,
} from './poll-bits';
import { pollInet, pollUnix } from './sockets';

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
    case InodeType.Unix:
      return pollUnix(inode);
    case InodeType.Tcp:
    case InodeType.Udp:
      return pollInet(load<u8>(inode, Inode.type));
    case InodeType.Pty:
      return pipeEmpty(load<u32>(inode, Inode.pipe)) ? WRITABLE : READABLE | WRITABLE;
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

/** The wait queue ->poll gives to poll_wait(). */
export function waitQueueOf(file: usize): u32 {
  switch (<i32>load<u8>(inodeOfFile(file), Inode.type)) {
    case InodeType.Pipe:
      return (load<u32>(file, File.mode) & FileMode.Read) != 0 ? READ_QUEUE : WRITE_QUEUE;
    case InodeType.Eventfd:
    case InodeType.Timerfd:
    case InodeType.Epoll:
    case InodeType.IoUring:
    case InodeType.Unix:
    case InodeType.Tcp:
    case InodeType.Udp:
      return READ_QUEUE;
    case InodeType.Pty:
      return TWO_QUEUES;
    default:
      return NO_QUEUE;
  }
}

/** file_can_poll */
export function canPoll(file: usize): bool {
  return waitQueueOf(file) != NO_QUEUE || load<u8>(inodeOfFile(file), Inode.type) == InodeType.Console;
}
