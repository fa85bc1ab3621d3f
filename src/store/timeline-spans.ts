/** Of so many spans the latest end is written down, so that a search passes over those that ended before. */
const BLOCK = 256;

/**
 * Stretches of virtual time, in the order in which they begin: one after another or at the same time. Kept in typed
 * arrays that grow, since there may be a million of them.
 */
export class Spans {
  length = 0;
  private starts = new Float64Array(BLOCK);
  private ends = new Float64Array(BLOCK);
  private tags = new Uint32Array(BLOCK);
  private rows = new Uint8Array(BLOCK);
  /** Of each block: how many spans are open, and when the last of the others ends. */
  private readonly open: number[] = [];
  private readonly latestEnds: number[] = [];

  /**
   * @param start ns, not before that of the span before
   * @param end Infinity while it is not known
   * @param tag what kind of span it is, as its owner says
   * @param row where it is drawn in its lane
   */
  push(start: number, end: number, tag: number, row: number): number {
    const id = this.length;
    if (id === this.starts.length) this.grow();
    this.starts[id] = start;
    this.ends[id] = end;
    this.tags[id] = tag;
    this.rows[id] = row;
    this.length++;
    const block = Math.floor(id / BLOCK);
    const open = end === Number.POSITIVE_INFINITY;
    this.open[block] = (this.open[block] ?? 0) + (open ? 1 : 0);
    this.latestEnds[block] = Math.max(this.latestEnds[block] ?? 0, open ? 0 : end);
    return id;
  }

  /** The end of a span that was open. */
  close(id: number, end: number, tag = this.tag(id)): void {
    this.ends[id] = end;
    this.tags[id] = tag;
    const block = Math.floor(id / BLOCK);
    this.open[block]!--;
    this.latestEnds[block] = Math.max(this.latestEnds[block]!, end);
  }

  start(id: number): number {
    return this.starts[id]!;
  }

  end(id: number): number {
    return this.ends[id]!;
  }

  tag(id: number): number {
    return this.tags[id]!;
  }

  row(id: number): number {
    return this.rows[id]!;
  }

  /** How many begin before `time`: the number of the first that does not. */
  before(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Calls back for every span that has a part between two times, in order. */
  forEachIn(from: number, to: number, visit: (id: number) => void): void {
    const last = this.before(to);
    for (let block = 0; block * BLOCK < last; block++) {
      if (this.open[block] === 0 && this.latestEnds[block]! < from) continue;
      const end = Math.min(last, (block + 1) * BLOCK);
      for (let id = block * BLOCK; id < end; id++) if (this.ends[id]! >= from) visit(id);
    }
  }

  private grow(): void {
    const capacity = this.starts.length * 2;
    this.starts = grown(this.starts, new Float64Array(capacity));
    this.ends = grown(this.ends, new Float64Array(capacity));
    this.tags = grown(this.tags, new Uint32Array(capacity));
    this.rows = grown(this.rows, new Uint8Array(capacity));
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
