import { Mm } from '../../assembly/uapi/kernel-state.ts';
import { Machine as MachineState, Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE, MM_SIZE, MMS, STAGE, TRACE, TRACE_END } from '../../assembly/uapi/memory-map.ts';
import { RecordKind, RecordLayout } from '../../assembly/uapi/records.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import type { CallEvent, HostEvent } from './host-log.ts';
import { HostMemory } from './host-memory.ts';
import { HostObserver, type Say } from './host-observer.ts';
import type { Can } from './machine.ts';
import { UringObserver } from './uring-observer.ts';
import { VmMachine } from './vm-machine.ts';

/** Bytes of output in one record; and more than all records of one answer take. */
const OUTPUT_IN_RECORD = 2024;
const RECORDS_ROOM = 0x2_0000;
/** Of a SyscallEnter, with its six arguments and its statement. */
const ENTER_SIZE = RecordLayout.HEADER + 7 * 8;

/** A VM whose kernel is elsewhere: how what that kernel said changes this machine. Who says it, and when, is for subclasses. */
export abstract class HostedMachine extends VmMachine {
  readonly can: Can = {
    stepBack: true,
    insideSyscall: false,
    kernelState: false,
    injectFaults: false,
    processes: false,
    signals: false,
  };
  protected readonly host: HostMemory;
  private readonly observer: HostObserver | undefined;
  private readonly urings: UringObserver | undefined;
  private output: readonly { readonly fd: number; readonly bytes: Uint8Array }[] = [];
  /** The call that run() stopped for, until its output is in the trace. */
  private over: CallEvent | undefined;

  protected constructor(
    module: WebAssembly.Module,
    /** Possible CPUs of the host (PRO-01). */
    readonly cpus: number,
    /** Whether records say what the host's kernel did: not when they are known already. */
    observes: boolean,
  ) {
    super(module);
    this.kernel.boot(cpus, 0, 0);
    this.view.setUint32(MACHINE + MachineState.host, 1, true);
    this.host = new HostMemory(this.kernel, this.bytes, this.view, this.memory);
    if (!observes) return;
    const say: Say = (activity, ordinal, step, payload) => {
      for (const [i, word] of payload.entries()) this.view.setBigUint64(STAGE + 8 * i, BigInt.asUintN(64, word), true);
      this.kernel.step_from_host(this.current, activity, ordinal, step, payload.length);
    };
    const reap = (ring: number, before: number, after: number) =>
      this.kernel.reap_from_host(this.current, ring, before, after);
    const now = () => this.now;
    this.observer = new HostObserver(this.memory, say, now);
    this.urings = new UringObserver(this.memory, say, reap, now);
  }

  /** Events that this machine has taken in. */
  get hostEvents(): number {
    return this.view.getUint32(MACHINE + MachineState.host_events, true);
  }

  protected get task(): TaskView {
    return TaskView.at(this.view, this.current);
  }

  protected get current(): number {
    return new MachineView(this.view).currentTask;
  }

  /** Goes on to a position, or until the host has to say something: HostCall, HostPage. */
  protected go(end: number, work: number): Stop {
    for (;;) {
      if (!this.finishCall()) return Stop.TraceFull;
      const left = Math.max(0, end - this.position);
      const stop: Stop = this.kernel.run(this.host.someShown ? 0 : left, work);
      if (stop === Stop.HostCall) {
        this.hidePages();
        // The call is a moment of its own.
        return this.position >= end ? Stop.Budget : stop;
      }
      if (stop !== Stop.Budget) return stop;
      // The statement that needed the pages is over.
      this.hidePages();
      if (left === 0 || this.position >= end) return stop;
    }
  }

  private hidePages(): void {
    if (this.host.someShown) this.urings?.statementOver();
    this.host.hide();
  }

  /** @throws {LinkError} when what the host said cannot be */
  protected take(event: HostEvent): void {
    const { view } = this;
    view.setUint32(MACHINE + MachineState.host_events, this.hostEvents + 1, true);
    if (event.kind === 'call') this.dateEntry(event.began);
    view.setBigUint64(MACHINE + MachineState.now, BigInt(Math.max(this.now, event.ended)), true);
    if (event.kind === 'page') {
      this.host.apply(event.patches);
      this.observer?.look();
      this.urings?.look();
      this.host.show(event.page, event.patches);
      return;
    }
    if (event.replaced !== undefined) this.host.forget(event.replaced);
    if (event.regions !== undefined) this.host.follow(event.regions);
    this.host.apply(event.patches);
    if (event.brk !== undefined) {
      view.setBigUint64(MMS + this.task.mm * MM_SIZE + Mm.brk, BigInt(event.brk), true);
    }
    this.output = event.output;
    this.over = event;
  }

  /** The call began when the host's kernel was asked: until then the program waited for the link. */
  private dateEntry(began: number): void {
    const at = TRACE + this.view.getUint32(MACHINE + MachineState.trace_length, true) - ENTER_SIZE;
    if (at < TRACE || this.view.getUint8(at + RecordLayout.kind) !== RecordKind.SyscallEnter) return;
    const time = this.view.getBigUint64(at + RecordLayout.time, true);
    if (time < BigInt(began)) this.view.setBigUint64(at + RecordLayout.time, BigInt(began), true);
  }

  private get traceHasRoom(): boolean {
    return this.view.getUint32(MACHINE + MachineState.trace_length, true) + RECORDS_ROOM <= TRACE_END - TRACE;
  }

  /** The program's output goes into the trace, in the moment of the call that wrote it. @returns false when it is full */
  private finishCall(): boolean {
    for (let next = this.output[0]; next !== undefined; next = this.output[0]) {
      if (!this.traceHasRoom) return false;
      const piece = next.bytes.subarray(0, OUTPUT_IN_RECORD);
      this.bytes.set(piece, STAGE);
      this.kernel.output_from_host(this.current, next.fd, piece.length);
      const rest = { fd: next.fd, bytes: next.bytes.subarray(piece.length) };
      this.output = rest.bytes.length === 0 ? this.output.slice(1) : [rest, ...this.output.slice(1)];
    }
    if (!this.traceHasRoom) return false;
    const { over } = this;
    if (over === undefined) return true;
    this.over = undefined;
    if ('unmodelled' in over.outcome) {
      this.kernel.unmodelled_by_host(this.current, over.outcome.unmodelled);
      return true;
    }
    this.kernel.begin_return(this.current);
    const { task } = this;
    const args = Array.from({ length: 6 }, (_, i) => task.arg(i));
    this.observer?.returned(task.syscallNr, args, over.outcome.result);
    this.urings?.returned(task.syscallNr, args, over.outcome.result);
    this.kernel.return_from_host(this.current, over.outcome.result, over.outcome.signal);
    return true;
  }
}
