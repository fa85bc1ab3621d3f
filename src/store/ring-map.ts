import { AioRing, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { PAGE_SHIFT, PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { currentContext } from './contexts.ts';
import { ringPicture } from './ring.ts';
import type { Session } from './session.ts';

const WORDS = IoEvent.SIZEOF / 4;
/** Words of an event that say that there ever was one: data, obj and res. */
const TELLING = IoEvent.res2 / 4;
const HEADER_SLOTS = AioRing.SIZEOF / IoEvent.SIZEOF;
const PAGE_SLOTS = PAGE_SIZE / IoEvent.SIZEOF;

/**
 * Which slots of a ring hold an event, read or not, as its bytes say. A ring may be 4 MiB: a page is read again only
 * when it was written since it was read last, or is another page by now.
 */
export class RingMap {
  /** Of every slot: 1 when there was ever an event in it. */
  readonly written: Uint8Array;
  /** Changes when `written` does. */
  version = 0;
  /** Physical address of every page of the ring when it was read, and what stood for its content. */
  private readonly frames: (number | undefined)[] = [];
  private readonly contents: unknown[] = [];

  constructor(
    readonly handle: number,
    readonly nr: number,
  ) {
    this.written = new Uint8Array(nr);
  }

  /** Makes it that of the machine at the cursor. */
  update({ recording }: Session): void {
    const { memory, view } = recording.machine;
    const words = new Uint32Array(view.buffer);
    const pages = Math.ceil((this.nr + HEADER_SLOTS) / PAGE_SLOTS);
    for (let page = 0; page < pages; page++) {
      const frame = memory.physical(this.handle + page * PAGE_SIZE);
      const content = frame === undefined ? undefined : recording.contentOf(frame >> PAGE_SHIFT);
      const isRead = page in this.frames && frame === this.frames[page];
      if (isRead && (frame === undefined || (content !== undefined && content === this.contents[page]))) continue;
      this.frames[page] = frame;
      this.contents[page] = content;
      this.read(page, words, frame);
    }
  }

  /** @param frame undefined: nothing is there, or nothing was ever written to it */
  private read(page: number, words: Uint32Array, frame: number | undefined): void {
    const first = page * PAGE_SLOTS - HEADER_SLOTS;
    const end = Math.min(this.nr, first + PAGE_SLOTS);
    let changed = 0;
    for (let slot = Math.max(0, first); slot < end; slot++) {
      const holds = frame === undefined ? 0 : holdsEvent(words, frame / 4 + (slot - first) * WORDS);
      changed |= holds ^ this.written[slot]!;
      this.written[slot] = holds;
    }
    this.version += changed;
  }
}

function holdsEvent(words: Uint32Array, at: number): number {
  let any = 0;
  for (let word = 0; word < TELLING; word++) any |= words[at + word]!;
  return any === 0 ? 0 : 1;
}

let last: { session: Session; from: number; position: number; map: RingMap } | undefined;

/** Of the ring on the screen, at the cursor; undefined when there is none. The same object as long as it is the same ring. */
export function ringMap(session: Session): RingMap | undefined {
  const ring = ringPicture(session);
  const context = currentContext(session);
  if (ring.state !== 'mapped' || !context) return undefined;
  const { position } = session.recording;
  const { handle, nr } = ring;
  const isSame = last?.session === session && last.from === context.from && last.map.nr === nr;
  const map = isSame && last ? last.map : new RingMap(handle, nr);
  if (!isSame || last?.position !== position) map.update(session);
  last = { session, from: context.from, position, map };
  return map;
}
