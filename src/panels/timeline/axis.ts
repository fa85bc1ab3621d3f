/** A mark of the scale. */
export interface Tick {
  readonly time: number;
  readonly label: string;
}

const UNITS: readonly (readonly [ns: number, name: string])[] = [
  [1e9, 's'],
  [1e6, 'ms'],
  [1e3, 'µs'],
  [1, 'ns'],
];

/**
 * Round times between two times, so far apart that a label of `room` pixels fits between two of them: 1, 2 or 5 of a
 * power of ten.
 * @param width pixels between the two times
 */
export function ticks(from: number, to: number, width: number, room: number): Tick[] {
  const least = Math.max(1, ((to - from) * room) / Math.max(1, width));
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
  const [unit, name] = unitFor(step, to);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  const list: Tick[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++) {
    const time = n * step;
    list.push({ time, label: time === 0 ? '0' : `${(time / unit).toFixed(decimals)} ${name}` });
  }
  return list;
}

/** The largest unit in which a step takes at most three decimals, and times up to `to` are not mostly zeroes. */
function unitFor(step: number, to: number): readonly [number, string] {
  return UNITS.find(([ns]) => to >= ns && step * 1000 >= ns) ?? [1, 'ns'];
}
