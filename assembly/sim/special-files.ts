/** Everything that is not a regular file: pipes, eventfds, fds 0 to 2, /dev and /proc. One transfer at a time. */
import { MACHINE, PTE_READ } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Signal } from '../uapi/signals';
import { RecordKind, WaitReason } from '../uapi/records';
import { Feature, Inode, InodeType, Sim } from '../uapi/kernel-state';
import { has } from './features';
import { inodeNumber } from './inodes';
import { sendToSelf } from './signals';
import { wakeAll } from './tasks';
import {
  advanceIter,
  copyFromIter,
  copyToIter,
  forgetPartial,
  iterCount,
  iterDone,
  iterRun,
  runLength,
  segmentLength,
} from './iov-iter';
import { Fill, drainPipe, fillPipe, mergeIntoPipe, pipeEmpty, pipeFull } from './pipe-buffers';
import { EPOLLIN, EPOLLOUT, READABLE, READ_QUEUE, WRITABLE, WRITE_QUEUE } from './poll-bits';
import { wakeQueue } from './wait-queues';
import { record } from './trace';
import { spendCopy } from './clock';

/** The transfer cannot go on: the task must sleep for Sim.wait_reason, Sim.wait_object and try again. */
export const MUST_WAIT: i64 = i64.MIN_VALUE + 1;

/** What the file would do now is not modelled: the run ends. */
export const NOT_MODELLED: i64 = i64.MIN_VALUE + 2;

/** Bytes of output in one record, and in one moment. */
const OUTPUT_IN_RECORD: u64 = 2024;
const OUTPUT_IN_MOMENT: u64 = 0x1_0000;

/** 8 bytes or a number in text, on their way to or from user memory; behind the words of Sim. sim/pty has a byte behind it. */
const BOUNCE: usize = MACHINE + 0x700;
const BOUNCE_SIZE: u32 = 64;

/** @returns MUST_WAIT */
export function mustWait(reason: WaitReason, object: u64): i64 {
  store<i32>(MACHINE + Sim.wait_reason, reason);
  store<u64>(MACHINE + Sim.wait_object, object);
  return MUST_WAIT;
}

function doneOr(iter: usize, error: Errno): i64 {
  return iterDone(iter) > 0 ? iterDone(iter) : -(<i64>error);
}

/** fs/pipe.c: pipe_read(). */
export function readPipe(inode: usize, iter: usize, mm: i32, nonblock: bool): i64 {
  if (iterCount(iter) == 0) return 0;
  const pipe = load<u32>(inode, Inode.pipe);
  if (pipeEmpty(pipe)) {
    if (load<u32>(inode, Inode.writers) == 0) return 0;
    if (nonblock) return -(<i64>Errno.EAGAIN);
    return mustWait(WaitReason.PipeReadable, inodeNumber(inode));
  }
  const wasFull = pipeFull(pipe);
  const whole = drainPipe(pipe, iter, mm);
  if (wasFull && !pipeFull(pipe)) {
    wakeAll(WaitReason.PipeWritable, inodeNumber(inode));
    wakeQueue(inode, WRITE_QUEUE, WRITABLE);
  }
  return whole ? iterDone(iter) : doneOr(iter, Errno.EFAULT);
}

/**
 * fs/pipe.c: pipe_write(). A blocking write goes on until all is written.
 * @param noSignal RWF_NOSIGNAL: a broken pipe is only -EPIPE
 */
export function writePipe(task: usize, inode: usize, iter: usize, mm: i32, nonblock: bool, noSignal: bool): i64 {
  if (iterCount(iter) == 0) return 0;
  const pipe = load<u32>(inode, Inode.pipe);
  if (load<u32>(inode, Inode.readers) == 0) {
    if (!noSignal) sendToSelf(task, Signal.SIGPIPE);
    return doneOr(iter, Errno.EPIPE);
  }
  const before = iterCount(iter);
  let filled: Fill = iterDone(iter) == 0 ? mergeIntoPipe(pipe, iter, mm) : Fill.Done;
  if (filled == Fill.Done) filled = fillPipe(pipe, iter, mm);
  if (iterCount(iter) < before) wakeAll(WaitReason.PipeReadable, inodeNumber(inode));
  // Also when nothing was written and when it was not empty: epoll's edges depend on it.
  wakeQueue(inode, READ_QUEUE, READABLE);
  switch (filled) {
    case Fill.Done:
      return iterDone(iter);
    case Fill.Fault:
      return doneOr(iter, Errno.EFAULT);
    case Fill.NoMemory:
      return doneOr(iter, Errno.ENOMEM);
    default:
      return nonblock ? doneOr(iter, Errno.EAGAIN) : mustWait(WaitReason.PipeWritable, inodeNumber(inode));
  }
}

/** fs/eventfd.c: eventfd_read(). */
export function readEventfd(inode: usize, iter: usize, mm: i32, nonblock: bool): i64 {
  if (iterCount(iter) < 8) return -(<i64>Errno.EINVAL);
  const count = load<u64>(inode, Inode.count);
  if (count == 0) return nonblock ? -(<i64>Errno.EAGAIN) : mustWait(WaitReason.EventfdReadable, inodeNumber(inode));
  const taken: u64 = load<u32>(inode, Inode.semaphore) != 0 ? 1 : count;
  store<u64>(inode, count - taken, Inode.count);
  wakeAll(WaitReason.EventfdWritable, inodeNumber(inode));
  wakeQueue(inode, READ_QUEUE, EPOLLOUT);
  store<u64>(BOUNCE, taken);
  return copyToIter(iter, mm, BOUNCE, 8) == 8 ? 8 : -(<i64>Errno.EFAULT);
}

/** fs/eventfd.c: eventfd_write(), once for each segment: eventfds have no write_iter. */
export function writeEventfd(inode: usize, iter: usize, mm: i32, nonblock: bool): i64 {
  while (true) {
    const length = segmentLength(iter);
    if (length < 8 || (length != 8 && has(Feature.EventfdExactly8))) return doneOr(iter, Errno.EINVAL);
    if (copyFromIter(iter, mm, BOUNCE, 8) != 8) return doneOrFault(iter);
    const added = load<u64>(BOUNCE);
    if (added == 0xffff_ffff_ffff_ffff) {
      forgetPartial(iter, 8);
      return doneOr(iter, Errno.EINVAL);
    }
    if (added >= 0xffff_ffff_ffff_ffff - load<u64>(inode, Inode.count)) {
      // The value is read again when there is room.
      advanceIter(iter, -8);
      return nonblock ? doneOr(iter, Errno.EAGAIN) : mustWait(WaitReason.EventfdWritable, inodeNumber(inode));
    }
    addToEventfd(inode, added);
    if (iterCount(iter) == 0) return iterDone(iter);
  }
}

/** A value that faults in the middle does not count. */
function doneOrFault(iter: usize): i64 {
  forgetPartial(iter, iterDone(iter) & 7);
  return doneOr(iter, Errno.EFAULT);
}

/** eventfd_signal, and what a write does: the count never passes 2^64-1 (EFD-04). */
export function addToEventfd(inode: usize, added: u64): void {
  const count = load<u64>(inode, Inode.count);
  store<u64>(inode, added > ~count ? 0xffff_ffff_ffff_ffff : count + added, Inode.count);
  wakeAll(WaitReason.EventfdReadable, inodeNumber(inode));
  wakeQueue(inode, READ_QUEUE, EPOLLIN);
}

/**
 * fds 1 and 2: what is written leaves the machine as records, at most 64 KiB in a moment.
 * @returns bytes; MUST_WAIT without a wait reason when there is more to write
 */
export function writeConsole(inode: usize, iter: usize, mm: i32): i64 {
  let moment: u64 = 0;
  while (iterCount(iter) > 0) {
    if (moment >= OUTPUT_IN_MOMENT) return mustWait(0, 0);
    const source = iterRun(iter, mm, PTE_READ);
    if (source == 0) return doneOr(iter, Errno.EFAULT);
    const length = runLength(iter, OUTPUT_IN_RECORD);
    const words = <u32>((length + 7) >> 3);
    const at = record(RecordKind.Output, 0, 2 + words);
    store<u64>(at, load<u64>(inode, Inode.count));
    store<u64>(at, length, 8);
    store<u64>(at + 8 + ((<usize>words) << 3), 0);
    memory.copy(at + 16, source, <usize>length);
    spendCopy(length);
    advanceIter(iter, length);
    moment += length;
  }
  return iterDone(iter);
}

/** /proc/sys/fs/aio-nr, aio-max-nr: a number in one read from the beginning. */
export function readSysctl(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  if (pos != 0 || iterCount(iter) == 0) return 0;
  const at: usize = MACHINE + (load<u8>(inode, Inode.type) == InodeType.AioNr ? Machine.aio_nr : Machine.aio_max_nr);
  const length = decimal(load<u64>(at));
  const wanted: u64 = iterCount(iter) < length ? iterCount(iter) : length;
  return copyToIter(iter, mm, BOUNCE + BOUNCE_SIZE - length, wanted) == wanted ? wanted : -(<i64>Errno.EFAULT);
}

/** The number and a line feed, at the end of BOUNCE. @returns length */
function decimal(value: u64): u32 {
  let at = BOUNCE + BOUNCE_SIZE - 1;
  store<u8>(at, 10);
  do {
    at--;
    store<u8>(at, 0x30 + <u8>(value % 10));
    value /= 10;
  } while (value != 0);
  return <u32>(BOUNCE + BOUNCE_SIZE - at);
}

/** kernel/sysctl.c: proc_doulongvec_minmax(): a decimal number, white space around it (SET-10). */
export function writeAioMaxNr(iter: usize, mm: i32, pos: u64): i64 {
  const length = iterCount(iter);
  if (length == 0 || pos != 0) return length;
  if (length > BOUNCE_SIZE) return -(<i64>Errno.EINVAL);
  if (copyFromIter(iter, mm, BOUNCE, length) != length) return -(<i64>Errno.EFAULT);
  let i: u64 = 0;
  while (i < length && isSpace(load<u8>(BOUNCE + <usize>i))) i++;
  if (i == length) return length;
  let value: u64 = 0;
  const first = i;
  while (i < length && load<u8>(BOUNCE + <usize>i) - 0x30 < 10) {
    value = value * 10 + (load<u8>(BOUNCE + <usize>i) - 0x30);
    i++;
  }
  if (i == first || (i < length && !isSpace(load<u8>(BOUNCE + <usize>i)))) return -(<i64>Errno.EINVAL);
  store<u64>(MACHINE + Machine.aio_max_nr, value);
  return length;
}

function isSpace(byte: u8): bool {
  return byte == 32 || (byte >= 9 && byte <= 13) || byte == 0;
}
