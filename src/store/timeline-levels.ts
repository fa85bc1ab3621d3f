/** How many events wait in all rings, after each change. */
export class RingLevels {
  /** ns, ascending, and how many then. */
  readonly times: number[] = [];
  readonly counts: number[] = [];
  most = 0;
  private now = 0;

  change(time: number, delta: number): void {
    this.now += delta;
    this.most = Math.max(this.most, this.now);
    if (this.times.at(-1) === time) {
      this.counts[this.counts.length - 1] = this.now;
    } else {
      this.times.push(time);
      this.counts.push(this.now);
    }
  }
}
