import { Errno } from '../../assembly/uapi/errno.ts';
import { Mm, Sim } from '../../assembly/uapi/kernel-state.ts';
import { Machine as MachineState, Stop } from '../../assembly/uapi/machine-state.ts';
import {
  HEAP_BASE,
  HEAP_END,
  MACHINE,
  MM_SIZE,
  MMS,
  PAGE_SIZE,
  STACK_BASE,
  STACK_SIZE,
  STAGE,
  TRACE,
  TRACE_END,
} from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import { LinkError } from '../wire/link-error.ts';
import type { Range, Region } from '../wire/messages.ts';
import type { Transport } from '../wire/transport.ts';
import { HostLink } from './host-link.ts';
import { anonymousPages, hintedRoom, PROT_READ, wantedBy, wholePages } from './host-mappings.ts';
import { HostMemory } from './host-memory.ts';
import type { Can, Machine, Ret, TaskId } from './machine.ts';
import { type Image, VmMachine } from './vm-machine.ts';

/** A file of the program's working directory, there before it starts. */
export interface HostFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a host answers to one call. */
type Outcome = { readonly result: bigint; readonly signal: number } | { readonly unmodelled: bigint };

/** Bytes of output in one record; and more than such a record takes, or a call and its return. */
const OUTPUT_IN_RECORD = 2024;
const RECORDS_ROOM = 4096;

/** The kernel of a Linux host over a link; the program runs here, in the VM, at the same addresses as there. */
export class LinuxMachine extends VmMachine implements Machine {
  readonly can: Can = {
    stepBack: false,
    insideSyscall: false,
    kernelState: false,
    injectFaults: false,
    processes: false,
    signals: false,
  };
  private readonly host: HostMemory;
  private outputs: { readonly fd: number; readonly bytes: Uint8Array }[] = [];
  /** Of the call that run() stopped for, until its output is in the trace. */
  private outcome: Outcome | undefined;

  private constructor(
    module: WebAssembly.Module,
    private readonly link: HostLink,
    /** `uname -r` */
    readonly release: string,
    /** Possible CPUs (PRO-01). */
    readonly cpus: number,
  ) {
    super(module);
    this.kernel.boot(cpus, 0, 0);
    this.view.setUint32(MACHINE + MachineState.host, 1, true);
    this.host = new HostMemory(this.kernel, this.bytes, this.view, this.memory);
  }

  /**
   * A machine that runs nothing yet.
   * @throws {LinkError} when the host refuses, as every other method does when it is gone
   */
  static async connect(module: WebAssembly.Module, transport: Transport): Promise<LinuxMachine> {
    const link = new HostLink(transport);
    const { release, cpus } = await link.hello();
    return new LinuxMachine(module, link, release, cpus);
  }

  /**
   * Puts files and program in place, here and there; the next moment is the program's first.
   * @throws {LoadError} when the machine has no room for them
   */
  async load(image: Image, files: readonly HostFile[]): Promise<void> {
    for (const { name, bytes } of files) this.link.file(name, bytes);
    const { rodata, data, bssSize } = image;
    const readOnly = { address: rodata.address, length: wholePages(rodata.bytes.length) };
    const writable = { address: data.address, length: wholePages(data.bytes.length + bssSize) };
    for (const segment of [{ address: STACK_BASE, length: STACK_SIZE }, readOnly, writable]) {
      if (segment.length > 0) await this.prepare(Sys.mmap, anonymousPages(segment));
    }
    this.loadImage(image);
    // The program's bytes, which go with it, are changes like any other.
    const args = [BigInt(readOnly.address), BigInt(readOnly.length), BigInt(PROT_READ)];
    const regions = await this.prepare(Sys.mprotect, args);
    this.believe(() => this.host.follow(regions ?? []));
  }

  /**
   * Passes at most `moments` moments, and stops earlier when `work` is used up between two calls of the host, or something
   * ends the run. Drain the trace before every call.
   */
  async run(moments: number, work: number): Promise<Stop> {
    const end = this.position + moments;
    for (;;) {
      if (!this.recordOutput() || !this.traceHasRoom) return Stop.TraceFull;
      this.finishCall();
      const left = Math.max(0, end - this.position);
      const stop: Stop = this.kernel.run(this.host.someShown ? 0 : left, work);
      switch (stop) {
        case Stop.HostPage:
          await this.fetchPage();
          break;
        case Stop.HostCall:
          // The call is a moment of its own.
          if (this.position >= end) return Stop.Budget;
          this.outcome = await this.callOfTask();
          break;
        case Stop.Budget:
          // The statement that needed the pages is over.
          this.host.hide();
          if (left === 0 || this.position >= end) return stop;
          break;
        default:
          return stop;
      }
    }
  }

  /** A call of nobody's, with the memory that the program has now. */
  async syscall(_task: TaskId, nr: number, ...args: bigint[]): Promise<Ret> {
    const outcome = await this.call(nr, args);
    return ('unmodelled' in outcome ? BigInt(-Errno.ENOSYS) : outcome.result) as Ret;
  }

  /** The program is over, or nobody wants to know how it goes on. */
  close(): void {
    this.link.close();
  }

  private get task(): TaskView {
    return TaskView.at(this.view, this.current);
  }

  private get current(): number {
    return new MachineView(this.view).currentTask;
  }

  private async callOfTask(): Promise<Outcome> {
    const { task } = this;
    const args = Array.from({ length: 6 }, (_, i) => task.arg(i));
    return task.syscallNr === Sys.brk ? this.brk(Number(args[0])) : this.call(task.syscallNr, args);
  }

  private async call(nr: number, args: readonly bigint[]): Promise<Outcome> {
    const { length, fixed } = wantedBy(nr, args, this.cpus);
    const fits = length / PAGE_SIZE <= this.freeFrames;
    if (fixed && !fits) return { result: BigInt(-Errno.ENOMEM), signal: 0 };
    // Without room the host's kernel still has its own reasons to refuse.
    const mayMove = fits && !fixed && length > 0;
    const room = mayMove ? (hintedRoom(nr, args, length, this.memory) ?? this.anyRoom(length)) : undefined;
    this.host.hide();
    const answer = await this.link.call({ nr, args, room, patches: this.host.changes() });
    this.outputs.push(...this.link.takeOutput());
    if (answer.type === 'unmodelled') return { unmodelled: answer.detail };
    this.believe(() => {
      if (nr === Sys.mmap && answer.result >= 0n) this.host.forget({ address: Number(answer.result), length });
      if (answer.regions !== undefined) this.host.follow(answer.regions);
      this.host.apply(answer.patches);
    });
    return answer;
  }

  /** mm/mmap.c: brk. The heap is in the window, so it cannot be that of the process on the host. */
  private async brk(wanted: number): Promise<Outcome> {
    const at = MMS + this.task.mm * MM_SIZE + Mm.brk;
    const old = Number(this.view.getBigUint64(at, true));
    const before = wholePages(old);
    const after = wholePages(wanted);
    let outcome: Outcome = { result: 0n, signal: 0 };
    if (wanted < HEAP_BASE || wanted > HEAP_END) return { result: BigInt(old), signal: 0 };
    if (after > before) {
      outcome = await this.call(Sys.mmap, anonymousPages({ address: before, length: after - before }));
    } else if (after < before) {
      outcome = await this.call(Sys.munmap, [BigInt(after), BigInt(before - after)]);
    }
    if ('unmodelled' in outcome || outcome.result < 0n) return { result: BigInt(old), signal: 0 };
    this.view.setBigUint64(at, BigInt(wanted), true);
    return { result: BigInt(wanted), signal: 0 };
  }

  /** A call of ours while the program is put in place. @throws {LinkError} when the host's kernel refuses */
  private async prepare(nr: Sys, args: readonly bigint[]): Promise<readonly Region[] | undefined> {
    const answer = await this.link.call({ nr, args, room: undefined, patches: this.host.changes() });
    if (answer.type === 'unmodelled' || answer.result < 0n)
      throw new LinkError('NO_SESSION', `${Sys[nr]}: ${answer.type === 'unmodelled' ? 'not modelled' : answer.result}`);
    return answer.regions;
  }

  private async fetchPage(): Promise<void> {
    const page = this.host.wantedPage;
    const patches = await this.link.fetch([page], this.host.changes());
    this.believe(() => this.host.apply(patches));
    this.host.show(page, patches);
  }

  /** Does what the host says. @throws {LinkError} when that cannot be; then there is nothing more to say to it */
  private believe(what: () => void): void {
    try {
      what();
    } catch (error) {
      if (error instanceof LinkError) this.link.lose(error);
      throw error;
    }
  }

  private anyRoom(length: number): Range | undefined {
    const address = Number(this.kernel.find_room(this.current, BigInt(length)));
    return address === 0 ? undefined : { address, length };
  }

  private get freeFrames(): number {
    const free = this.view.getUint32(MACHINE + Sim.frames_free, true);
    return free - this.view.getUint32(MACHINE + Sim.frames_reserved, true);
  }

  private get traceHasRoom(): boolean {
    return this.view.getUint32(MACHINE + MachineState.trace_length, true) + RECORDS_ROOM <= TRACE_END - TRACE;
  }

  /** The program's output goes into the trace, in the moment of the call that wrote it. @returns false when it is full */
  private recordOutput(): boolean {
    for (let next = this.outputs[0]; next !== undefined; next = this.outputs[0]) {
      if (!this.traceHasRoom) return false;
      const piece = next.bytes.subarray(0, OUTPUT_IN_RECORD);
      this.bytes.set(piece, STAGE);
      this.kernel.output_from_host(this.current, next.fd, piece.length);
      if (piece.length === next.bytes.length) this.outputs.shift();
      else this.outputs[0] = { fd: next.fd, bytes: next.bytes.subarray(piece.length) };
    }
    return true;
  }

  private finishCall(): void {
    const { outcome } = this;
    if (outcome === undefined) return;
    this.outcome = undefined;
    if ('unmodelled' in outcome) this.kernel.unmodelled_by_host(this.current, outcome.unmodelled);
    else this.kernel.return_from_host(this.current, outcome.result, outcome.signal);
  }
}
