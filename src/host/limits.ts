/** Messages that a page may send in a second, and at once: a program that does nothing but calls makes some thousands. */
const RATE = 20_000;
const BURST = 40_000;

/** A bucket that fills with time and is emptied by messages. */
export class RateLimit {
  private left = BURST;
  private last: number;

  /** @param clock milliseconds */
  constructor(private readonly clock: () => number = () => performance.now()) {
    this.last = clock();
  }

  /** Counts one message. @returns false when it is one too many */
  take(): boolean {
    const now = this.clock();
    this.left = Math.min(BURST, this.left + ((now - this.last) / 1000) * RATE);
    this.last = now;
    this.left--;
    return this.left >= 0;
  }
}
