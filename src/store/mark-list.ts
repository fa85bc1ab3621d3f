import { RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { activityName } from '../recording/record.ts';
import type { RecordLog } from '../recording/record-log.ts';

/** A moment with a name. */
export interface NamedMoment {
  readonly mark: string;
  readonly position: number;
}

/** Records that are gone through; names further on can be typed. */
const FIRST_RECORDS = 20_000;

/** The named moments at the beginning of a recording, as recording/marks.ts names them. */
export function namedMoments(records: RecordLog): NamedMoment[] {
  const moments: NamedMoment[] = [];
  const times = new Map<string, number>();
  records.forEach(0, Math.min(records.length, FIRST_RECORDS), (view, at, index) => {
    const kind = view.getUint8(at + RecordLayout.kind);
    if (kind !== RecordKind.Step && kind !== RecordKind.SyscallEnter) return;
    const ordinal = view.getUint32(at + RecordLayout.ordinal, true);
    const call = `${activityName(view.getUint16(at + RecordLayout.activity, true))}#${ordinal}`;
    const name = kind === RecordKind.Step ? `${call}/${Step[view.getUint8(at + RecordLayout.step)]}` : call;
    const time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    moments.push({ mark: time > 1 ? `${name}~${time}` : name, position: records.positionAt(index) });
  });
  return moments;
}
