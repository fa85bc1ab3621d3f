import { End } from './timeline-request.ts';

/** How many requests are in each phase at a time. */
export interface Totals {
  readonly submitted: number;
  readonly submitting: number;
  readonly device: number;
  readonly unreaped: number;
  readonly reaped: number;
  readonly refused: number;
  readonly gone: number;
}

/** When requests went from phase to phase: ns, ascending. What there is to count at any time. */
export class PhaseTimes {
  private readonly toDevice: number[] = [];
  private readonly fromDevice: number[] = [];
  private readonly toRing: number[] = [];
  private readonly ends: Readonly<Record<'reaped' | 'refused' | 'gone', number[]>> = {
    reaped: [],
    refused: [],
    gone: [],
  };

  queued(time: number): void {
    this.toDevice.push(time);
  }

  /** @param waited at the device, until now */
  published(time: number, waited: boolean): void {
    this.toRing.push(time);
    if (waited) this.fromDevice.push(time);
  }

  ended(time: number, end: End): void {
    this.ends[end === End.Refused ? 'refused' : end === End.Gone ? 'gone' : 'reaped'].push(time);
  }

  /** @param submitted requests that have begun before `time` */
  totalsAt(time: number, submitted: number): Totals {
    const queued = upTo(this.toDevice, time);
    const done = upTo(this.fromDevice, time);
    const published = upTo(this.toRing, time);
    const reaped = upTo(this.ends.reaped, time);
    const refused = upTo(this.ends.refused, time);
    const gone = upTo(this.ends.gone, time);
    return {
      submitted,
      submitting: submitted - queued - (published - done) - refused,
      device: queued - done,
      unreaped: published - reaped - gone,
      reaped,
      refused,
      gone,
    };
  }
}

/** How many of an ascending list are not above `value`. */
export function upTo(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
