import { Errno } from '../../assembly/uapi/errno.ts';
import { Mm, Sim } from '../../assembly/uapi/kernel-state.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import {
  HEAP_BASE,
  HEAP_END,
  MACHINE,
  MM_SIZE,
  MMS,
  PAGE_SIZE,
  STACK_BASE,
  STACK_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { LinkError } from '../wire/link-error.ts';
import type { Range, Region } from '../wire/messages.ts';
import type { Transport } from '../wire/transport.ts';
import { HostLink } from './host-link.ts';
import { type CallEvent, type HostEvent, HostLog } from './host-log.ts';
import { anonymousPages, hintedRoom, PROT_READ, wantedBy, wholePages } from './host-mappings.ts';
import { HostedMachine } from './hosted-machine.ts';
import type { Machine, Ret, TaskId } from './machine.ts';
import type { Image } from './vm-machine.ts';

/** A file of the program's working directory, there before it starts. */
export interface HostFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The kernel of a Linux host over a link; the program runs here, in the VM, at the same addresses as there. */
export class LinuxMachine extends HostedMachine implements Machine {
  /** All that the host has said since the program's first moment. */
  readonly log = new HostLog();
  /** Told before the host is asked to make a call, and when it has answered. */
  onCall: () => void = () => {};
  onAnswer: () => void = () => {};
  /** The host's clock at the program's first moment. */
  private start = 0n;

  private constructor(
    module: WebAssembly.Module,
    private readonly link: HostLink,
    /** `uname -r` */
    readonly release: string,
    cpus: number,
    /** Whether the program can have io_urings there. */
    readonly hasUring: boolean,
  ) {
    super(module, cpus, true);
  }

  /**
   * A machine that runs nothing yet.
   * @throws {LinkError} when the host refuses, as every other method does when it is gone
   */
  static async connect(module: WebAssembly.Module, transport: Transport): Promise<LinuxMachine> {
    const link = new HostLink(transport);
    const { release, cpus, uring } = await link.hello();
    return new LinuxMachine(module, link, release, cpus, uring === 0n);
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
      const stop = this.go(end, work);
      if (stop === Stop.HostPage) this.believeEvent(await this.fetchPage());
      else if (stop === Stop.HostCall) this.believeEvent(await this.callOfTask());
      else return stop;
    }
  }

  /** A call of nobody's, with the memory that the program has now. */
  async syscall(_task: TaskId, nr: number, ...args: bigint[]): Promise<Ret> {
    const { outcome, replaced, regions, patches } = await this.call(nr, args);
    this.believe(() => {
      if (replaced !== undefined) this.host.forget(replaced);
      if (regions !== undefined) this.host.follow(regions);
      this.host.apply(patches);
    });
    return ('unmodelled' in outcome ? BigInt(-Errno.ENOSYS) : outcome.result) as Ret;
  }

  /** The program is over, or nobody wants to know how it goes on. */
  close(): void {
    this.link.close();
  }

  private callOfTask(): Promise<CallEvent> {
    const { task } = this;
    const args = Array.from({ length: 6 }, (_, i) => task.arg(i));
    return task.syscallNr === Sys.brk ? this.brk(Number(args[0])) : this.call(task.syscallNr, args);
  }

  private async call(nr: number, args: readonly bigint[]): Promise<CallEvent> {
    const { length, fixed } = wantedBy(nr, args, this.cpus);
    const fits = length / PAGE_SIZE <= this.freeFrames;
    if (fixed && !fits) return this.answered(BigInt(-Errno.ENOMEM));
    // Without room the host's kernel still has its own reasons to refuse.
    const mayMove = fits && !fixed && length > 0;
    const room = mayMove ? (hintedRoom(nr, args, length, this.memory) ?? this.anyRoom(length)) : undefined;
    this.onCall();
    const answer = await this.link.call({ nr, args, room, patches: this.host.changes() });
    this.onAnswer();
    const output = this.link.takeOutput();
    if (answer.type === 'unmodelled') return { ...this.answered(0n), outcome: { unmodelled: answer.detail }, output };
    const { result, signal, regions, patches } = answer;
    return {
      kind: 'call',
      outcome: { result, signal },
      replaced: nr === Sys.mmap && result >= 0n ? { address: Number(result), length } : undefined,
      regions,
      brk: undefined,
      patches,
      output,
      began: this.timeOf(answer.began),
      ended: this.timeOf(answer.ended),
    };
  }

  /** What is answered here, at once. */
  private answered(result: bigint, brk?: number): CallEvent {
    return {
      kind: 'call',
      outcome: { result, signal: 0 },
      replaced: undefined,
      regions: undefined,
      brk,
      patches: [],
      output: [],
      began: 0,
      ended: 0,
    };
  }

  /** mm/mmap.c: brk. The heap is in the window, so it cannot be that of the process on the host. */
  private async brk(wanted: number): Promise<CallEvent> {
    const old = Number(this.view.getBigUint64(MMS + this.task.mm * MM_SIZE + Mm.brk, true));
    const before = wholePages(old);
    const after = wholePages(wanted);
    if (wanted < HEAP_BASE || wanted > HEAP_END) return this.answered(BigInt(old));
    let event = this.answered(0n);
    if (after > before) {
      event = await this.call(Sys.mmap, anonymousPages({ address: before, length: after - before }));
    } else if (after < before) {
      event = await this.call(Sys.munmap, [BigInt(after), BigInt(before - after)]);
    }
    const refused = 'unmodelled' in event.outcome || event.outcome.result < 0n;
    const brk = refused ? old : wanted;
    return { ...event, outcome: { result: BigInt(brk), signal: 0 }, brk };
  }

  /** A call of ours while the program is put in place. @throws {LinkError} when the host's kernel refuses */
  private async prepare(nr: Sys, args: readonly bigint[]): Promise<readonly Region[] | undefined> {
    const answer = await this.link.call({ nr, args, room: undefined, patches: this.host.changes() });
    if (answer.type === 'unmodelled' || answer.result < 0n)
      throw new LinkError('NO_SESSION', `${Sys[nr]}: ${answer.type === 'unmodelled' ? 'not modelled' : answer.result}`);
    this.start = answer.ended;
    return answer.regions;
  }

  private async fetchPage(): Promise<HostEvent> {
    const page = this.host.wantedPage;
    const { patches, began, ended } = await this.link.fetch([page], this.host.changes());
    return { kind: 'page', page, patches, began: this.timeOf(began), ended: this.timeOf(ended) };
  }

  private timeOf(clock: bigint): number {
    return Math.max(0, Number(clock - this.start));
  }

  private believeEvent(event: HostEvent): void {
    this.log.add(event);
    this.believe(() => this.take(event));
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
}
