/** Rows of a lane. The lowest free one is taken, so that requests lie as close together as they can. */
export class FreeRows {
  /** Rows from here on were never taken. */
  private next = 0;
  /** Rows given back: a binary heap, the lowest on top. */
  private readonly heap: number[] = [];

  take(): number {
    const lowest = this.heap[0];
    if (lowest === undefined) return this.next++;
    const last = this.heap.pop()!;
    if (this.heap.length > 0) this.sink(last);
    return lowest;
  }

  give(row: number): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0 && heap[(at - 1) >> 1]! > row) {
      heap[at] = heap[(at - 1) >> 1]!;
      at = (at - 1) >> 1;
    }
    heap[at] = row;
  }

  /** Puts a row in at the top, and down to where it belongs. */
  private sink(row: number): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
      if (heap[child]! >= row) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = row;
  }
}
