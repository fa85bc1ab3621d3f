import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { changedBytes } from './changed-bytes.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { playbackStore } from './playback.ts';
import type { Session } from './session.ts';

/** A row of user memory, as plain values. */
export interface MemoryRow {
  readonly address: number;
  /** Two hex digits a byte; UNREADABLE for a byte that is not there. */
  readonly bytes: string;
  /** A bit for each byte that the last moment changed, the first byte's lowest. */
  readonly changed: number;
}

export interface MemoryRows {
  readonly rows: readonly MemoryRow[];
  /** Whether it is known what the last moment changed. */
  readonly known: boolean;
}

export const UNREADABLE = '··';

/** A picture of some rows, `columns` bytes each; `address` is that of the first. */
export function memoryRows(address: number, count: number, columns: number): (session: Session) => MemoryRows {
  return picture(
    (session) => {
      const length = count * columns;
      const bytes = pairs(session, address, length);
      const changed = length === 0 ? undefined : changedBytes(session, address, length);
      const rows = Array.from({ length: count }, (_, row) => ({
        address: address + row * columns,
        bytes: bytes.slice(row * columns, (row + 1) * columns).join(''),
        changed: maskOf(changed, row * columns, columns),
      }));
      return { rows, known: changed !== undefined };
    },
    { also: () => playbackStore.getState().status },
  );
}

/** What is not mapped, or may not be read, is left out page by page. */
function pairs(session: Session, address: number, length: number): string[] {
  const { memory } = momentOf(session);
  const into = new Uint8Array(length);
  const found = new Array<string>(length).fill(UNREADABLE);
  for (let at = 0; at < length; ) {
    const pageEnd = at + PAGE_SIZE - ((address + at) % PAGE_SIZE);
    const wanted = Math.min(pageEnd, length) - at;
    const page = into.subarray(at, at + memory.read(address + at, wanted, into.subarray(at)));
    for (const byte of page) found[at++] = PAIRS[byte]!;
    if (page.length < wanted) at = pageEnd;
  }
  return found;
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function maskOf(changed: Uint8Array | undefined, from: number, columns: number): number {
  let mask = 0;
  for (let i = 0; i < columns; i++) if (changed?.[from + i]) mask |= 1 << i;
  return mask;
}
