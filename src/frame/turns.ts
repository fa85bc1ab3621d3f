import { flushSync } from 'react-dom';

/** ms of a frame that the page may take, layout and paint included, so that the browser has the rest of 1/60 s. */
const FRAME_MS = 11;
/** Frames in which every drawing comes, on average: a machine too slow for 1/60 s comes late with a frame rather than with all numbers. */
const LONGEST_ROUND = 12;
/** How much the newest measurement counts. */
const NEWEST = 0.2;

interface Drawing {
  readonly draw: () => void;
  /** ms it takes, on average. */
  cost: number;
}

/**
 * Drawings that together are too dear for one frame. While the run plays they take turns, as many in a frame as there
 * is time for; how much that is, what the browser needed for the frames before tells. What a frame does not use is
 * left for the next ones, so that a drawing which is too dear for any frame comes now and then, between short ones.
 */
export class Turns {
  /** Whose turn it is stands first. */
  private readonly queue = new Set<Drawing>();
  /** Drawings that have not shown the last change yet. */
  private owed = 0;
  /** ms of a frame for drawings. */
  private allowance = FRAME_MS / 2;
  /** ms that are left of earlier frames; below 0 when drawings took more than they had. */
  private credit = 0;

  add(draw: () => void): () => void {
    const drawing = { draw, cost: 0 };
    this.queue.add(drawing);
    return () => this.queue.delete(drawing);
  }

  /** Whether some drawing does not show what there is. */
  get behind(): boolean {
    return this.owed > 0;
  }

  /** Something has changed that all of them may show. */
  changed(): void {
    this.owed = this.queue.size;
  }

  /** Every drawing, now. */
  all(): void {
    this.owed = 0;
    for (const { draw } of [...this.queue]) draw();
  }

  /** The next drawings, as many as there is time for in this frame. @returns whether it was any */
  some(): boolean {
    this.credit += Math.max(this.allowance, this.roundCost() / LONGEST_ROUND);
    let now = performance.now();
    const before = this.owed;
    while (this.owed > 0) {
      const drawing: Drawing | undefined = this.queue.values().next().value;
      if (!drawing || drawing.cost > this.credit) return this.owed < before;
      this.queue.delete(drawing);
      this.queue.add(drawing);
      this.owed--;
      // React renders now, not after all of them, so that it is known what it costs.
      flushSync(drawing.draw);
      const end = performance.now();
      drawing.cost += (end - now - drawing.cost) * NEWEST;
      this.credit -= end - now;
      now = end;
    }
    this.credit = Math.min(this.credit, 0);
    return true;
  }

  /** The browser has shown a frame in which somebody had a turn; the page took `ms` for it. */
  shown(ms: number): void {
    const allowance = this.allowance + (FRAME_MS - ms) * NEWEST;
    this.allowance = Math.max(0, Math.min(FRAME_MS, allowance));
  }

  /** ms of all drawings, once each. */
  private roundCost(): number {
    let sum = 0;
    for (const { cost } of this.queue) sum += cost;
    return sum;
  }
}
