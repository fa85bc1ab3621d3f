/** What io_init_req() and the prep function of an opcode check before anything is done: io_uring/rw.c, poll.c, sync.c, nop.c. */
import { Errno } from '../uapi/errno';
import {
  IORING_FSYNC_DATASYNC,
  IORING_OP_LAST,
  IORING_POLL_ADD_MULTI,
  IOSQE_ALL,
  IoUringOp,
  IoUringSqe,
} from '../uapi/io_uring_abi';
import { IoKiocb, Kiocb, PollKiocb } from '../uapi/kernel-state';
import { importBuffer, importVector } from '../sim/iov-iter';
import { EPOLLERR, EPOLLHUP } from '../sim/poll-bits';
import { checkIoprio } from '../sim/rw-flags';
import { ringOfRequest } from '../sim/io-rings';
import { mmOf } from '../sim/tasks';
import { isRefused } from './register';

/** The SQE asks for what is not modelled: its opcode, or the flags in it. */
export const NOT_MODELLED: i64 = 1;

export function isReadOrWrite(opcode: u32): bool {
  return isWriteOp(opcode) || opcode == IoUringOp.READ || opcode == IoUringOp.READV;
}

export function isWriteOp(opcode: u32): bool {
  return opcode == IoUringOp.WRITE || opcode == IoUringOp.WRITEV;
}

/** IOSQE_IO_DRAIN, BUFFER_SELECT, CQE_SKIP_SUCCESS: flags that are looked at before the ring's restrictions. */
const CHECKED_FIRST: u32 = 0x62;

/** @returns 0, -errno, or NOT_MODELLED */
export function prepare(task: usize, request: usize, sqe: usize): i64 {
  const opcode: u32 = load<u8>(sqe, IoUringSqe.opcode);
  const flags: u32 = load<u8>(sqe, IoUringSqe.flags);
  const invalid = -(<i64>Errno.EINVAL);
  store<u8>(request, <u8>opcode, Kiocb.opcode);
  store<u64>(request, load<u64>(sqe, IoUringSqe.user_data), Kiocb.data);
  if (opcode >= <u32>IORING_OP_LAST || (flags & ~IOSQE_ALL) != 0) return invalid;
  if (flags & CHECKED_FIRST) return NOT_MODELLED;
  if (isRefused(ringOfRequest(request), opcode, flags)) return -(<i64>Errno.EACCES);
  if (!isModelled(opcode) || flags != 0) return NOT_MODELLED;
  if (load<u16>(sqe, IoUringSqe.ioprio) != 0 && !isReadOrWrite(opcode)) return invalid;
  // io_uring_register gives personalities out, and is not modelled.
  if (load<u16>(sqe, IoUringSqe.personality) != 0) return invalid;
  store<u32>(request, load<u32>(sqe, IoUringSqe.rw_flags), Kiocb.rw_flags);
  switch (opcode) {
    case IoUringOp.NOP:
      return prepareNop(load<u32>(sqe, IoUringSqe.rw_flags));
    case IoUringOp.FSYNC:
      return prepareFsync(sqe);
    case IoUringOp.POLL_ADD:
      return preparePoll(request, sqe);
    default:
      return prepareRw(task, request, sqe, opcode);
  }
}

function isModelled(opcode: u32): bool {
  return (
    isReadOrWrite(opcode) ||
    opcode == IoUringOp.NOP ||
    opcode == IoUringOp.FSYNC ||
    opcode == IoUringOp.POLL_ADD
  );
}

/** IORING_NOP_ flags: what else a NOP can be told to do. */
const NOP_FLAGS: u32 = 0x3f;

function prepareNop(flags: u32): i64 {
  if (flags & ~NOP_FLAGS) return -(<i64>Errno.EINVAL);
  return flags != 0 ? NOT_MODELLED : 0;
}

function prepareFsync(sqe: usize): i64 {
  const others = load<u64>(sqe, IoUringSqe.addr) != 0 || load<u16>(sqe, IoUringSqe.buf_index) != 0;
  if (others || (load<u32>(sqe, IoUringSqe.rw_flags) & ~IORING_FSYNC_DATASYNC) != 0) return -(<i64>Errno.EINVAL);
  return 0;
}

function preparePoll(request: usize, sqe: usize): i64 {
  const others =
    load<u16>(sqe, IoUringSqe.buf_index) != 0 ||
    load<u64>(sqe, IoUringSqe.off) != 0 ||
    load<u64>(sqe, IoUringSqe.addr) != 0;
  const flags = load<u32>(sqe, IoUringSqe.len);
  if (others || (flags & ~0xf) != 0) return -(<i64>Errno.EINVAL);
  if (flags & IORING_POLL_ADD_MULTI) return NOT_MODELLED;
  if (flags != 0) return -(<i64>Errno.EINVAL);
  store<u32>(request, (load<u32>(sqe, IoUringSqe.rw_flags) & 0xffff) | EPOLLERR | EPOLLHUP, PollKiocb.events);
  return 0;
}

/** An offset of -1 is the file's own position. */
function prepareRw(task: usize, request: usize, sqe: usize, opcode: u32): i64 {
  const error = checkIoprio(load<u16>(sqe, IoUringSqe.ioprio));
  if (error != 0) return error;
  const off = load<u64>(sqe, IoUringSqe.off);
  store<u8>(request, off == ~(<u64>0) ? 1 : 0, IoKiocb.cur_pos);
  store<u64>(request, off, Kiocb.pos);
  const addr = load<u64>(sqe, IoUringSqe.addr);
  store<u64>(request, addr, Kiocb.buf);
  const iter = request + Kiocb.iter;
  const vectored = opcode == IoUringOp.READV || opcode == IoUringOp.WRITEV;
  const len = load<u32>(sqe, IoUringSqe.len);
  return vectored ? importVector(iter, mmOf(task), addr, len) : importBuffer(iter, addr, len);
}
