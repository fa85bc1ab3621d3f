/** Bins of the finest level; the next one has half as many, twice as wide, and so on. */
const BINS = 1 << 15;
const LEVELS = 16;
/** ns of the finest bin, as long as the run fits. */
const FIRST_WIDTH = 16;

/**
 * How deep something was at any time of a run, for pictures that are much coarser than the run: how many requests
 * were at the device, or whether a task was in a call. What is counted are the changes, +1 and -1, in bins of virtual
 * time; each level adds up two bins of the one below. A picture of any width reads a few bins per column, however
 * many changes there are. When the run outgrows the finest level, that level goes, and all bins are twice as wide.
 *
 * A bin holds the sum of its changes, and their area: what they add, inside the bin, to the integral of the depth.
 */
export class DepthPyramid {
  /** ns of the finest bin. */
  width = FIRST_WIDTH;
  private readonly deltas = Array.from({ length: LEVELS }, (_, level) => new Int32Array(BINS >> level));
  private readonly areas = Array.from({ length: LEVELS }, (_, level) => new Float64Array(BINS >> level));
  /** Bins of the finest level that upper levels do not know yet: from here, up to the last that has anything. */
  private dirty = BINS;
  private used = 0;

  /** The depth changes by `delta` at `time` (ns). */
  change(time: number, delta: number): void {
    while (time >= this.width * BINS) this.widen();
    const bin = Math.floor(time / this.width);
    this.deltas[0]![bin]! += delta;
    this.areas[0]![bin]! += delta * ((bin + 1) * this.width - time);
    if (bin < this.dirty) this.dirty = bin;
    if (bin >= this.used) this.used = bin + 1;
  }

  /**
   * The mean depth in columns of equal width between two times.
   * @param into one number for every column
   * @returns false when the columns are narrower than the finest bin, so that changes themselves must be looked at
   */
  columns(from: number, to: number, into: Float64Array): boolean {
    const column = (to - from) / into.length;
    if (column < this.width) return false;
    this.propagate();
    const level = Math.min(LEVELS - 1, Math.floor(Math.log2(column / this.width)));
    const width = this.width * 2 ** level;
    const deltas = this.deltas[level]!;
    const areas = this.areas[level]!;
    into.fill(0);
    let bin = Math.max(0, Math.floor(from / width));
    let depth = this.depthBefore(level, bin);
    for (; bin * width < to; bin++) {
      const known = bin < deltas.length;
      const mean = depth + (known ? areas[bin]! / width : 0);
      if (mean !== 0) spread(bin * width, (bin + 1) * width, mean, from, column, into);
      if (known) depth += deltas[bin]!;
    }
    return true;
  }

  /** The sum of all changes in the bins of a level before this one. */
  private depthBefore(level: number, bin: number): number {
    let depth = 0;
    let at = Math.min(bin, BINS >> level);
    for (let k = level; at > 0; k++, at >>= 1) {
      if (k === LEVELS - 1) {
        for (let i = 0; i < at; i++) depth += this.deltas[k]![i]!;
        break;
      }
      if ((at & 1) === 1) depth += this.deltas[k]![at - 1]!;
    }
    return depth;
  }

  private propagate(): void {
    let from = this.dirty;
    let to = this.used;
    if (from >= to) return;
    for (let level = 1; level < LEVELS; level++) {
      from >>= 1;
      to = (to + 1) >> 1;
      this.addUp(level, from, to);
    }
    this.dirty = BINS;
  }

  /** Bins of a level out of those below: the left one's changes last through the right one. */
  private addUp(level: number, from: number, to: number): void {
    const deltas = this.deltas[level - 1]!;
    const areas = this.areas[level - 1]!;
    const width = this.width * 2 ** (level - 1);
    for (let bin = from; bin < to; bin++) {
      const left = bin * 2;
      this.deltas[level]![bin] = deltas[left]! + deltas[left + 1]!;
      this.areas[level]![bin] = areas[left]! + deltas[left]! * width + areas[left + 1]!;
    }
  }

  /** Every level becomes the one above it, and the top is added up anew. */
  private widen(): void {
    this.propagate();
    for (const levels of [this.deltas, this.areas]) {
      for (let level = 0; level < LEVELS - 1; level++) {
        levels[level]!.fill(0);
        levels[level]!.set(levels[level + 1]!);
      }
    }
    this.width *= 2;
    this.used = (this.used + 1) >> 1;
    this.addUp(LEVELS - 1, 0, 1);
  }
}

/** Adds the mean of a bin to the columns it covers, each by the part of the column that it covers. */
function spread(start: number, end: number, mean: number, from: number, column: number, into: Float64Array): void {
  const first = Math.max(0, Math.floor((start - from) / column));
  for (let c = first; c < into.length; c++) {
    const left = from + c * column;
    if (left >= end) return;
    const covered = Math.min(end, left + column) - Math.max(start, left);
    if (covered > 0) into[c]! += (mean * covered) / column;
  }
}
