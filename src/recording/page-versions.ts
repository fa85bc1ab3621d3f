import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';

/** What a page held from checkpoint `since` on, until its next version. */
export interface PageVersion {
  readonly since: number;
  readonly words: Int32Array;
}

/** Before its first version a page is zeroes. */
export const ZERO_PAGE: PageVersion = { since: -1, words: new Int32Array(PAGE_SIZE / 4) };

/** Roughly what the engine adds to the bytes of a version. */
const OVERHEAD = 200;

/** The contents of pages over time: a version for every checkpoint at which a page had changed. */
export class PageVersions {
  private readonly byPage = new Map<number, PageVersion[]>();
  private count = 0;

  /** Pages that have any version. */
  get pages(): IterableIterator<number> {
    return this.byPage.keys();
  }

  /** Memory it takes. */
  get byteLength(): number {
    return this.count * (PAGE_SIZE + OVERHEAD);
  }

  latest(page: number): PageVersion {
    return this.byPage.get(page)?.at(-1) ?? ZERO_PAGE;
  }

  /** The page's content at a checkpoint. */
  at(page: number, checkpoint: number): PageVersion {
    const versions = this.byPage.get(page);
    if (versions === undefined) return ZERO_PAGE;
    let low = 0;
    let high = versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (versions[middle]!.since <= checkpoint) low = middle + 1;
      else high = middle;
    }
    return versions[low - 1] ?? ZERO_PAGE;
  }

  /** Keeps a copy of the page as it is now, unless it is as it was at the last checkpoint. */
  add(page: number, checkpoint: number, words: Int32Array): void {
    if (sameWords(this.latest(page).words, words)) return;
    const version = { since: checkpoint, words: words.slice() };
    const versions = this.byPage.get(page);
    if (versions === undefined) this.byPage.set(page, [version]);
    else versions.push(version);
    this.count++;
  }

  /** Forgets what only checkpoints that are gone could show. @param live the numbers that are left, ascending */
  thin(live: readonly number[]): void {
    this.count = 0;
    for (const [page, versions] of this.byPage) {
      const kept = versions.filter((version, i) => {
        const until = versions[i + 1]?.since ?? Number.POSITIVE_INFINITY;
        const next = live[lowerBound(live, version.since)];
        return next !== undefined && next < until;
      });
      this.byPage.set(page, kept);
      this.count += kept.length;
    }
  }
}

/** Index of the first number that is not below `value`. */
export function lowerBound(ascending: readonly number[], value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function sameWords(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
