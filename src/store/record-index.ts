import { Activity, RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import type { Record } from '../recording/record.ts';
import type { RecordLog } from '../recording/record-log.ts';
import { FileMappings } from './file-mappings.ts';

/** A step of the kernel, with its record. */
export type StepRecord = Record & { readonly kind: 'step' };

/** Records between two looks at the time. */
const BATCH = 512;

/** A ring that io_setup made. */
export interface ContextLife {
  readonly handle: number;
  /** Record number of its MapRing. */
  readonly from: number;
  /** ring.nr as the kernel made it. */
  readonly nr: number;
  /** Of the mapping. */
  readonly bytes: number;
}

/**
 * What panels ask of the recording's records, found without going through all of them: every list holds record
 * numbers in ascending order, so what is known at the cursor is a prefix of it.
 */
export class RecordIndex {
  /** FillSlot of every event. */
  readonly fills: number[] = [];
  /** ReadEvents: what io_getevents has copied out. */
  readonly reads: number[] = [];
  /** Writes to fd 1 and 2. */
  readonly outputs: number[] = [];
  /** MapRing of every context. */
  readonly contexts: ContextLife[] = [];
  /** Files that are mapped, io_urings among them. */
  readonly files = new FileMappings();
  /** Addresses of iocbs, in the order in which io_submit first looked at them, and the CopyIocb of each. */
  readonly iocbs: number[] = [];
  readonly iocbFrom: number[] = [];
  /** Positions, ascending, behind the first kernel step of every system call. */
  readonly entries: number[] = [];
  /** Positions behind the last moment of every system call. */
  readonly returns: number[] = [];
  /** Positions at which an event or a CQE has just become visible: PublishTail, CommitCqring. */
  readonly publishes: number[] = [];
  /** Records gone through. */
  private done = 0;
  /** A system call has been entered, and has done no step yet. */
  private entered = false;
  private allocatedNr = 0;
  private readonly seen = new Set<number>();

  constructor(private readonly records: RecordLog) {}

  /** Whether there are records that it has not gone through. */
  get behind(): boolean {
    return this.done < this.records.length;
  }

  /** Goes on through new records, for about `ms` milliseconds at most. */
  update(ms: number): void {
    const end = performance.now() + ms;
    while (this.behind && performance.now() < end) this.through(Math.min(this.done + BATCH, this.records.length));
  }

  /** Number of records at the cursor; all of them are gone through when this returns. */
  recordsAt(position: number): number {
    const count = this.records.indexAt(position);
    this.through(count);
    return count;
  }

  /** The record with this number. */
  at(index: number): Record {
    return this.records.at(index);
  }

  /** The system call that was entered last, up to a position. */
  lastCall(position: number): number {
    for (let i = this.records.indexAt(position) - 1; i >= 0; i--) {
      const record = this.records.at(i);
      if (record.kind === 'enter') return record.activity;
    }
    return -1;
  }

  /** The records of the moment that the cursor stands behind, in order. */
  recordsOf(position: number): Record[] {
    const from = position === 0 ? 0 : this.records.indexAt(position - 1);
    const to = this.records.indexAt(position);
    const found: Record[] = [];
    for (let i = from; i < to; i++) found.push(this.records.at(i));
    return found;
  }

  /** The next position from which the program's own code goes on: what comes there is no step of the kernel. */
  nextStatement(position: number): number {
    let at = position + 1;
    while (this.isKernelStep(at + 1)) at++;
    return at;
  }

  /** The same, backwards. */
  previousStatement(position: number): number {
    let at = position - 1;
    while (at > 0 && this.isKernelStep(at + 1)) at--;
    return at;
  }

  private isKernelStep(position: number): boolean {
    return this.recordsOf(position).some(({ kind }) => kind === 'step');
  }

  private through(end: number): void {
    for (; this.done < end; this.done++) this.add(this.done);
  }

  /** Looks at the first bytes only, and decodes the few records that lists are made of. */
  private add(number: number): void {
    const bytes = this.records.bytesAt(number);
    const kind = bytes[RecordLayout.kind];
    this.files.add(number, bytes);
    if (kind === RecordKind.Output) this.outputs.push(number);
    else if (kind === RecordKind.SyscallEnter) this.entered = true;
    else if (kind === RecordKind.SyscallReturn) this.returns.push(this.records.positionAt(number));
    if (kind !== RecordKind.Step) return;
    if (this.entered && this.isOfCall(bytes)) {
      this.entered = false;
      this.entries.push(this.records.positionAt(number));
    }
    const step = bytes[RecordLayout.step];
    if (step === Step.FillSlot) this.fills.push(number);
    else if (step === Step.PublishTail || step === Step.CommitCqring)
      this.publishes.push(this.records.positionAt(number));
    else if (step === Step.ReadEvents) this.reads.push(number);
    else if (step === Step.AllocateRing) this.allocatedNr = this.word(number, 1);
    else if (step === Step.MapRing) this.addContext(number);
    else if (step === Step.CopyIocb) this.addIocb(this.word(number, 1), number);
  }

  /** Not of what a device or a timer does in between. */
  private isOfCall(bytes: Uint8Array): boolean {
    return bytes[RecordLayout.activity]! + 256 * bytes[RecordLayout.activity + 1]! < Activity.aio_complete;
  }

  private addContext(from: number): void {
    const [handle, bytes] = [this.word(from, 0), this.word(from, 1)];
    this.contexts.push({ handle, from, nr: this.allocatedNr, bytes });
  }

  private addIocb(address: number, from: number): void {
    if (this.seen.has(address)) return;
    this.seen.add(address);
    this.iocbs.push(address);
    this.iocbFrom.push(from);
  }

  private word(number: number, index: number): number {
    const record = this.records.at(number);
    return record.kind === 'step' ? Number(record.payload[index] ?? 0n) : 0;
  }
}

/** Payload word 0 of a step that concerns a context. */
export function handleOf(record: StepRecord): number {
  return Number(record.payload[0] ?? 0n);
}

/** How many of an ascending list of numbers are below `count`. */
export function known(list: readonly number[], count: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! < count) low = middle + 1;
    else high = middle;
  }
  return low;
}
