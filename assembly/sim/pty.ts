/**
 * /dev/ptmx: the master of a pty whose slave nobody has opened. What is written to it the slave's line discipline echoes, as
 * a new pty does (drivers/tty/n_tty.c, tty_std_termios).
 */
import { MACHINE } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { WaitReason } from '../uapi/records';
import { Inode, InodeType } from '../uapi/kernel-state';
import { allocInode, inodeNumber } from './inodes';
import { copyFromIter, iterCount, iterDone } from './iov-iter';
import { allocPipe, drainPipe, freePipe, pipeEmpty, putByte } from './pipe-buffers';
import { READABLE, READ_QUEUE } from './poll-bits';
import { NOT_MODELLED, mustWait } from './special-files';
import { wakeAll } from './tasks';
import { wakeQueue } from './wait-queues';

const S_IFCHR: u32 = 0x2000;

/** A byte on its way from user memory; behind the words of Sim. */
const BYTE: usize = MACHINE + 0x740;

/** So many bytes of unread input a line discipline surely takes, with their echo twice as long (N_TTY_BUF_SIZE). */
const MOST: u64 = 2000;

/** ptmx_open. @returns the inode of a new pty, 0 when a table is full */
export function newPty(): usize {
  const pipe = allocPipe();
  const inode = pipe == 0 ? 0 : allocInode(InodeType.Pty, S_IFCHR | 0x1b6);
  if (inode != 0) store<u32>(inode, pipe, Inode.pipe);
  else if (pipe != 0) freePipe(pipe);
  return inode;
}

export function readPty(inode: usize, iter: usize, mm: i32, nonblock: bool): i64 {
  const pipe = load<u32>(inode, Inode.pipe);
  if (iterCount(iter) == 0) return 0;
  if (pipeEmpty(pipe)) {
    return nonblock ? -(<i64>Errno.EAGAIN) : mustWait(WaitReason.TerminalReadable, inodeNumber(inode));
  }
  return drainPipe(pipe, iter, mm) || iterDone(iter) > 0 ? iterDone(iter) : -(<i64>Errno.EFAULT);
}

/** tty_write, and the echo. Keys that edit the line or send a signal are not modelled, nor a line that is full. */
export function writePty(inode: usize, iter: usize, mm: i32): i64 {
  const length = iterCount(iter);
  const taken = load<u64>(inode, Inode.count) + length;
  if (taken > MOST) return NOT_MODELLED;
  store<u64>(inode, taken, Inode.count);
  for (let i: u64 = 0; i < length; i++) {
    if (copyFromIter(iter, mm, BYTE, 1) != 1) return iterDone(iter) > 0 ? iterDone(iter) : -(<i64>Errno.EFAULT);
    if (!echo(load<u32>(inode, Inode.pipe), load<u8>(BYTE))) return NOT_MODELLED;
  }
  if (length > 0) {
    wakeAll(WaitReason.TerminalReadable, inodeNumber(inode));
    wakeQueue(inode, READ_QUEUE, READABLE);
  }
  return length;
}

const LINE_FEED: u8 = 0x0a;
const CARET: u8 = 0x5e;
const DELETE: u8 = 0x7f;
/** Bit n: control character n is no key of stty: NUL, ^A, ^B, ^E to ^H, ^K, ^L, ^N, ^P, ^T, ^X, ^Y, ESC, ^], ^^, ^_. */
const PLAIN_CONTROLS: u32 = 0xeb11_59e7;
const TAB: u8 = 0x09;

/** n_tty_receive_char, echo with ECHOCTL and ONLCR. @returns false: it is a key that does something else */
function echo(pipe: u32, byte: u8): bool {
  if (byte == DELETE) return false;
  if (byte >= 0x20 || byte == TAB) return putByte(pipe, byte);
  if (byte == LINE_FEED) return putByte(pipe, 0x0d) && putByte(pipe, LINE_FEED);
  return (PLAIN_CONTROLS & (1 << byte)) != 0 && putByte(pipe, CARET) && putByte(pipe, byte ^ 0x40);
}
