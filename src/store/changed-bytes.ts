import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { UserMemory } from '../machine/machine.ts';
import { playbackStore } from './playback.ts';
import type { Session } from './session.ts';

/** A page of user memory that somebody looks at. */
interface Watched {
  /** Where the cursor stood when it was read. */
  position: number;
  /** NOTHING where no page is, or none that can be read. */
  bytes: Uint8Array;
  /** 1 for a byte that the moment before `position` changed; undefined while that is not known. */
  changed: Uint8Array | undefined;
}

const NOTHING = new Uint8Array(0);

/** More pages than panels have in sight; those not asked for longest are forgotten. */
const MOST_PAGES = 16;

let watching: { readonly session: Session; readonly pages: Map<number, Watched> } | undefined;

/**
 * Which of these bytes the last moment changed: 1 for one that differs from what it was a moment before, else 0. A
 * page that was not mapped then is compared with zeroes, which is what a new page holds.
 *
 * It depends on nothing but the position. Memory of the moment before is at hand when the cursor comes from there;
 * otherwise the recording goes back and forth once, for all pages that are watched. Only a run that plays in larger
 * steps does not take the time; so what is made of this must be made anew when `playbackStore` says `paused`.
 * @returns undefined before the first moment, and while a run plays in steps of more than a moment
 */
export function changedBytes(session: Session, address: number, length: number): Uint8Array | undefined {
  if (session.recording.position === 0) return undefined;
  const changed = new Uint8Array(length);
  const first = Math.floor(address / PAGE_SIZE);
  const last = Math.floor((address + length - 1) / PAGE_SIZE);
  for (let page = first; page <= last; page++) {
    const inPage = changedInPage(session, page);
    if (inPage === undefined) return undefined;
    const start = page * PAGE_SIZE;
    const from = Math.max(address, start);
    const to = Math.min(address + length, start + PAGE_SIZE);
    changed.set(inPage.subarray(from - start, to - start), from - address);
  }
  return changed;
}

function changedInPage(session: Session, page: number): Uint8Array | undefined {
  const pages = pagesOf(session);
  const watched = pages.get(page) ?? { position: -1, bytes: NOTHING, changed: undefined };
  pages.delete(page);
  pages.set(page, watched);
  forgetOldest(pages);
  const { recording } = session;
  const { position } = recording;
  if (watched.position === position && watched.changed) return watched.changed;

  if (watched.position !== position - 1 && playbackStore.getState().status === 'paused') {
    recording.lookAt(position - 1, ({ memory }) => {
      for (const [number, each] of pages) read(memory, number, each, position - 1);
    });
  }
  const before = watched.position === position - 1 ? watched.bytes : undefined;
  read(recording.machine.memory, page, watched, position);
  watched.changed = before && differences(before, watched.bytes);
  return watched.changed;
}

function pagesOf(session: Session): Map<number, Watched> {
  if (watching?.session !== session) watching = { session, pages: new Map() };
  return watching.pages;
}

function forgetOldest(pages: Map<number, Watched>): void {
  for (const oldest of pages.keys()) {
    if (pages.size <= MOST_PAGES) return;
    pages.delete(oldest);
  }
}

function read(memory: UserMemory, page: number, watched: Watched, position: number): void {
  const bytes = new Uint8Array(PAGE_SIZE);
  watched.bytes = memory.read(page * PAGE_SIZE, PAGE_SIZE, bytes) === PAGE_SIZE ? bytes : NOTHING;
  watched.position = position;
  watched.changed = undefined;
}

/** Of a page that is there after the moment; in one that is gone there is nothing to mark. */
function differences(before: Uint8Array, after: Uint8Array): Uint8Array {
  const changed = new Uint8Array(PAGE_SIZE);
  for (let at = 0; at < after.length; at++) changed[at] = after[at] === (before[at] ?? 0) ? 0 : 1;
  return changed;
}
