/**
 * net/unix/af_unix.c and what of net/ipv4 a socket without address and peer can show: as much as AIO, poll and epoll can
 * tell from a pipe (FDK, POL).
 *
 * What one end of a pair has written and the other has not read lies in the reader's Inode.pipe, a page or more for each
 * write, as socket buffers do. That is far below sk_sndbuf, so there is always room to write (unix_writable); a
 * write beyond those pages is not modelled.
 */
import { Errno } from '../uapi/errno';
import { Signal } from '../uapi/signals';
import { Step, WaitReason } from '../uapi/records';
import { FileMode, Inode, InodeType } from '../uapi/kernel-state';
import { O_CLOEXEC, O_NONBLOCK, O_RDWR, allocFile, freeFd, inodeOfFile, installFd, releaseFile } from './files';
import { allocInode, freeIfUnused, inodeNumber, inodeRow } from './inodes';
import { iterCount, iterDone } from './iov-iter';
import { Fill, allocPipe, buffersIn, drainPipe, fillPipe, freePipe, pipeEmpty } from './pipe-buffers';
import {
  EPOLLERR,
  EPOLLHUP,
  EPOLLPRI,
  EPOLLRDBAND,
  EPOLLRDHUP,
  EPOLLWRBAND,
  READABLE,
  READ_QUEUE,
  WRITABLE,
} from './poll-bits';
import { sendToSelf } from './signals';
import { NOT_MODELLED, mustWait } from './special-files';
import { argument, finish, mmOf, unmodelled, wakeAll } from './tasks';
import { putUser32 } from './user-copy';
import { wakeQueue } from './wait-queues';
import { step0 } from './trace';

const AF_UNIX: u32 = 1;
const AF_INET: u32 = 2;
/** There are so many families, and types. */
const NPROTO: u32 = 46;
const SOCK_MAX: u32 = 11;
const SOCK_STREAM: u32 = 1;
const SOCK_DGRAM: u32 = 2;
const SOCK_TYPE_MASK: u32 = 0xf;
const IPPROTO_TCP: u32 = 6;
const IPPROTO_UDP: u32 = 17;

const S_IFSOCK: u32 = 0xc000;

/** sock_def_readable, unix_write_space: the keys of their wakes. */
const NEWS: u32 = READABLE | EPOLLPRI | EPOLLRDBAND;
const ROOM: u32 = WRITABLE | EPOLLWRBAND;

/** socket: sockets of AF_INET, which have neither an address nor a peer, since bind and connect are not modelled. */
export function sysSocket(task: usize): void {
  step0(Step.Call);
  const family = <u32>argument(task, 0);
  const type = <u32>argument(task, 1) & SOCK_TYPE_MASK;
  const error = checkType(task, family, type);
  if (error != 0) return finish(task, error);
  const kind = inetType(family, type, <u32>argument(task, 2));
  if (kind == InodeType.Free) return unmodelled(task, family);
  const mm = mmOf(task);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const file = newSocket(kind, <u32>argument(task, 1));
  if (file == 0) return finish(task, -(<i64>Errno.ENFILE));
  installFd(mm, <u32>fd, file, (<u32>argument(task, 1) & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** __sys_socket, __sock_create. @returns 0 or -errno */
function checkType(task: usize, family: u32, type: u32): i64 {
  if ((<u32>argument(task, 1) & ~SOCK_TYPE_MASK & ~(O_CLOEXEC | O_NONBLOCK)) != 0) return -(<i64>Errno.EINVAL);
  if (family >= NPROTO) return -(<i64>Errno.EAFNOSUPPORT);
  return type >= SOCK_MAX ? -(<i64>Errno.EINVAL) : 0;
}

function inetType(family: u32, type: u32, protocol: u32): InodeType {
  if (family != AF_INET) return InodeType.Free;
  if (type == SOCK_STREAM && (protocol == 0 || protocol == IPPROTO_TCP)) return InodeType.Tcp;
  return type == SOCK_DGRAM && (protocol == 0 || protocol == IPPROTO_UDP) ? InodeType.Udp : InodeType.Free;
}

/** An open file of a new socket. @returns 0 when a table is full */
function newSocket(kind: InodeType, flags: u32): usize {
  const inode = allocInode(kind, S_IFSOCK | 0x1ff);
  if (inode == 0) return 0;
  const file = allocFile(inode, (flags & O_NONBLOCK) | O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) freeIfUnused(inode);
  return file;
}

/** socketpair: two stream sockets of AF_UNIX, each the other's peer. */
export function sysSocketpair(task: usize): void {
  step0(Step.Call);
  const family = <u32>argument(task, 0);
  const type = <u32>argument(task, 1) & SOCK_TYPE_MASK;
  const protocol = <u32>argument(task, 2);
  const flags = <u32>argument(task, 1) & ~SOCK_TYPE_MASK;
  const fds = argument(task, 3);
  const mm = mmOf(task);
  if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) != 0) return finish(task, -(<i64>Errno.EINVAL));
  const first = freeFd(mm, 0);
  const second = first < 0 ? first : freeFd(mm, <u32>first + 1);
  if (second < 0) return finish(task, second);
  // The numbers are written before anybody asks what for.
  if (!putUser32(mm, fds, <u32>first) || !putUser32(mm, fds + 4, <u32>second)) return finish(task, -(<i64>Errno.EFAULT));
  const error = checkType(task, family, type);
  if (error != 0) return finish(task, error);
  if (inetType(family, type, protocol) != InodeType.Free) return finish(task, -(<i64>Errno.EOPNOTSUPP));
  if (family != AF_UNIX || type != SOCK_STREAM) return unmodelled(task, family);
  if (protocol != 0 && protocol != AF_UNIX) return finish(task, -(<i64>Errno.EPROTONOSUPPORT));
  const one = newUnix(flags);
  const other = one == 0 ? 0 : newUnix(flags);
  if (other == 0) {
    if (one != 0) releaseFile(one);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  join(one, other);
  join(other, one);
  installFd(mm, <u32>first, one, (flags & O_CLOEXEC) != 0);
  installFd(mm, <u32>second, other, (flags & O_CLOEXEC) != 0);
  finish(task, 0);
}

function newUnix(flags: u32): usize {
  const pipe = allocPipe();
  if (pipe == 0) return 0;
  const file = newSocket(InodeType.Unix, flags);
  if (file == 0) freePipe(pipe);
  else store<u32>(inodeOfFile(file), pipe, Inode.pipe);
  return file;
}

function join(file: usize, peer: usize): void {
  store<u32>(inodeOfFile(file), inodeNumber(inodeOfFile(peer)), Inode.peer);
}

/** unix_release_sock: whoever waits at the other end learns it; what it had written and nobody read is lost. */
export function closeUnix(inode: usize): void {
  const number = load<u32>(inode, Inode.peer);
  if (number == 0) return;
  const peer = inodeRow(number);
  store<u32>(peer, 0, Inode.peer);
  if (!pipeEmpty(load<u32>(inode, Inode.pipe))) store<u32>(peer, Errno.ECONNRESET, Inode.sk_err);
  wakeAll(WaitReason.SocketReadable, number);
  wakeQueue(peer, READ_QUEUE, 0);
}

/** unix_poll */
export function pollUnix(inode: usize): u32 {
  let mask = ROOM;
  if (load<u32>(inode, Inode.sk_err) != 0) mask |= EPOLLERR;
  if (!pipeEmpty(load<u32>(inode, Inode.pipe))) mask |= READABLE;
  return load<u32>(inode, Inode.peer) != 0 ? mask : mask | EPOLLHUP | EPOLLRDHUP | READABLE;
}

/** datagram_poll and tcp_poll of a socket that is not connected. */
export function pollInet(type: u32): u32 {
  return type == InodeType.Udp ? ROOM : WRITABLE | EPOLLHUP;
}

/** sock_read_iter: a position is refused, also one that AIO has from its iocb. */
export function readSocket(inode: usize, iter: usize, mm: i32, pos: u64, nonblock: bool): i64 {
  if (pos != 0) return -(<i64>Errno.ESPIPE);
  if (iterCount(iter) == 0) return 0;
  const type: u32 = load<u8>(inode, Inode.type);
  if (type == InodeType.Tcp) return -(<i64>Errno.ENOTCONN);
  if (type == InodeType.Unix) {
    const pipe = load<u32>(inode, Inode.pipe);
    if (!pipeEmpty(pipe)) return take(inode, pipe, iter, mm);
    const error = load<u32>(inode, Inode.sk_err);
    store<u32>(inode, 0, Inode.sk_err);
    if (error != 0) return -(<i64>error);
    if (load<u32>(inode, Inode.peer) == 0) return 0;
  }
  return nonblock ? -(<i64>Errno.EAGAIN) : mustWait(WaitReason.SocketReadable, inodeNumber(inode));
}

/** unix_stream_read_generic: what is there; who writes at the other end learns of each socket buffer that is free. */
function take(inode: usize, pipe: u32, iter: usize, mm: i32): i64 {
  const before = buffersIn(pipe);
  const whole = drainPipe(pipe, iter, mm);
  const peer = load<u32>(inode, Inode.peer);
  if (peer != 0 && buffersIn(pipe) < before) wakeQueue(inodeRow(peer), READ_QUEUE, ROOM);
  return whole || iterDone(iter) > 0 ? iterDone(iter) : -(<i64>Errno.EFAULT);
}

/** sock_write_iter. @param noSignal RWF_NOSIGNAL: a broken connection is only -EPIPE */
export function writeSocket(task: usize, inode: usize, iter: usize, mm: i32, pos: u64, noSignal: bool): i64 {
  if (pos != 0) return -(<i64>Errno.ESPIPE);
  const type: u32 = load<u8>(inode, Inode.type);
  if (type == InodeType.Udp) return -(<i64>Errno.EDESTADDRREQ);
  const peer = type == InodeType.Unix ? load<u32>(inode, Inode.peer) : 0;
  if (peer == 0) {
    if (!noSignal) sendToSelf(task, Signal.SIGPIPE);
    return -(<i64>Errno.EPIPE);
  }
  if (iterCount(iter) == 0) return 0;
  const receiver = inodeRow(peer);
  switch (fillPipe(load<u32>(receiver, Inode.pipe), iter, mm)) {
    case Fill.Done:
      break;
    case Fill.Fault:
      if (iterDone(iter) == 0) return -(<i64>Errno.EFAULT);
      break;
    case Fill.NoMemory:
      return -(<i64>Errno.ENOBUFS);
    default:
      return NOT_MODELLED;
  }
  wakeAll(WaitReason.SocketReadable, peer);
  wakeQueue(receiver, READ_QUEUE, NEWS);
  return iterDone(iter);
}
