import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import type { Request } from './timeline-request.ts';

/** What is known of an aio context: whose events are in its ring, and which requests are in flight. */
export class TimelineContext {
  dead = false;
  /** Requests in flight, by address of their iocb: the same may be there more than once. */
  private readonly flying = new Map<number, Request[]>();
  /** Request whose event is in a slot and was not reaped, by slot. */
  private readonly slots = new Map<number, Request>();
  /** Where the kernel saw head last. */
  private head = 0;

  /** @param before a context that had the same handle, whose requests may still be in flight */
  constructor(
    private readonly nr: number,
    before?: TimelineContext,
  ) {
    if (before) this.flying = before.flying;
  }

  takeOff(request: Request): void {
    const same = this.flying.get(request.iocb);
    if (same) same.push(request);
    else this.flying.set(request.iocb, [request]);
  }

  land(request: Request): void {
    const same = this.flying.get(request.iocb);
    if (!same) return;
    same.splice(same.indexOf(request), 1);
    if (same.length === 0) this.flying.delete(request.iocb);
  }

  /** Of the requests in flight with this iocb, the one that is done first. @param poll only polls */
  first(iocb: number, poll: boolean): Request | undefined {
    return this.flying
      .get(iocb)
      ?.filter((request) => !poll || request.opcode === IocbCmd.POLL)
      .reduce<Request | undefined>((first, other) => (first && first.due <= other.due ? first : other), undefined);
  }

  /** Its event is in a slot. @returns whose event was there: the kernel only fills a slot that head has passed */
  fill(slot: number, request: Request): Request | undefined {
    const before = this.slots.get(slot);
    this.slots.set(slot, request);
    return before;
  }

  /** Head has moved on to `head`. @returns the requests whose events are out of the ring */
  moveHead(head: number): Request[] {
    if (this.nr === 0) return [];
    const to = head % this.nr;
    const steps = (to - this.head + this.nr) % this.nr;
    const left: Request[] = [];
    // A head that went back, or past what there is, is no reaping.
    if (steps <= this.slots.size) {
      for (let i = 0; i < steps; i++) this.takeOut((this.head + i) % this.nr, left);
    }
    this.head = to;
    return left;
  }

  /** The kernel counts only so many events in the ring. @returns whose were before them */
  keepLast(count: number): Request[] {
    const left: Request[] = [];
    while (this.slots.size > count && this.slots.has(this.head)) {
      this.takeOut(this.head, left);
      this.head = (this.head + 1) % this.nr;
    }
    return left;
  }

  /** The ring goes. @returns whose events were in it */
  kill(): Request[] {
    const left = [...this.slots.values()];
    this.slots.clear();
    this.dead = true;
    return left;
  }

  private takeOut(slot: number, into: Request[]): void {
    const request = this.slots.get(slot);
    if (!request) return;
    this.slots.delete(slot);
    into.push(request);
  }
}
