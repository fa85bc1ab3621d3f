import { fillContent } from '../../scenarios/file-content.ts';
import type { OpenFile } from './aio-twin.ts';

const UNITS = 4;
const SEED = 1;

/** struct aio_kiocb */
export class Request {
  file: OpenFile | undefined;
  next: Request | undefined;
  opcode = 0;
  completeStep = 0;
  cpu = 0;
  serial = 0;
  rwFlags = 0;
  available = 0;
  bytes = 0;
  obj = 0;
  dataLow = 0;
  dataHigh = 0;
  due = 0;
  buf = 0;
  res = 0;
  pos = 0;
  iterBase = 0;
  iterLeft = 0;
  iterCount = 0;
  iterTotal = 0;

  clear(serial: number): void {
    this.file = undefined;
    this.next = undefined;
    this.opcode = 0;
    this.completeStep = 0;
    this.cpu = 0;
    this.serial = serial;
    this.rwFlags = 0;
    this.available = 0;
    this.bytes = 0;
    this.obj = 0;
    this.dataLow = 0;
    this.dataHigh = 0;
    this.due = 0;
    this.buf = 0;
    this.res = 0;
    this.pos = 0;
    this.iterBase = 0;
    this.iterLeft = 0;
    this.iterCount = 0;
    this.iterTotal = 0;
  }
}

/** The disk: four units, latencies from the seed, a binary heap by due time. */
export class Device {
  private readonly free = new Float64Array(UNITS);
  private readonly heap: Request[] = [];
  private length = 0;
  private readonly luck = new Uint8Array(8);
  private readonly luckWords = new Uint32Array(this.luck.buffer);

  newRequest(): Request {
    return new Request();
  }

  get due(): number {
    return this.length === 0 ? Number.POSITIVE_INFINITY : this.heap[0]!.due;
  }

  /** @returns ns until it is done */
  queue(request: Request, bytes: number, now: number): number {
    let unit = 0;
    for (let i = 1; i < UNITS; i++) if (this.free[i]! < this.free[unit]!) unit = i;
    const begin = Math.max(this.free[unit]!, now);
    request.due = begin + 60_000 + this.latency(request.serial) + ((bytes + 511) >> 9) * 250;
    request.bytes = bytes;
    this.free[unit] = request.due;
    this.siftUp(this.length++, request);
    return request.due - now;
  }

  take(): Request {
    const first = this.heap[0]!;
    const last = this.heap[--this.length]!;
    let index = 0;
    for (let child = 1; child < this.length; child = 2 * index + 1) {
      if (child + 1 < this.length && earlier(this.heap[child + 1]!, this.heap[child]!)) child++;
      if (!earlier(this.heap[child]!, last)) break;
      this.heap[index] = this.heap[child]!;
      index = child;
    }
    this.heap[index] = last;
    return first;
  }

  private siftUp(from: number, request: Request): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!earlier(request, this.heap[parent]!)) break;
      this.heap[index] = this.heap[parent]!;
      index = parent;
    }
    this.heap[index] = request;
  }

  /** A word of the content that belongs to the seed, mod 40,000. */
  private latency(serial: number): number {
    fillContent(SEED + 1, serial * 8, this.luck);
    const [low = 0, high = 0] = this.luckWords;
    return ((high % 40_000) * (2 ** 32 % 40_000) + low) % 40_000;
  }
}

function earlier(a: Request, b: Request): boolean {
  return a.due !== b.due ? a.due < b.due : a.serial < b.serial;
}
