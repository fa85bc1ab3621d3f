/** An io_uring on this machine's kernel through a session child, used by a test instead of a program. */
import {
  CqOff,
  IORING_OFF_SQES,
  IoUringCqe,
  IoUringParams,
  IoUringSqe,
  SqOff,
} from '../../assembly/uapi/io_uring_abi.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assertTrue } from '../lib/assert.ts';
import { type HostCalls, MEMORY } from './host-calls.ts';

const PARAMS = MEMORY + 1024;
const RINGS_BYTES = 4096;
const READ_WRITE = 3;
const SHARED = 1;
const GETEVENTS = 1;

interface Sqe {
  readonly opcode: number;
  readonly flags?: number;
  readonly fd?: number;
  readonly addr?: number;
  readonly len?: number;
  readonly userData?: number;
}

export class UringCalls {
  private queued = 0;
  private reaped = 0;

  private constructor(
    private readonly calls: HostCalls,
    readonly fd: number,
    readonly rings: number,
    readonly sqes: number,
    private readonly params: Buffer,
  ) {}

  /** @returns the descriptor or -errno */
  static async setUp(calls: HostCalls, entries: number, flags = 0, params = PARAMS): Promise<number> {
    const bytes = Buffer.alloc(IoUringParams.SIZEOF);
    bytes.writeUInt32LE(flags, IoUringParams.flags);
    calls.poke(PARAMS, bytes);
    return calls.call(Sys.io_uring_setup, entries, params);
  }

  /** @param data descriptor of a file with 64 bytes */
  static async on(calls: HostCalls, data: number): Promise<UringCalls> {
    const fd = await UringCalls.setUp(calls, 4);
    assertTrue(fd > 0, `io_uring_setup ${fd}`);
    const params = calls.peek(PARAMS, IoUringParams.SIZEOF);
    const rings = await calls.call(Sys.mmap, 0, RINGS_BYTES, READ_WRITE, SHARED, fd, 0);
    const sqes = await calls.call(Sys.mmap, 0, RINGS_BYTES, READ_WRITE, SHARED, fd, IORING_OFF_SQES);
    assertTrue(rings > 0 && sqes > 0, `mmap ${rings} ${sqes}`);
    // So that there is a page to poke into.
    await calls.call(Sys.pread64, data, sqes, IoUringSqe.SIZEOF, 0);
    return new UringCalls(calls, fd, rings, sqes, params);
  }

  word(offset: number): number {
    return this.calls.peek(this.rings + offset, 4).readUInt32LE();
  }

  get head(): number {
    return this.word(this.sq(SqOff.head));
  }

  get dropped(): number {
    return this.word(this.sq(SqOff.dropped));
  }

  /** @param index what the array says, where it is not the SQE's own place */
  queue({ opcode, flags = 0, fd = -1, addr = 0, len = 0, userData = 0 }: Sqe, index?: number): void {
    const sqe = Buffer.alloc(IoUringSqe.SIZEOF);
    sqe.writeUInt8(opcode, IoUringSqe.opcode);
    sqe.writeUInt8(flags, IoUringSqe.flags);
    sqe.writeInt32LE(fd, IoUringSqe.fd);
    sqe.writeBigUInt64LE(BigInt(addr), IoUringSqe.addr);
    sqe.writeUInt32LE(len, IoUringSqe.len);
    sqe.writeBigUInt64LE(BigInt(userData), IoUringSqe.user_data);
    const slot = this.queued % 4;
    this.calls.poke(this.sqes + slot * IoUringSqe.SIZEOF, sqe);
    this.poke(this.sq(SqOff.array) + slot * 4, index ?? slot);
    this.queued++;
    this.poke(this.sq(SqOff.tail), this.queued);
  }

  /** @param wait for so many CQEs */
  enter(submit: number, wait = 0): Promise<number> {
    return this.calls.call(Sys.io_uring_enter, this.fd, submit, wait, wait > 0 ? GETEVENTS : 0, 0, 0);
  }

  /** The next CQE: user_data and res. */
  cqe(): [number, number] {
    assertTrue(this.word(this.cq(CqOff.tail)) > this.reaped, 'no CQE');
    const slot = this.reaped++ % 8;
    const cqe = this.calls.peek(this.rings + this.cq(CqOff.cqes) + slot * IoUringCqe.SIZEOF, IoUringCqe.SIZEOF);
    this.poke(this.cq(CqOff.head), this.reaped);
    return [Number(cqe.readBigUInt64LE(IoUringCqe.user_data)), cqe.readInt32LE(IoUringCqe.res)];
  }

  /** res of one request, from its SQE to its CQE. */
  async resOf(sqe: Sqe): Promise<number> {
    this.queue(sqe);
    const taken = await this.enter(1, 1);
    assertTrue(taken === 1, `io_uring_enter ${taken}`);
    return this.cqe()[1];
  }

  private poke(offset: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(value);
    this.calls.poke(this.rings + offset, bytes);
  }

  private sq(field: SqOff): number {
    return this.params.readUInt32LE(IoUringParams.sq_off + field);
  }

  private cq(field: CqOff): number {
    return this.params.readUInt32LE(IoUringParams.cq_off + field);
  }
}
