/** A machine without a program, for tests that make system calls themselves, as one task or as several. */
import { AioRing, Iocb, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { PAGE_SIZE, STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assertTrue } from '../lib/assert.ts';
import { assemble } from '../machine/assemble.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { BLOCKED, type TaskId } from '../machine/machine.ts';
import { type InputFile, ModelMachine, type ModelOptions } from '../machine/model-machine.ts';
import { decodeRecords, type Record } from '../recording/record.ts';

const module = await loadModule(process.env.KRING_WASM);

/** What a call that has not ended answers. */
export const WAITS = 'waits';
export type Answer = number | typeof WAITS;

export interface Request {
  readonly opcode: number;
  readonly fd: number;
  readonly buf: number;
  readonly nbytes: number;
  readonly offset?: number;
  readonly data?: number;
  readonly resfd?: number;
}

/** User memory of the tests: the main stack, which is mapped whole. */
export const MEMORY = STACK_BASE + 16 * PAGE_SIZE;
/** The first pages are for what the helpers below pass to system calls. */
const ARGUMENTS = STACK_BASE;

export class KernelUnderTest {
  readonly machine: ModelMachine;

  constructor(options: Partial<ModelOptions> = {}, files: readonly InputFile[] = []) {
    this.machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1, ...options });
    this.machine.load(assemble([{ name: 'main', frame: 64, body: [['TRAP']] }]), files);
  }

  call(task: number, nr: Sys, ...args: readonly (number | bigint)[]): Answer {
    const answer = this.machine.syscall(task as TaskId, nr, ...args.map((n) => BigInt.asUintN(64, BigInt(n))));
    return answer === BLOCKED ? WAITS : Number(answer);
  }

  resume(task: number): Answer {
    const answer = this.machine.resumeSyscall(task as TaskId);
    return answer === BLOCKED ? WAITS : Number(answer);
  }

  /** The records of the calls since the last time. */
  records(): readonly Record[] {
    return decodeRecords(this.machine.drain());
  }

  open(path: string, flags: number): number {
    this.bytes(ARGUMENTS, 256).set(new TextEncoder().encode(`${path}\0`));
    return this.call(1, Sys.open, ARGUMENTS, flags, 0o644) as number;
  }

  pipe(flags = 0): readonly [number, number] {
    assertTrue(this.call(1, Sys.pipe2, ARGUMENTS, flags) === 0, 'pipe2');
    const view = this.view(ARGUMENTS, 8);
    return [view.getInt32(0, true), view.getInt32(4, true)];
  }

  setup(nrEvents: number): number {
    this.view(ARGUMENTS, 8).setBigUint64(0, 0n, true);
    assertTrue(this.call(1, Sys.io_setup, nrEvents, ARGUMENTS) === 0, 'io_setup');
    return Number(this.view(ARGUMENTS, 8).getBigUint64(0, true));
  }

  /** Submits requests, whose iocbs stand one after the other in a page of the task's own. */
  submit(task: number, ctx: number, requests: readonly Request[]): Answer {
    const list = ARGUMENTS + task * PAGE_SIZE;
    const iocbs = list + 512;
    requests.forEach((request, i) => {
      this.view(list, 512).setBigUint64(i * 8, BigInt(iocbs + i * Iocb.SIZEOF), true);
      const view = this.view(iocbs + i * Iocb.SIZEOF, Iocb.SIZEOF);
      for (let at = 0; at < Iocb.SIZEOF; at += 8) view.setBigUint64(at, 0n, true);
      view.setBigUint64(Iocb.aio_data, BigInt(request.data ?? 0), true);
      view.setUint16(Iocb.aio_lio_opcode, request.opcode, true);
      view.setInt32(Iocb.aio_fildes, request.fd, true);
      view.setBigUint64(Iocb.aio_buf, BigInt(request.buf), true);
      view.setBigUint64(Iocb.aio_nbytes, BigInt(request.nbytes), true);
      view.setBigInt64(Iocb.aio_offset, BigInt(request.offset ?? 0), true);
      if (request.resfd !== undefined) {
        view.setUint32(Iocb.aio_flags, 1, true);
        view.setInt32(Iocb.aio_resfd, request.resfd, true);
      }
    });
    return this.call(task, Sys.io_submit, ctx, requests.length, list);
  }

  /** io_getevents; `timeout` in ns, for ever without one. The events are at eventsOf(task). */
  getevents(task: number, ctx: number, min: number, nr: number, timeout?: number): Answer {
    const at = ARGUMENTS + task * PAGE_SIZE + 256;
    if (timeout !== undefined) {
      this.view(at, 16).setBigInt64(0, BigInt(Math.floor(timeout / 1e9)), true);
      this.view(at, 16).setBigInt64(8, BigInt(timeout % 1e9), true);
    }
    return this.call(task, Sys.io_getevents, ctx, min, nr, this.eventsOf(task), timeout === undefined ? 0 : at);
  }

  private eventsOf(task: number): number {
    return ARGUMENTS + task * PAGE_SIZE + 2048;
  }

  /** data and res of the first events that getevents() delivered. */
  events(task: number, count: number): readonly { data: number; res: number }[] {
    return [...Array(count).keys()].map((i) => {
      const view = this.view(this.eventsOf(task) + i * IoEvent.SIZEOF, IoEvent.SIZEOF);
      return {
        data: Number(view.getBigUint64(IoEvent.data, true)),
        res: Number(view.getBigInt64(IoEvent.res, true)),
      };
    });
  }

  /** A word of a ring's header. */
  ring(ctx: number, field: AioRing): number {
    return this.view(ctx, AioRing.SIZEOF).getUint32(field, true);
  }

  setHead(ctx: number, head: number): void {
    this.view(ctx, AioRing.SIZEOF).setUint32(AioRing.head, head, true);
  }

  /** User memory in place, within one page. */
  bytes(address: number, length: number): Uint8Array {
    const at = this.machine.memory.physical(address);
    assertTrue(at !== undefined, `nothing at ${address.toString(16)}`);
    return this.machine.bytes.subarray(at, at + length);
  }

  view(address: number, length: number): DataView {
    const bytes = this.bytes(address, length);
    return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}
