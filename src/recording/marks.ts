import { Activity, Step } from '../../assembly/uapi/records.ts';
import { activityName, activityNumber, type Record } from './record.ts';
import type { RecordLog } from './record-log.ts';

/**
 * Names of moments that stay true when the model's numbers change: `io_submit#2/PublishTail` is the PublishTail of
 * the second io_submit, `io_submit#2/PublishTail~3` its third; `io_submit#2` is the statement that calls it.
 */
export function markAt(records: RecordLog, position: number): string | undefined {
  const end = records.indexAt(position);
  let entered: Record | undefined;
  for (let index = end - 1; index >= 0 && records.positionAt(index) === position; index--) {
    const record = records.at(index);
    if (record.kind === 'step') return stepMark(records, index, record);
    if (record.kind === 'enter') entered = record;
  }
  return entered && activityMark(entered);
}

/** @returns the first position of that name */
export function positionOf(records: RecordLog, mark: string): number | undefined {
  const parts = /^(\w+)#(\d+)(?:\/(\w+)(?:~(\d+))?)?$/.exec(mark);
  if (parts === null) return undefined;
  const activity = activityNumber(parts[1]!);
  const ordinal = Number(parts[2]);
  const step = parts[3] === undefined ? undefined : stepNumber(parts[3]);
  if (activity === undefined || (parts[3] !== undefined && step === undefined)) return undefined;
  let left = Number(parts[4] ?? 1);
  for (let index = 0; index < records.length; index++) {
    if (!records.isOf(index, activity, ordinal)) continue;
    const record = records.at(index);
    const found = step === undefined ? record.kind === 'enter' : record.kind === 'step' && record.step === step;
    if (found && --left === 0) return record.position;
  }
  return undefined;
}

function activityMark(record: Record): string {
  return `${activityName(record.activity)}#${record.ordinal}`;
}

function stepMark(records: RecordLog, index: number, record: Record & { kind: 'step' }): string {
  const times = 1 + timesBefore(records, index, record);
  return `${activityMark(record)}/${Step[record.step]}${times > 1 ? `~${times}` : ''}`;
}

/**
 * How often this step has happened before in the same activity. The walk back ends where the call was entered; what
 * a device or timer does is not interrupted, so there it ends at anybody else's step.
 */
function timesBefore(records: RecordLog, from: number, { activity, ordinal, step }: Record & { step: Step }): number {
  let times = 0;
  for (let index = from - 1; index >= 0; index--) {
    const same = records.isOf(index, activity, ordinal);
    if (!same && activity < Activity.aio_complete) continue;
    const record = records.at(index);
    if (same ? record.kind === 'enter' : record.kind === 'step') break;
    if (same && record.kind === 'step' && record.step === step) times++;
  }
  return times;
}

function stepNumber(name: string): number | undefined {
  const number = (Step as unknown as { [name: string]: number | undefined })[name];
  return typeof number === 'number' ? number : undefined;
}
