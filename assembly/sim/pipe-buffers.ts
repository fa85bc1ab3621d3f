/**
 * What is in a pipe: up to 16 pages, as struct pipe_inode_info keeps them. Bytes are appended to the last page while
 * they fit; so what a pipe holds depends on how it was written, and is at most 64 KiB.
 */
import { PAGE_SIZE } from '../uapi/memory-map';
import { FrameOwner, MAX_PIPES, PIPES, Pipe } from '../uapi/kernel-state';
import { allocFrame, markDirty, putFrame } from './frames';
import { copyFromIter, copyToIter, forgetPartial, iterCount } from './iov-iter';

const BUFFERS: u32 = 16;

/** Offsets in a buffer. */
const FRAME: usize = 0;
const OFFSET: usize = 4;
const LENGTH: usize = 8;

function pipeRow(pipe: u32): usize {
  return <usize>pipe * Pipe.SIZEOF + PIPES;
}

function bufferAt(row: usize, counter: u32): usize {
  return row + Pipe.buffers + <usize>(counter & (BUFFERS - 1)) * Pipe.BUFFER_SIZEOF;
}

/** @returns number of an empty pipe, 0 when the table is full */
export function allocPipe(): u32 {
  for (let pipe: u32 = 1; pipe < <u32>MAX_PIPES; pipe++) {
    const row = pipeRow(pipe);
    if (load<u32>(row, Pipe.used) != 0) continue;
    memory.fill(row, 0, Pipe.SIZEOF);
    store<u32>(row, 1, Pipe.used);
    return pipe;
  }
  return 0;
}

export function freePipe(pipe: u32): void {
  const row = pipeRow(pipe);
  while (load<u32>(row, Pipe.tail) != load<u32>(row, Pipe.head)) dropBuffer(row);
  store<u32>(row, 0, Pipe.used);
}

function dropBuffer(row: usize): void {
  const tail = load<u32>(row, Pipe.tail);
  putFrame(load<u32>(bufferAt(row, tail), FRAME));
  store<u32>(row, tail + 1, Pipe.tail);
}

export function pipeEmpty(pipe: u32): bool {
  const row = pipeRow(pipe);
  return load<u32>(row, Pipe.tail) == load<u32>(row, Pipe.head);
}

export function pipeFull(pipe: u32): bool {
  return buffersIn(pipe) == BUFFERS;
}

/** Pages with bytes in them. */
export function buffersIn(pipe: u32): u32 {
  const row = pipeRow(pipe);
  return load<u32>(row, Pipe.head) - load<u32>(row, Pipe.tail);
}

/** Moves what is there to user memory. @returns false when user memory faults */
export function drainPipe(pipe: u32, iter: usize, mm: i32): bool {
  const row = pipeRow(pipe);
  while (iterCount(iter) > 0 && !pipeEmpty(pipe)) {
    const buffer = bufferAt(row, load<u32>(row, Pipe.tail));
    const length: u64 = load<u32>(buffer, LENGTH);
    const wanted = length < iterCount(iter) ? length : iterCount(iter);
    const copied = copyToIter(iter, mm, load<u32>(buffer, FRAME) + load<u32>(buffer, OFFSET), wanted);
    // A page that faults in the middle stays in the pipe as it was, and does not count.
    if (copied < wanted) {
      forgetPartial(iter, copied);
      return false;
    }
    store<u32>(buffer, load<u32>(buffer, OFFSET) + <u32>copied, OFFSET);
    store<u32>(buffer, <u32>(length - copied), LENGTH);
    if (copied == length) dropBuffer(row);
  }
  return true;
}

export const enum Fill {
  Done,
  Full,
  Fault,
  NoMemory,
}

/**
 * Appends to the last page: the odd bytes of a write go there when all of them fit (pipe_write).
 * @returns Fill.Fault when they cannot be read
 */
export function mergeIntoPipe(pipe: u32, iter: usize, mm: i32): Fill {
  const row = pipeRow(pipe);
  const odd = <u32>iterCount(iter) & (PAGE_SIZE - 1);
  if (odd == 0 || pipeEmpty(pipe)) return Fill.Done;
  const buffer = bufferAt(row, load<u32>(row, Pipe.head) - 1);
  const end = load<u32>(buffer, OFFSET) + load<u32>(buffer, LENGTH);
  if (end + odd > <u32>PAGE_SIZE) return Fill.Done;
  const frame: usize = load<u32>(buffer, FRAME);
  const copied = copyFromIter(iter, mm, frame + end, odd);
  markDirty(frame);
  if (copied < odd) {
    forgetPartial(iter, copied);
    return Fill.Fault;
  }
  store<u32>(buffer, load<u32>(buffer, LENGTH) + odd, LENGTH);
  return Fill.Done;
}

/** Adds a page at a time until the memory is used up or the pipe is full. */
export function fillPipe(pipe: u32, iter: usize, mm: i32): Fill {
  const row = pipeRow(pipe);
  while (iterCount(iter) > 0) {
    if (pipeFull(pipe)) return Fill.Full;
    const frame = allocFrame(FrameOwner.Pipe, pipe);
    if (frame == 0) return Fill.NoMemory;
    const wanted: u64 = iterCount(iter) < <u64>PAGE_SIZE ? iterCount(iter) : PAGE_SIZE;
    const copied = copyFromIter(iter, mm, frame, wanted);
    if (copied < wanted) {
      putFrame(frame);
      forgetPartial(iter, copied);
      return Fill.Fault;
    }
    addBuffer(row, frame, <u32>copied);
  }
  return Fill.Done;
}

function addBuffer(row: usize, frame: usize, length: u32): void {
  const head = load<u32>(row, Pipe.head);
  const buffer = bufferAt(row, head);
  store<u32>(buffer, <u32>frame, FRAME);
  store<u32>(buffer, 0, OFFSET);
  store<u32>(buffer, length, LENGTH);
  store<u32>(row, head + 1, Pipe.head);
}

/** Appends a byte that comes from the kernel itself. @returns false when there is no room */
export function putByte(pipe: u32, byte: u8): bool {
  const row = pipeRow(pipe);
  if (!pipeEmpty(pipe)) {
    const last = bufferAt(row, load<u32>(row, Pipe.head) - 1);
    const length = load<u32>(last, LENGTH);
    const end = load<u32>(last, OFFSET) + length;
    if (end < <u32>PAGE_SIZE) {
      const frame: usize = load<u32>(last, FRAME);
      store<u8>(frame + end, byte);
      markDirty(frame);
      store<u32>(last, length + 1, LENGTH);
      return true;
    }
  }
  const frame = pipeFull(pipe) ? 0 : allocFrame(FrameOwner.Pipe, pipe);
  if (frame == 0) return false;
  store<u8>(frame, byte);
  addBuffer(row, frame, 1);
  return true;
}
