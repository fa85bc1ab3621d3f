import {
  Activity,
  type FaultKind,
  RecordKind,
  RecordLayout,
  type Step,
  type WaitReason,
} from '../../assembly/uapi/records.ts';
import type { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { Defect } from '../lib/assert.ts';

/** What every record says. */
export interface Moment {
  /** The moment it belongs to: Position after it. */
  readonly position: number;
  /** Virtual nanoseconds since boot. */
  readonly time: number;
  /** Row of the task table; 0 when no task does it (a device, a timer). */
  readonly task: number;
  /** A system call number, or an Activity. */
  readonly activity: number;
  /** The how manieth of its kind, from 1. */
  readonly ordinal: number;
}

export type Event =
  | { readonly kind: 'enter'; readonly args: readonly bigint[]; readonly statement: number }
  | { readonly kind: 'return'; readonly result: bigint }
  | { readonly kind: 'step'; readonly step: Step; readonly payload: readonly bigint[] }
  | { readonly kind: 'output'; readonly fd: number; readonly bytes: Uint8Array }
  | { readonly kind: 'block' | 'wake'; readonly reason: WaitReason; readonly object: bigint }
  | {
      readonly kind: 'signal';
      readonly signal: Signal;
      readonly address: bigint;
      readonly fault: FaultKind;
      readonly statement: number;
    }
  | { readonly kind: 'exit'; readonly status: number; readonly pid: number }
  | { readonly kind: 'stuck'; readonly blocked: number }
  /** The program's own code moved cq.head of an io_uring. */
  | { readonly kind: 'reap'; readonly ring: number; readonly before: number; readonly after: number }
  /** The program asked `syscall` for what kring does not model. */
  | { readonly kind: 'unmodelled'; readonly syscall: number; readonly detail: bigint };

/** One record of the trace, and one line of `kring run --json`. */
export type Record = Moment & Event;

/** Bytes of the record at `at`: header and payload. */
export function recordSize(view: DataView, at: number): number {
  return RecordLayout.HEADER + view.getUint8(at + RecordLayout.words) * 8;
}

/** Its position, without decoding the rest. */
export function recordPosition(view: DataView, at: number): number {
  return (
    view.getUint32(at + RecordLayout.position, true) + view.getUint16(at + RecordLayout.position + 4, true) * 2 ** 32
  );
}

export function decodeRecord(view: DataView, at: number): Record {
  const words = view.getUint8(at + RecordLayout.words);
  const payload: bigint[] = [];
  for (let i = 0; i < words; i++) payload.push(view.getBigUint64(at + RecordLayout.payload + i * 8, true));
  const moment: Moment = {
    position: recordPosition(view, at),
    time: Number(view.getBigUint64(at + RecordLayout.time, true)),
    task: view.getUint8(at + RecordLayout.task),
    activity: view.getUint16(at + RecordLayout.activity, true),
    ordinal: view.getUint32(at + RecordLayout.ordinal, true),
  };
  return { ...moment, ...decodeEvent(view, at, payload) };
}

function decodeEvent(view: DataView, at: number, payload: readonly bigint[]): Event {
  const kind: RecordKind = view.getUint8(at + RecordLayout.kind);
  const word = (i: number) => payload[i] ?? 0n;
  const signed = (i: number) => BigInt.asIntN(64, word(i));
  switch (kind) {
    case RecordKind.SyscallEnter:
      return { kind: 'enter', args: payload.slice(0, 6), statement: Number(word(6)) };
    case RecordKind.SyscallReturn:
      return { kind: 'return', result: signed(0) };
    case RecordKind.Step:
      return { kind: 'step', step: view.getUint8(at + RecordLayout.step), payload };
    case RecordKind.Output: {
      const from = view.byteOffset + at + RecordLayout.payload + 16;
      return { kind: 'output', fd: Number(word(0)), bytes: new Uint8Array(view.buffer, from, Number(word(1))).slice() };
    }
    case RecordKind.Block:
    case RecordKind.Wake:
      return { kind: kind === RecordKind.Block ? 'block' : 'wake', reason: Number(word(0)), object: word(1) };
    case RecordKind.Signal:
      return {
        kind: 'signal',
        signal: Number(word(0)),
        address: word(1),
        fault: Number(word(2)),
        statement: Number(word(3)),
      };
    case RecordKind.Exit:
      return { kind: 'exit', status: Number(signed(0)), pid: Number(word(1)) };
    case RecordKind.Stuck:
      return { kind: 'stuck', blocked: Number(word(0)) };
    case RecordKind.Unmodelled:
      return { kind: 'unmodelled', syscall: Number(word(0)), detail: word(1) };
    case RecordKind.Reap:
      return { kind: 'reap', ring: Number(word(0)), before: Number(word(1)), after: Number(word(2)) };
    default:
      throw new Defect(`record kind ${kind}`);
  }
}

/** All records of a piece of trace. */
export function decodeRecords(bytes: Uint8Array): Record[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Record[] = [];
  for (let at = 0; at < bytes.length; at += recordSize(view, at)) records.push(decodeRecord(view, at));
  return records;
}

/** `io_submit`, `aio_complete`; a system call without a name is `syscall_999`. */
export function activityName(activity: number): string {
  return Sys[activity] ?? Activity[activity] ?? `syscall_${activity}`;
}

/** The number behind activityName(), undefined for no such name. */
export function activityNumber(name: string): number | undefined {
  const known = (Sys as unknown as { [name: string]: number | undefined })[name];
  if (known !== undefined) return known;
  const event = (Activity as unknown as { [name: string]: number | undefined })[name];
  if (event !== undefined) return event;
  const unnamed = /^syscall_(\d+)$/.exec(name);
  return unnamed === null ? undefined : Number(unnamed[1]);
}
