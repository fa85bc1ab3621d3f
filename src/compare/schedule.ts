import { Step } from '../../assembly/uapi/records.ts';
import type { RecordLog } from '../recording/record-log.ts';

/** A completion on the host: its event was in the ring when somebody looked. */
export interface Seen {
  readonly iocb: bigint;
  readonly slot: number;
  /** Moments of the program since the last call returned; undefined when the call's own answer showed it. */
  readonly after: number | undefined;
  readonly time: number;
}

/** One system call of the program on the host, with what was seen since the one before. */
export interface HostCall {
  readonly nr: number;
  readonly args: readonly bigint[];
  readonly statement: number;
  readonly ordinal: number;
  /** Of its return; undefined when the run ended in it. */
  readonly result: bigint | undefined;
  readonly position: number;
  readonly began: number;
  readonly ended: number;
  readonly seen: readonly Seen[];
}

/** The calls of a host's run, in order, from its records. */
export function hostCalls(records: RecordLog, most: number): HostCall[] {
  const calls: HostCall[] = [];
  let open: (Pick<HostCall, 'nr' | 'args' | 'statement' | 'ordinal' | 'began'> & { position: number }) | undefined;
  let seen: Seen[] = [];
  let last = 0;
  for (let i = 0; i < records.length && calls.length < most; i++) {
    const record = records.at(i);
    if (record.kind === 'enter') {
      const { activity: nr, args, statement, ordinal, time: began, position } = record;
      open = { nr, args, statement, ordinal, began, position };
    } else if (record.kind === 'step' && record.step === Step.FillSlot) {
      const [, iocb = 0n, slot = 0n] = record.payload;
      const after = open === undefined ? record.position - last : undefined;
      seen.push({ iocb, slot: Number(slot), after, time: record.time });
    } else if (record.kind === 'return' && open !== undefined) {
      const { position, time: ended } = record;
      calls.push({ ...open, result: record.result, position, ended, seen });
      last = position;
      seen = [];
      open = undefined;
    }
  }
  if (open !== undefined && calls.length < most) {
    calls.push({ ...open, result: undefined, ended: open.began, seen });
  }
  return calls;
}
