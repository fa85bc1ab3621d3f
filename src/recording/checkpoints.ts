import { assertTrue } from '../lib/assert.ts';
import { type PageVersion, PageVersions, ZERO_PAGE } from './page-versions.ts';
import { StatePages } from './state-pages.ts';

export interface Checkpoint {
  readonly number: number;
  /** Moments before it. */
  readonly position: number;
  /** Records before it. */
  readonly records: number;
}

/** Machine states along a run: whole ones to whoever asks, differences in memory. */
export class Checkpoints {
  private readonly versions = new PageVersions();
  private list: Checkpoint[] = [];
  /** How many were ever taken. */
  taken = 0;

  get byteLength(): number {
    return this.versions.byteLength;
  }

  get length(): number {
    return this.list.length;
  }

  get last(): Checkpoint {
    const last = this.list.at(-1);
    assertTrue(last !== undefined, 'no checkpoint yet');
    return last;
  }

  /** The last one at or before a position. */
  before(position: number): Checkpoint {
    const found = this.list[this.indexBefore(position)];
    assertTrue(found !== undefined, `no checkpoint before ${position}`);
    return found;
  }

  private indexBefore(position: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle]!.position <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** How many lie behind one position, up to and including another. */
  between(after: number, upTo: number): number {
    return this.indexBefore(upTo) - this.indexBefore(after);
  }

  /** Writes down what changed since the last checkpoint of the same machine. */
  take(pages: StatePages, position: number, records: number): void {
    const number = this.taken++;
    for (const page of StatePages.KERNEL) this.versions.add(page, number, pages.at(page));
    for (const page of pages.dirtyFrames()) this.versions.add(page, number, pages.at(page));
    pages.clearMarks();
    this.list.push({ number, position, records });
  }

  /** Forgets every other checkpoint, never the first or the last, and what only they needed. */
  thin(): void {
    const last = this.list.length - 1;
    this.list = this.list.filter((_, i) => i % 2 === 0 || i === last);
    this.versions.thin(this.list.map((checkpoint) => checkpoint.number));
  }

  /** What a page held at a checkpoint. */
  page(page: number, checkpoint: Checkpoint): PageVersion {
    return this.versions.at(page, checkpoint.number);
  }

  /** Every page that was ever written. */
  get pages(): Iterable<number> {
    return this.versions.pages;
  }
}

/** A machine that is put into states of the past: it knows which page it holds in which version. */
export class Restorer {
  private readonly held = new Map<number, PageVersion>();

  constructor(
    private readonly pages: StatePages,
    private readonly checkpoints: Checkpoints,
  ) {}

  /** Makes the machine's state that of the checkpoint, writing only pages that differ from it. */
  restore(checkpoint: Checkpoint): void {
    for (const page of StatePages.KERNEL) this.pages.set(page, this.checkpoints.page(page, checkpoint).words);
    const dirty = this.pages.dirtyFrames();
    for (const page of dirty) this.hold(page, this.checkpoints.page(page, checkpoint));
    for (const page of this.checkpoints.pages) {
      if (page < StatePages.FIRST_FRAME) continue;
      const wanted = this.checkpoints.page(page, checkpoint);
      if (this.held.get(page) !== wanted && (wanted !== ZERO_PAGE || this.held.has(page))) this.hold(page, wanted);
    }
    this.pages.clearMarks();
  }

  /** The version of a frame that the machine holds; undefined when it was written since restore(). */
  contentOf(page: number): PageVersion | undefined {
    return this.pages.isDirty(page) ? undefined : (this.held.get(page) ?? ZERO_PAGE);
  }

  private hold(page: number, version: PageVersion): void {
    this.pages.set(page, version.words);
    if (version === ZERO_PAGE) this.held.delete(page);
    else this.held.set(page, version);
  }

  /** Pages that may hold anything but zeroes: frames, and those of the kernel that do at any checkpoint. */
  pagesInUse(): Set<number> {
    const kernel = [...this.checkpoints.pages].filter((page) => page < StatePages.FIRST_FRAME);
    return new Set([...kernel, ...this.held.keys(), ...this.pages.dirtyFrames()]);
  }
}
