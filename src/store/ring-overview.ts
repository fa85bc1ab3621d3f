import { picture } from './picture.ts';
import { ringPicture } from './ring.ts';
import { ringMap } from './ring-map.ts';

export type SlotKind = 'unreaped' | 'next' | 'old' | 'never';

/** Slots that follow one another, the last one included. */
export interface SlotRange {
  readonly first: number;
  readonly last: number;
}

/** Slots of one kind: how many, and where. */
export interface SlotKindRanges {
  readonly kind: SlotKind;
  readonly slots: number;
  /** At most MAX_RANGES. */
  readonly ranges: readonly SlotRange[];
  readonly more: number;
}

const MAX_RANGES = 3;

/** A large ring in words: which slots are to be reaped, is written next, were reaped, were never written. */
export const ringOverview = picture<readonly SlotKindRanges[]>((session) => {
  const ring = ringPicture(session);
  const map = ringMap(session);
  if (ring.state !== 'mapped' || !map || ring.nr === 0) return [];
  const { nr, head, tail, events } = ring;
  const unreaped =
    head + events <= nr
      ? [[head, head + events]]
      : [
          [head, nr],
          [0, tail],
        ];
  const others =
    tail < head
      ? [[tail + 1, head]]
      : [
          [0, head],
          [tail + 1, nr],
        ];
  return [
    summary('unreaped', unreaped.map(toRange).filter(isAny)),
    summary('next', [{ first: tail, last: tail }]),
    summary(
      'old',
      others.flatMap(([from, to]) => runs(map.written, 1, from!, to!)),
    ),
    summary(
      'never',
      others.flatMap(([from, to]) => runs(map.written, 0, from!, to!)),
    ),
  ];
});

function toRange([from, to]: readonly number[]): SlotRange {
  return { first: from!, last: to! - 1 };
}

function isAny({ first, last }: SlotRange): boolean {
  return last >= first;
}

function summary(kind: SlotKind, ranges: readonly SlotRange[]): SlotKindRanges {
  return {
    kind,
    slots: ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    ranges: ranges.slice(0, MAX_RANGES),
    more: Math.max(0, ranges.length - MAX_RANGES),
  };
}

/** Stretches of slots with this value, from `from` to before `to`. */
function runs(written: Uint8Array, value: 0 | 1, from: number, to: number): SlotRange[] {
  const found: SlotRange[] = [];
  const part = written.subarray(0, to);
  for (let at = part.indexOf(value, from); at >= 0 && at < to; ) {
    const next = part.indexOf(1 - value, at);
    const end = next < 0 ? to : next;
    found.push({ first: at, last: end - 1 });
    at = next < 0 ? -1 : part.indexOf(value, end);
  }
  return found;
}
