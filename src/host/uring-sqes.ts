/** SQEs on their way to the kernel: it gets copies that the program cannot change any more, in which everything is the program's own. */
import { IORING_OP_LAST, IOSQE_ALL, IoUringOp, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import { FIRST_OWN_FD } from './call.ts';
import type { Restrictions } from './uring-restrictions.ts';
import { type Vector, vectorAt } from './vector-calls.ts';
import type { Window } from './window.ts';

/** io_uring/poll.c: the flag that makes a request post more than one CQE. */
const IORING_POLL_ADD_MULTI = 1;
const NOP_FLAGS = 0x3f;
/** IOSQE_IO_DRAIN, BUFFER_SELECT, CQE_SKIP_SUCCESS: looked at before restrictions. */
const CHECKED_FIRST = 0x62;

/** Opcodes that reach the kernel, beside those that no kernel knows. */
export const ALLOWED_OPS: readonly IoUringOp[] = [
  IoUringOp.NOP,
  IoUringOp.READV,
  IoUringOp.WRITEV,
  IoUringOp.FSYNC,
  IoUringOp.POLL_ADD,
  IoUringOp.READ,
  IoUringOp.WRITE,
];

const VECTORED: readonly IoUringOp[] = [IoUringOp.READV, IoUringOp.WRITEV];
const PLAIN: readonly IoUringOp[] = [IoUringOp.READ, IoUringOp.WRITE];
const READS: readonly IoUringOp[] = [IoUringOp.READV, IoUringOp.READ];

/** A request as the kernel will have it. */
export interface Request {
  readonly userData: bigint;
  /** What a read will fill. */
  readonly reads: Vector | undefined;
  readonly writes: boolean;
}

/**
 * @param sqe 64 bytes of the program; what is not its own in them is replaced
 * @returns undefined when it asks for what is not modelled
 */
export function requestOf(sqe: Buffer, window: Window, restrictions: Restrictions | undefined): Request | undefined {
  const opcode: IoUringOp = sqe.readUInt8(IoUringSqe.opcode);
  const flags = sqe.readUInt8(IoUringSqe.flags);
  const userData = sqe.readBigUInt64LE(IoUringSqe.user_data);
  if (sqe.readUInt32LE(IoUringSqe.fd) >= FIRST_OWN_FD) sqe.writeUInt32LE(0xffff_ffff, IoUringSqe.fd);
  // What the kernel refuses before it looks any further.
  if (opcode >= IORING_OP_LAST || (flags & ~IOSQE_ALL) !== 0) return { userData, reads: undefined, writes: false };
  if ((flags & CHECKED_FIRST) === 0 && restrictions?.refuse(opcode, flags))
    return { userData, reads: undefined, writes: false };
  if (flags !== 0 || !ALLOWED_OPS.includes(opcode) || asksForMore(opcode, sqe)) return undefined;
  const address = sqe.readBigUInt64LE(IoUringSqe.addr);
  const length = BigInt(sqe.readUInt32LE(IoUringSqe.len));
  let vector: Vector | undefined;
  if (VECTORED.includes(opcode)) vector = vectorAt(address, length, window, true);
  if (PLAIN.includes(opcode)) vector = { pointer: window.pointer(address, length), segments: [{ address, length }] };
  if (vector !== undefined) sqe.writeBigUInt64LE(vector.pointer, IoUringSqe.addr);
  const reads = READS.includes(opcode) ? vector : undefined;
  return { userData, reads, writes: vector !== undefined && reads === undefined };
}

function asksForMore(opcode: IoUringOp, sqe: Buffer): boolean {
  if (opcode === IoUringOp.NOP) {
    const flags = sqe.readUInt32LE(IoUringSqe.rw_flags);
    return flags !== 0 && (flags & ~NOP_FLAGS) === 0;
  }
  return opcode === IoUringOp.POLL_ADD && (sqe.readUInt32LE(IoUringSqe.len) & IORING_POLL_ADD_MULTI) !== 0;
}
