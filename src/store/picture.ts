import { type Selection, selectionStore } from './selection.ts';
import type { Session } from './session.ts';

/**
 * A picture of the machine at the cursor: built at most once for each place of the cursor and each selection, and
 * the same object as before when nothing in it differs, so a panel renders only when what it shows has changed.
 * @param build plain data out of a session
 * @param also what it depends on besides cursor and selection, as one value
 * @param equal whether two pictures show the same; by default compares primitives, arrays and objects in depth
 */
export function picture<T>(
  build: (session: Session, selection: Selection) => T,
  { equal = same, also = nothing }: { equal?: (a: T, b: T) => boolean; also?: (session: Session) => unknown } = {},
): (session: Session) => T {
  let session: Session | undefined;
  let selection: Selection | undefined;
  let position = -1;
  let other: unknown;
  let value: T;
  return (asked) => {
    const selected = selectionStore.getState();
    const now = also(asked);
    if (session === asked && selection === selected && position === asked.recording.position && other === now) {
      return value;
    }
    const fresh = build(asked, selected);
    if (session !== asked || !equal(value, fresh)) value = fresh;
    session = asked;
    selection = selected;
    position = asked.recording.position;
    other = now;
    return value;
  };
}

const nothing = () => undefined;

/** Deep equality of plain data without cycles. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => key in b && same(a[key as keyof typeof a], b[key as keyof typeof b]));
}
