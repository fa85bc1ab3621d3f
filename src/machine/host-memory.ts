import { Machine } from '../../assembly/uapi/machine-state.ts';
import {
  DIRTY,
  FRAME_COUNT,
  FRAMES,
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_HOST,
  PTE_READ,
  PTE_RING,
  PTE_SHARED,
  PTE_VOLATILE,
  PTE_WRITE,
  STAGE,
  WINDOW_BASE,
  WINDOW_PAGES,
  WINDOW_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import { LinkError } from '../wire/link-error.ts';
import { type Patch, type Range, type Region, RegionKind } from '../wire/messages.ts';
import type { Exports } from './exports.ts';
import type { ModelMemory } from './model-memory.ts';

const PROT_WRITE = 2;
const WORDS = PAGE_SIZE / 4;
const UNKNOWN_PAGE = -1;

const KIND_BITS: Readonly<Record<RegionKind, number>> = {
  [RegionKind.Anonymous]: 0,
  [RegionKind.Ring]: PTE_SHARED | PTE_RING | PTE_HOST | PTE_VOLATILE,
  [RegionKind.SharedFile]: PTE_SHARED | PTE_HOST | PTE_VOLATILE,
  [RegionKind.PrivateFile]: PTE_HOST,
};

/**
 * The program's memory here and on the host, kept the same: what the program changed goes there, byte by byte, since the
 * host's kernel may be writing to the bytes beside; what the kernel changed comes here. Pages are pages of the window.
 */
export class HostMemory {
  /** What the host has in a page, as far as both sides know; zeroes where there is nothing. */
  private readonly known = new Map<number, Uint8Array<ArrayBuffer>>();
  /** Which page a frame was seen in. */
  private readonly pageOfFrame = new Int32Array(FRAME_COUNT).fill(UNKNOWN_PAGE);
  /** Pages that are accessible until the next statement. */
  private shown: number[] = [];
  /** Two frames at a time: see DIRTY. */
  private readonly dirty: Uint32Array;

  constructor(
    private readonly kernel: Exports,
    private readonly bytes: Uint8Array<ArrayBuffer>,
    private readonly view: DataView<ArrayBuffer>,
    private readonly memory: ModelMemory,
  ) {
    this.dirty = new Uint32Array(bytes.buffer, DIRTY + (FRAMES >> PAGE_SHIFT) * 2, FRAME_COUNT / 2);
  }

  /** What the program changed since the last time; from now on the host is taken to have it. */
  changes(): Patch[] {
    const patches: Patch[] = [];
    for (let pair = 0; pair < this.dirty.length; pair++) {
      const flags = this.dirty[pair]!;
      if ((flags & 0xff00_ff00) === 0) continue;
      this.dirty[pair] = flags & 0x00ff_00ff;
      if ((flags & 0xff00) !== 0) this.compare(2 * pair, patches);
      if ((flags & 0xff00_0000) !== 0) this.compare(2 * pair + 1, patches);
    }
    return patches;
  }

  /** @throws {LinkError} when there is no such page */
  apply(patches: readonly Patch[]): void {
    for (const { address, bytes } of patches) {
      for (let done = 0; done < bytes.length; ) {
        const at = address + done;
        const piece = bytes.subarray(done, done + PAGE_SIZE - (at % PAGE_SIZE));
        this.bytes.set(piece, STAGE);
        if (this.kernel.patch_page(this.task, BigInt(at), piece.length) === 0)
          throw new LinkError('BAD_MESSAGE', `bytes for 0x${at.toString(16)}, where nothing is mapped`);
        this.knownPage(pageOf(at)).set(piece, at % PAGE_SIZE);
        done += piece.length;
      }
    }
  }

  /** The host says what is mapped. @throws {LinkError} when that cannot be */
  follow(regions: readonly Region[]): void {
    let end = WINDOW_BASE;
    for (const region of regions) {
      const { address, length } = region;
      if (address < end || length === 0 || address % PAGE_SIZE !== 0 || length % PAGE_SIZE !== 0)
        throw new LinkError('BAD_MESSAGE', `a region of ${length} bytes at 0x${address.toString(16)}`);
      this.unmap({ address: end, length: address - end });
      this.map(region);
      end = address + length;
    }
    this.unmap({ address: end, length: WINDOW_BASE + WINDOW_SIZE - end });
    for (const page of this.known.keys()) {
      if (this.memory.protection(WINDOW_BASE + page * PAGE_SIZE) === undefined) this.known.delete(page);
    }
  }

  /** Something else is mapped here now. @throws {LinkError} when that cannot be */
  forget(range: Range): void {
    const offset = range.address - WINDOW_BASE;
    if (!(offset >= 0 && offset + range.length <= WINDOW_SIZE) || offset % PAGE_SIZE !== 0)
      throw new LinkError('BAD_MESSAGE', `${range.length} bytes mapped at 0x${range.address.toString(16)}`);
    this.unmap(range);
    for (let at = range.address; at < range.address + range.length; at += PAGE_SIZE) this.known.delete(pageOf(at));
  }

  /** The page that the program stopped for. */
  get wantedPage(): Range {
    const address = Number(this.view.getBigUint64(MACHINE + Machine.host_page, true));
    return { address: address - (address % PAGE_SIZE), length: PAGE_SIZE };
  }

  /** That page has come, if the host has one: the program may use it to the end of its statement. */
  show(page: Range, patches: readonly Patch[]): void {
    if (patches.some(({ address, bytes }) => address === page.address && bytes.length === page.length)) {
      this.kernel.show_page(this.task, BigInt(page.address));
      this.shown.push(page.address);
    } else {
      this.kernel.page_is_missing(this.task);
    }
  }

  /** Whether the program may use pages that the host's kernel writes. */
  get someShown(): boolean {
    return this.shown.length > 0;
  }

  /** They are out of date now. */
  hide(): void {
    for (const address of this.shown) this.kernel.hide_page(this.task, BigInt(address));
    this.shown = [];
  }

  private map({ address, length, protection, kind }: Region): void {
    if (kind === RegionKind.SharedFile) {
      // Pages that only the program wrote until now are to be fetched from here on.
      for (let at = address; at < address + length; at += PAGE_SIZE) {
        if (!this.memory.isUnfetched(at)) this.known.delete(pageOf(at));
      }
    }
    // x86 pages that can be written or executed can be read.
    const access = (protection !== 0 ? PTE_READ : 0) | ((protection & PROT_WRITE) !== 0 ? PTE_WRITE : 0);
    if (this.kernel.map_pages(this.task, BigInt(address), BigInt(length), access | KIND_BITS[kind]) < 0)
      throw new LinkError('BAD_MESSAGE', `no room for ${length} bytes at 0x${address.toString(16)}`);
  }

  private unmap({ address, length }: Range): void {
    if (length > 0) this.kernel.unmap_pages(this.task, BigInt(address), BigInt(length));
  }

  /** What differs in a frame from what the host knows. */
  private compare(frame: number, patches: Patch[]): void {
    const page = this.pageOf(frame);
    if (page === UNKNOWN_PAGE) return;
    const now = this.bytes.subarray(FRAMES + frame * PAGE_SIZE, FRAMES + (frame + 1) * PAGE_SIZE);
    addDifferences(WINDOW_BASE + page * PAGE_SIZE, now, this.knownPage(page), patches);
  }

  private knownPage(page: number): Uint8Array<ArrayBuffer> {
    let known = this.known.get(page);
    if (known === undefined) {
      known = new Uint8Array(PAGE_SIZE);
      this.known.set(page, known);
    }
    return known;
  }

  /** The page a frame is mapped at. New ones appear whenever the program touches a page for the first time. */
  private pageOf(frame: number): number {
    if (!this.isAt(frame, this.pageOfFrame[frame]!)) {
      this.pageOfFrame.fill(UNKNOWN_PAGE);
      for (let page = 0; page < WINDOW_PAGES; page++) {
        const physical = this.memory.physical(WINDOW_BASE + page * PAGE_SIZE);
        if (physical !== undefined) this.pageOfFrame[(physical - FRAMES) >> PAGE_SHIFT] = page;
      }
    }
    return this.pageOfFrame[frame]!;
  }

  private isAt(frame: number, page: number): boolean {
    return page !== UNKNOWN_PAGE && this.memory.physical(WINDOW_BASE + page * PAGE_SIZE) === FRAMES + frame * PAGE_SIZE;
  }

  private get task(): number {
    return this.view.getInt32(MACHINE + Machine.current_task, true);
  }
}

function pageOf(address: number): number {
  return Math.floor((address - WINDOW_BASE) / PAGE_SIZE);
}

/** Runs of bytes that differ; `before` becomes `now`. */
function addDifferences(address: number, now: Uint8Array, before: Uint8Array<ArrayBuffer>, patches: Patch[]): void {
  const nowWords = new Uint32Array(now.buffer, now.byteOffset, WORDS);
  const beforeWords = new Uint32Array(before.buffer, 0, WORDS);
  let start = -1;
  const close = (end: number) => {
    if (start < 0) return;
    patches.push({ address: address + start, bytes: now.slice(start, end) });
    start = -1;
  };
  for (let word = 0; word < WORDS; word++) {
    if (nowWords[word] === beforeWords[word]) {
      close(word * 4);
      continue;
    }
    for (let at = word * 4; at < word * 4 + 4; at++) {
      if (now[at] === before[at]) close(at);
      else if (start < 0) start = at;
    }
  }
  close(PAGE_SIZE);
  before.set(now);
}
