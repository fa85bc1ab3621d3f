import { IoEvent } from '../../../assembly/uapi/aio_abi.ts';
import { Instruction, Op } from '../../../assembly/uapi/bytecode.ts';
import { RODATA_BASE } from '../../../assembly/uapi/memory-map.ts';
import { Sys } from '../../../assembly/uapi/syscalls.ts';
import { assertTrue } from '../../lib/assert.ts';
import { BLOCKED, type TaskId } from '../../machine/machine.ts';
import { ModelMachine } from '../../machine/model-machine.ts';
import type { Image } from '../../machine/vm-machine.ts';
import { DIRECT, dataSegment, type Kind, LAYOUT, WORKLOAD } from './workload.ts';

/** A thread of the program that only makes system calls, from outside. */
const TASK = 2 as TaskId;
const DATA = RODATA_BASE + 0x1_0000;
const O_DIRECT = 0o40000;

/** The workload on the model, a system call at a time. */
export class ModelAio {
  private readonly machine: ModelMachine;
  private readonly ctx: bigint;
  private readonly events: number;
  private readonly begin: number;
  private next = 0;
  private sum = 0;

  constructor(module: WebAssembly.Module, kind: Kind = DIRECT, nrEvents: number = WORKLOAD.nrEvents) {
    this.machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
    const fd = 3;
    this.machine.load(idle(fd, kind), [{ name: 'file', size: WORKLOAD.fileSize, seed: 0 }]);
    assertTrue(this.call(Sys.open, RODATA_BASE, kind.direct ? O_DIRECT : 0) === BigInt(fd), 'open');
    assertTrue(this.call(Sys.io_setup, nrEvents, DATA + LAYOUT.ctx) === 0n, 'io_setup');
    const at = this.machine.memory.physical(DATA + LAYOUT.ctx);
    assertTrue(at !== undefined, 'the data is mapped');
    this.ctx = this.machine.view.getBigUint64(at, true);
    this.events = at - LAYOUT.ctx + LAYOUT.events;
    this.begin = this.machine.now;
    this.submit();
  }

  /** Virtual nanoseconds since the first request, and a number for the order of all events. */
  get outcome(): { readonly time: number; readonly checksum: number } {
    return { time: this.machine.now - this.begin, checksum: this.sum };
  }

  run(rounds: number): void {
    for (let i = 0; i < rounds; i++) {
      this.submit();
      const got = this.call(Sys.io_getevents, this.ctx, WORKLOAD.batch, WORKLOAD.batch, DATA + LAYOUT.events, 0);
      assertTrue(got === BigInt(WORKLOAD.batch), `io_getevents: ${got}`);
      for (let k = 0; k < WORKLOAD.batch; k++) {
        const data = this.machine.view.getUint32(this.events + k * IoEvent.SIZEOF + IoEvent.data, true);
        this.sum = (this.sum * 31 + data) % 1_000_003;
      }
    }
  }

  private submit(): void {
    const list = DATA + LAYOUT.list + this.next * 8;
    const got = this.call(Sys.io_submit, this.ctx, WORKLOAD.batch, list);
    assertTrue(got === BigInt(WORKLOAD.batch), `io_submit: ${got}`);
    this.next = (this.next + WORKLOAD.batch) % WORKLOAD.inFlight;
  }

  private call(nr: Sys, ...args: (number | bigint)[]): bigint {
    const result = this.machine.syscall(TASK, nr, ...args.map(BigInt));
    if (result !== BLOCKED) return result;
    const resumed = this.machine.resumeSyscall(TASK);
    assertTrue(resumed !== BLOCKED, `system call ${nr} never ends`);
    return resumed;
  }
}

/** A program that never gets to run: its data is what the calls work on. */
function idle(fd: number, kind: Kind): Image {
  const code = new Uint8Array(2 * Instruction.SIZEOF);
  const view = new DataView(code.buffer);
  view.setUint16(Instruction.op, Op.ENTER, true);
  view.setUint16(Instruction.SIZEOF + Instruction.op, Op.TRAP, true);
  return {
    code,
    entry: 0,
    statements: [],
    functions: [{ name: 'idle', start: 0, end: 2 }],
    rodata: { address: RODATA_BASE, bytes: new TextEncoder().encode('file\0') },
    data: { address: DATA, bytes: dataSegment(DATA, fd, kind) },
    bssSize: 0,
  };
}
