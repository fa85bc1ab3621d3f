/** Steps by number, and their cost in virtual ns. */
export const STEP = {
  lookupIoctx: 1,
  copyIocb: 2,
  takeSlot: 3,
  refillSlots: 4,
  lookupFile: 5,
  writeKey: 6,
  prepareRw: 7,
  issue: 8,
  transfer: 9,
  queueAtDevice: 10,
  fillSlot: 11,
  wmbBeforeTail: 12,
  publishTail: 13,
  wakeWaiters: 14,
  readEvents: 15,
  storeHead: 16,
  waitForEvents: 17,
} as const;
const COST = Uint32Array.from([0, 20, 20, 20, 20, 20, 20, 20, 60, 60, 400, 20, 20, 20, 200, 20, 20, 500]);

const SIZE = 1 << 20;
const LONGEST_MOMENT = 1 << 17;
const HIGH = 2 ** 32;

/** The clock, Position, and records of 64-bit words, written as two halves each. */
export class Trace {
  now = 0;
  position = 0;
  private readonly words = new Uint32Array(SIZE / 4);
  /** In words. */
  private length = 0;
  private activity = 0;
  private ordinal = 0;
  private task = 0;
  private savedActivity = 0;
  private savedOrdinal = 0;

  makeRoom(): void {
    if (this.length * 4 > SIZE - LONGEST_MOMENT) this.length = 0;
  }

  setActor(activity: number, ordinal: number, task: number): void {
    this.activity = activity << 16;
    this.ordinal = ordinal;
    this.task = task << 24;
  }

  save(): void {
    this.savedActivity = this.activity;
    this.savedOrdinal = this.ordinal;
  }

  restore(): void {
    this.activity = this.savedActivity;
    this.ordinal = this.savedOrdinal;
  }

  spendCopy(bytes: number): void {
    this.now += ((bytes + 63) >> 6) * 8;
  }

  enter(args: Float64Array): void {
    const at = this.record(1, 0, 7);
    for (let i = 0; i < 6; i++) this.put(at + i * 2, args[i]!);
  }

  returns(result: number): void {
    this.put(this.record(2, 0, 1), result);
  }

  wait(kind: number, object: number): void {
    const at = this.record(kind, 0, 2);
    this.put(at, 1);
    this.put(at + 2, object);
  }

  step1(step: number, a: number): void {
    this.put(this.begin(step, 1), a);
  }

  step2(step: number, a: number, b: number): void {
    const at = this.begin(step, 2);
    this.put(at, a);
    this.put(at + 2, b);
  }

  step3(step: number, a: number, b: number, c: number): void {
    const at = this.begin(step, 3);
    this.put(at, a);
    this.put(at + 2, b);
    this.put(at + 4, c);
  }

  step4(step: number, a: number, b: number, c: number, d: number): void {
    const at = this.begin(step, 4);
    this.put(at, a);
    this.put(at + 2, b);
    this.put(at + 4, c);
    this.put(at + 6, d);
  }

  /** The fourth word comes as two halves. */
  step5(step: number, a: number, b: number, c: number, low: number, high: number, e: number): void {
    const at = this.begin(step, 5);
    this.put(at, a);
    this.put(at + 2, b);
    this.put(at + 4, c);
    this.words[at + 6] = low;
    this.words[at + 7] = high;
    this.put(at + 8, e);
  }

  private begin(step: number, words: number): number {
    this.now += COST[step]!;
    return this.record(3, step, words);
  }

  private record(kind: number, step: number, words: number): number {
    const at = this.length;
    this.length = at + 6 + words * 2;
    this.words[at] = this.task | kind | (step << 8) | (words << 16);
    this.words[at + 1] = this.ordinal;
    this.words[at + 2] = this.position;
    this.words[at + 3] = this.activity | Math.floor(this.position / HIGH);
    this.put(at + 4, this.now);
    return at + 6;
  }

  private put(at: number, value: number): void {
    this.words[at] = value;
    this.words[at + 1] = Math.floor(value / HIGH);
  }
}
