/**
 * The model's AIO in TypeScript, for the benchmark's workload: what aio.c is in C. The same moments, checks, records,
 * page table, dirty marks, clock and device, on typed arrays and objects of one shape each. Addresses and times are
 * doubles, u64 data two halves. Only paths the workload takes are whole; others throw.
 */
import { assertTrue, Defect } from '../../lib/assert.ts';
import { Device, type Request } from './aio-twin-device.ts';
import { Memory, PAGE, READ, WINDOW, WRITE } from './aio-twin-memory.ts';
import { STEP, Trace } from './aio-twin-trace.ts';
import { dataSegment, LAYOUT, WORKLOAD } from './workload.ts';

const NR_CPUS = 2;
const EVENTS_PER_PAGE = 128;
const DATA = WINDOW + 0x41_0000;
const RING = WINDOW + 0xdff_f000;
const TASK_SIZE_MAX = 0x7fff_ffff_f000;
const MAX_RW_COUNT = 0x7fff_f000;
const SUBMIT = 209;
const GETEVENTS = 208;
const AIO_COMPLETE = 0x8000;
const EFAULT = 14;
const EINVAL = 22;
const EBADF = 9;
const EAGAIN = 11;
const GOES = 1;

/** Words of the ring's header, from its first page. */
const ID = 0;
const HEAD = 2;
const TAIL = 3;

class Context {
  userId = RING;
  id = 0;
  nr = 0;
  batch = 0;
  available = 0;
  completed = 0;
  tail = 0;
  inFlight = 0;
  users = 0;
  waiters = 0;
  /** Physical addresses. */
  readonly pages: number[] = [];
  readonly cpuAvailable = new Uint32Array(NR_CPUS);
}

interface Inode {
  size: number;
  seed: number;
  atime: number;
  regular: boolean;
}

export interface OpenFile {
  readonly inode: Inode;
  refs: number;
  flags: number;
  mode: number;
}

const enum TaskState {
  User,
  Kernel,
  Blocked,
}
const enum SubmitStep {
  Lookup,
  Copy,
  Slot,
  Refill,
  File,
  Key,
  Prepare,
  Issue,
  Queue,
  Complete,
  Refuse,
}
const enum EventsStep {
  Lookup,
  Read,
  Copy,
  StoreHead,
  Sleep,
  Awake,
}
const enum CompleteStep {
  Fill,
  Wmb,
  Publish,
  Refill,
  Wake,
  Done,
}

export class AioTwin {
  private readonly memory = new Memory();
  private readonly trace = new Trace();
  private readonly device = new Device();
  private readonly table: (Context | undefined)[] = [];
  private readonly fds: (OpenFile | undefined)[] = new Array(1024).fill(undefined);
  private readonly ordinals = new Uint32Array(448);
  private interrupts = 0;
  private interrupt: Request | undefined;
  private freeRequests: Request | undefined;
  private serial = 0;
  private nextEvent = Number.POSITIVE_INFINITY;
  private next = 0;
  private sum = 0;

  // The task.
  private state: TaskState = TaskState.User;
  private step = 0;
  private nr = 0;
  private readonly cpu = 0;
  private readonly args = new Float64Array(6);
  private result = 0;
  private ctx: Context | undefined;
  private request: Request | undefined;
  private index = 0;
  private count = 0;
  private error = 0;
  private got = 0;
  private round = 0;
  private missing = 0;
  private refilled = false;
  private oldHead = 0;
  private head = 0;
  private tail = 0;
  private until = 0;
  private userIocb = 0;
  private waitObject = 0;
  /** The kernel's copy of the iocb. */
  private readonly iocb = new Uint32Array(16);
  private readonly pointer = new Uint32Array(2);

  constructor() {
    const data = dataSegment(DATA, 3);
    for (let at = 0; at < data.length; at += PAGE) this.memory.map(DATA + at, this.memory.allocFrame());
    this.memory.write(DATA, data);
    for (let i = 0; i < 512; i++) this.freeRequest(this.device.newRequest());
    const most = Math.max(WORKLOAD.nrEvents, 4 * NR_CPUS);
    const pages = Math.ceil((2 * most + 3) / 128);
    const ctx = new Context();
    ctx.nr = pages * 128 - 1;
    ctx.available = ctx.nr - 1;
    ctx.batch = Math.floor(ctx.available / (4 * NR_CPUS));
    for (let i = 0; i < pages; i++) {
      const frame = this.memory.allocFrame();
      ctx.pages.push(frame);
      this.memory.map(RING + i * PAGE, frame);
    }
    this.memory.words.set([0, ctx.nr, 0, 0, 0xa10a10a1, 1, 0, 32], ctx.pages[0]! >> 2);
    this.table[0] = ctx;
    this.fds[3] = {
      inode: { size: WORKLOAD.fileSize, seed: 0, atime: 0, regular: true },
      refs: 1,
      flags: 0o40000,
      mode: 1 | 4,
    };
    this.submit();
  }

  /** Virtual nanoseconds, and a number for the order of all events. */
  get outcome(): { readonly time: number; readonly checksum: number } {
    return { time: this.trace.now, checksum: this.sum };
  }

  run(rounds: number): void {
    const events = this.memory.translate(DATA + LAYOUT.events, READ) >> 2;
    for (let i = 0; i < rounds; i++) {
      this.submit();
      const got = this.syscall(GETEVENTS, RING, WORKLOAD.batch, WORKLOAD.batch, DATA + LAYOUT.events);
      assertTrue(got === WORKLOAD.batch, 'io_getevents');
      for (let k = 0; k < WORKLOAD.batch; k++) {
        this.sum = (this.sum * 31 + this.memory.words[events + k * 8]!) % 1_000_003;
      }
    }
  }

  private submit(): void {
    const got = this.syscall(SUBMIT, RING, WORKLOAD.batch, DATA + LAYOUT.list + this.next * 8, 0);
    assertTrue(got === WORKLOAD.batch, 'io_submit');
    this.next = (this.next + WORKLOAD.batch) % WORKLOAD.inFlight;
  }

  // Moments.

  private syscall(nr: number, a: number, b: number, c: number, d: number): number {
    this.nr = nr;
    this.step = 0;
    this.state = TaskState.Kernel;
    this.args[0] = a;
    this.args[1] = b;
    this.args[2] = c;
    this.args[3] = d;
    this.ordinals[nr]!++;
    this.trace.makeRoom();
    this.actAsTask();
    this.trace.enter(this.args);
    this.drive();
    while (this.isBlocked()) {
      if (!this.eventIsDue()) this.trace.now = this.nextEvent;
      this.trace.makeRoom();
      this.eventMoment();
      this.drive();
    }
    return this.result;
  }

  private isBlocked(): boolean {
    return this.state === TaskState.Blocked;
  }

  private drive(): void {
    while (this.state === TaskState.Kernel) {
      this.trace.makeRoom();
      if (this.eventIsDue() && !this.holdsCompletionLock()) this.eventMoment();
      else this.kernelMoment();
    }
  }

  private eventIsDue(): boolean {
    return this.nextEvent <= this.trace.now || this.interrupt !== undefined;
  }

  private holdsCompletionLock(): boolean {
    if (this.nr !== SUBMIT || this.step !== SubmitStep.Complete || this.request === undefined) return false;
    const at = this.request.completeStep;
    return at === CompleteStep.Wmb || at === CompleteStep.Publish || at === CompleteStep.Refill;
  }

  private kernelMoment(): void {
    this.trace.position++;
    this.actAsTask();
    if (this.nr === SUBMIT) this.stepSubmit();
    else this.stepGetevents();
  }

  private eventMoment(): void {
    this.trace.position++;
    if (this.interrupt !== undefined) {
      this.trace.setActor(AIO_COMPLETE, this.interrupts, 2);
      if (this.advanceCompletion(this.interrupt)) this.interrupt = undefined;
      return;
    }
    this.interrupt = this.device.take();
    this.trace.setActor(AIO_COMPLETE, ++this.interrupts, 2);
    this.transferDirect(this.interrupt);
    this.nextEvent = this.device.due;
  }

  private actAsTask(): void {
    this.trace.setActor(this.nr, this.ordinals[this.nr]!, 2);
  }

  private finish(result: number): void {
    this.result = result;
    this.state = TaskState.User;
    this.trace.returns(result);
  }

  private wake(): void {
    this.trace.save();
    this.actAsTask();
    this.trace.wait(6, this.waitObject);
    this.trace.restore();
    this.state = TaskState.Kernel;
  }

  // io_submit.

  private stepSubmit(): void {
    switch (this.step as SubmitStep) {
      case SubmitStep.Lookup:
        this.submitLookup();
        break;
      case SubmitStep.Copy:
        this.copyIocb();
        break;
      case SubmitStep.Slot:
        this.takeSlot();
        break;
      case SubmitStep.Refill:
        this.submitRefill();
        break;
      case SubmitStep.File:
        this.lookupFile();
        break;
      case SubmitStep.Key:
        this.writeKey();
        break;
      case SubmitStep.Prepare:
        this.prepare();
        break;
      case SubmitStep.Issue:
        this.issue();
        break;
      case SubmitStep.Queue:
        this.queue();
        break;
      case SubmitStep.Complete:
        if (this.advanceCompletion(this.request!)) this.nextIocb();
        break;
      default:
        throw new Defect(`an iocb is refused: ${this.error}`);
    }
  }

  private fail(error: number): void {
    this.error = -error;
    this.step = SubmitStep.Refuse;
  }

  private submitLookup(): void {
    const nr = this.args[1]!;
    if (nr < 0) {
      this.finish(-EINVAL);
      return;
    }
    this.trace.step1(STEP.lookupIoctx, this.args[0]!);
    const ctx = this.lookupIoctx(this.args[0]!);
    if (ctx === undefined) {
      this.finish(-EINVAL);
      return;
    }
    if (nr === 0) {
      ctx.users--;
      this.finish(0);
      return;
    }
    this.ctx = ctx;
    this.index = 0;
    this.count = Math.min(nr, ctx.nr);
    this.step = SubmitStep.Copy;
  }

  private lookupIoctx(handle: number): Context | undefined {
    assertTrue(handle % PAGE <= PAGE - 4, 'handle across pages');
    const at = this.memory.translate(handle, READ);
    if (at === 0) return undefined;
    const ctx = this.table[this.memory.words[(at >> 2) + ID]!];
    if (ctx === undefined || ctx.userId !== handle) return undefined;
    ctx.users++;
    return ctx;
  }

  private copyIocb(): void {
    const ctx = this.ctx!;
    this.userIocb = 0;
    this.request = undefined;
    this.refilled = false;
    if (!this.copyFromUser(this.pointer, this.args[2]! + this.index * 8)) {
      this.trace.step3(STEP.copyIocb, ctx.userId, 0, this.index);
      this.fail(EFAULT);
      return;
    }
    this.userIocb = this.pointer[0]! + this.pointer[1]! * 2 ** 32;
    const copied = this.copyFromUser(this.iocb, this.userIocb);
    this.trace.step3(STEP.copyIocb, ctx.userId, this.userIocb, this.index);
    if (!copied) {
      this.fail(EFAULT);
      return;
    }
    if (this.iocb[12] !== 0 || this.iocb[13] !== 0 || this.iocb[9]! >= 0x8000_0000) {
      this.fail(EINVAL);
      return;
    }
    this.step = SubmitStep.Slot;
  }

  private takeSlot(): void {
    const ctx = this.ctx!;
    const taken = getReqsAvailable(ctx, this.cpu);
    const request = taken ? this.allocRequest() : undefined;
    this.trace.step4(STEP.takeSlot, ctx.userId, this.userIocb, ctx.cpuAvailable[this.cpu]!, ctx.available);
    if (!taken) {
      if (this.refilled || ctx.completed === 0) {
        this.fail(EAGAIN);
        return;
      }
      this.step = SubmitStep.Refill;
      return;
    }
    if (request === undefined) {
      putReqsAvailable(ctx, this.cpu, 1);
      this.fail(EAGAIN);
      return;
    }
    ctx.inFlight++;
    this.request = request;
    request.opcode = Math.min(this.iocb[4]! & 0xffff, 255);
    request.obj = this.userIocb;
    request.dataLow = this.iocb[0]!;
    request.dataHigh = this.iocb[1]!;
    request.cpu = this.cpu;
    this.step = SubmitStep.File;
  }

  private submitRefill(): void {
    const ctx = this.ctx!;
    const count = this.refill(ctx, this.cpu);
    this.trace.step3(STEP.refillSlots, ctx.userId, count, ctx.completed);
    this.refilled = true;
    this.step = SubmitStep.Slot;
  }

  private lookupFile(): void {
    const fd = this.iocb[5]!;
    this.trace.step3(STEP.lookupFile, this.ctx!.userId, this.userIocb, fd);
    const file = fd < 1024 ? this.fds[fd] : undefined;
    if (file === undefined || (file.mode & 8) !== 0) {
      this.fail(EBADF);
      return;
    }
    file.refs++;
    this.request!.file = file;
    assertTrue((this.iocb[14]! & 1) === 0, 'eventfd');
    this.step = SubmitStep.Key;
  }

  private writeKey(): void {
    const at = this.memory.translate(this.userIocb + 8, WRITE);
    if (at !== 0) {
      this.memory.words[at >> 2] = 0;
      this.memory.mark(at);
    }
    this.trace.step2(STEP.writeKey, this.ctx!.userId, this.userIocb);
    if (at === 0) {
      this.fail(EFAULT);
      return;
    }
    this.step = SubmitStep.Prepare;
  }

  private prepare(): void {
    const request = this.request!;
    assertTrue((this.iocb[4]! & 0xffff) === 0, 'opcode');
    const error = this.prepareRw(request);
    this.trace.step4(STEP.prepareRw, this.ctx!.userId, this.userIocb, 0, error === 0 ? request.iterCount : 0);
    if (error !== 0) {
      this.fail(-error);
      return;
    }
    this.step = SubmitStep.Issue;
  }

  private prepareRw(request: Request): number {
    const file = request.file!;
    assertTrue((this.iocb[14]! & 2) === 0 && this.iocb[3] === 0, 'priorities and flags');
    if ((file.mode & 1) === 0) return -EBADF;
    if (!file.inode.regular) return -EINVAL;
    const address = this.iocb[6]! + this.iocb[7]! * 2 ** 32;
    const length = Math.min(this.iocb[8]! + this.iocb[9]! * 2 ** 32, MAX_RW_COUNT);
    if (length > TASK_SIZE_MAX || address > TASK_SIZE_MAX - length) return -EFAULT;
    request.iterBase = address;
    request.iterLeft = length;
    request.iterCount = length;
    request.iterTotal = length;
    const high = this.iocb[11]! | 0;
    const offset = this.iocb[10]! + high * 2 ** 32;
    if (offset < 0 || offset + length >= 2 ** 63) return -EINVAL;
    request.pos = offset;
    request.buf = address;
    request.rwFlags = this.iocb[3]!;
    return 0;
  }

  private issue(): void {
    const request = this.request!;
    const file = request.file!;
    this.trace.step4(STEP.issue, this.ctx!.userId, this.userIocb, request.pos, request.iterCount);
    assertTrue((file.flags & 0o40000) !== 0, 'buffered');
    const result = this.checkDirect(file.inode, request);
    if (result === GOES) {
      this.step = SubmitStep.Queue;
      return;
    }
    beginCompletion(request, result);
    this.step = SubmitStep.Complete;
  }

  private checkDirect(inode: Inode, request: Request): number {
    const { iterBase: base, iterLeft: left, pos } = request;
    if (request.iterCount === 0 || pos >= inode.size) return 0;
    if (pos % 512 !== 0 || request.iterCount % 512 !== 0) return -EINVAL;
    const odd = base % 512 !== 0 || left % 512 !== 0;
    let split = false;
    for (let page = base - (base % PAGE); page < base + left; page += PAGE) {
      if (page > base) split = true;
      if (this.memory.translate(page, WRITE) === 0) return -EFAULT;
    }
    return odd && split ? -EINVAL : GOES;
  }

  private queue(): void {
    const request = this.request!;
    const wait = this.device.queue(request, request.iterCount, this.trace.now);
    if (request.due < this.nextEvent) this.nextEvent = request.due;
    this.trace.step3(STEP.queueAtDevice, this.ctx!.userId, this.userIocb, wait);
    this.nextIocb();
  }

  private nextIocb(): void {
    if (++this.index < this.count) {
      this.step = SubmitStep.Copy;
      return;
    }
    this.ctx!.users--;
    this.finish(this.index);
  }

  private transferDirect(request: Request): void {
    const { inode } = request.file!;
    let { pos } = request;
    let left = Math.min(pos < inode.size ? inode.size - pos : 0, request.iterCount);
    const total = left;
    inode.atime = this.trace.now;
    while (left > 0) {
      const chunk = Math.min(left, PAGE - (pos % PAGE));
      for (let done = 0; done < chunk; ) {
        const target = this.memory.translate(request.iterBase, WRITE);
        const run = Math.min(chunk - done, PAGE - (request.iterBase % PAGE));
        if (target !== 0) {
          assertTrue(inode.seed === 0, 'seeded file');
          this.memory.bytes.fill(0, target, target + run);
          this.memory.mark(target);
        }
        request.iterBase += run;
        request.iterLeft -= run;
        request.iterCount -= run;
        done += run;
      }
      pos += chunk;
      left -= chunk;
    }
    this.trace.step4(STEP.transfer, this.table[0]!.userId, request.obj, total, total);
    beginCompletion(request, total);
  }

  // aio_complete.

  private advanceCompletion(request: Request): boolean {
    const ctx = this.table[0]!;
    let next: CompleteStep;
    switch (request.completeStep as CompleteStep) {
      case CompleteStep.Fill:
        this.fillSlot(ctx, request);
        next = CompleteStep.Wmb;
        break;
      case CompleteStep.Wmb:
        this.trace.step2(STEP.wmbBeforeTail, ctx.userId, request.obj);
        next = CompleteStep.Publish;
        break;
      case CompleteStep.Publish:
        this.publishTail(ctx, request);
        next = ctx.completed > 1 && this.recyclable(ctx) > 0 ? CompleteStep.Refill : afterUnlock(ctx);
        break;
      case CompleteStep.Refill:
        this.trace.step3(STEP.refillSlots, ctx.userId, this.refill(ctx, request.cpu), ctx.completed);
        next = afterUnlock(ctx);
        break;
      default: {
        const wakes = this.state === TaskState.Blocked && request.available >= this.missing;
        if (wakes) this.wake();
        this.trace.step3(STEP.wakeWaiters, ctx.userId, request.obj, wakes ? 1 : 0);
        next = CompleteStep.Done;
      }
    }
    if (next === CompleteStep.Done) {
      request.file!.refs--;
      this.freeRequest(request);
      ctx.inFlight--;
      return true;
    }
    request.completeStep = next;
    return false;
  }

  private fillSlot(ctx: Context, request: Request): void {
    const { words } = this.memory;
    const at = ringEvent(ctx, ctx.tail);
    const event = at >> 2;
    words[event] = request.dataLow;
    words[event + 1] = request.dataHigh;
    words[event + 2] = request.obj;
    words[event + 3] = Math.floor(request.obj / 2 ** 32);
    words[event + 4] = request.res;
    words[event + 5] = request.res < 0 ? -1 : 0;
    words[event + 6] = 0;
    words[event + 7] = 0;
    this.memory.mark(at);
    this.trace.step5(STEP.fillSlot, ctx.userId, request.obj, ctx.tail, request.dataLow, request.dataHigh, request.res);
  }

  private publishTail(ctx: Context, request: Request): void {
    const { words } = this.memory;
    const ring = ctx.pages[0]! >> 2;
    const before = ctx.tail;
    const tail = before + 1 >= ctx.nr ? 0 : before + 1;
    const head = words[ring + HEAD]!;
    ctx.tail = tail;
    words[ring + TAIL] = tail;
    this.memory.mark(ctx.pages[0]!);
    ctx.completed++;
    request.available = tail > head ? tail - head : tail + ctx.nr - head;
    this.trace.step4(STEP.publishTail, ctx.userId, request.obj, before, tail);
  }

  private recyclable(ctx: Context): number {
    let head = this.memory.words[(ctx.pages[0]! >> 2) + HEAD]!;
    if (head >= ctx.nr) head %= ctx.nr;
    const inRing = head <= ctx.tail ? ctx.tail - head : ctx.nr - (head - ctx.tail);
    return inRing < ctx.completed ? ctx.completed - inRing : 0;
  }

  private refill(ctx: Context, cpu: number): number {
    const count = this.recyclable(ctx);
    if (count === 0) return 0;
    ctx.completed -= count;
    putReqsAvailable(ctx, cpu, count);
    return count;
  }

  private allocRequest(): Request | undefined {
    const request = this.freeRequests;
    if (request === undefined) return undefined;
    this.freeRequests = request.next;
    request.clear(++this.serial);
    return request;
  }

  private freeRequest(request: Request): void {
    request.next = this.freeRequests;
    this.freeRequests = request;
  }

  // io_getevents.

  private stepGetevents(): void {
    switch (this.step as EventsStep) {
      case EventsStep.Lookup:
        this.eventsLookup();
        break;
      case EventsStep.Read:
        this.readRing();
        break;
      case EventsStep.Copy:
        this.copyEvents();
        break;
      case EventsStep.StoreHead:
        this.storeHead();
        break;
      case EventsStep.Sleep:
        this.sleep();
        break;
      default:
        this.ctx!.waiters--;
        this.step = EventsStep.Read;
        this.readRing();
    }
  }

  private eventsLookup(): void {
    const minNr = this.args[1]!;
    this.trace.step1(STEP.lookupIoctx, this.args[0]!);
    assertTrue(this.args[4] === 0, 'timeout');
    this.until = Number.POSITIVE_INFINITY;
    this.got = 0;
    const ctx = this.lookupIoctx(this.args[0]!);
    if (ctx === undefined) {
      this.finish(-EINVAL);
      return;
    }
    if (minNr < 0 || minNr > this.args[2]!) {
      ctx.users--;
      this.finish(-EINVAL);
      return;
    }
    this.ctx = ctx;
    this.step = EventsStep.Read;
  }

  private readRing(): void {
    const ctx = this.ctx!;
    const { words } = this.memory;
    const ring = ctx.pages[0]! >> 2;
    const head = words[ring + HEAD]!;
    this.round = 0;
    if (head === words[ring + TAIL]) {
      this.trace.step3(STEP.readEvents, ctx.userId, head, 0);
      this.endRound(0);
      return;
    }
    this.oldHead = head;
    this.head = head % ctx.nr;
    this.tail = words[ring + TAIL]! % ctx.nr;
    this.copyEvents();
  }

  private copyEvents(): void {
    const ctx = this.ctx!;
    const wanted = this.args[2]! - this.got - this.round;
    const toEnd = (this.head <= this.tail ? this.tail : ctx.nr) - this.head;
    const chunk = Math.min(toEnd, wanted, EVENTS_PER_PAGE - ((this.head + 1) % EVENTS_PER_PAGE));
    if (chunk > 0) {
      const to = this.args[3]! + (this.got + this.round) * 32;
      if (!this.copyToUser(to, ringEvent(ctx, this.head), chunk * 32)) {
        this.trace.step3(STEP.readEvents, ctx.userId, this.head, 0);
        this.endRound(-EFAULT);
        return;
      }
    }
    this.trace.step3(STEP.readEvents, ctx.userId, this.head, chunk);
    this.head = (this.head + chunk) % ctx.nr;
    this.round += chunk;
    this.step = this.head === this.tail || chunk === wanted ? EventsStep.StoreHead : EventsStep.Copy;
  }

  private storeHead(): void {
    const ctx = this.ctx!;
    this.memory.words[(ctx.pages[0]! >> 2) + HEAD] = this.head;
    this.memory.mark(ctx.pages[0]!);
    this.trace.step3(STEP.storeHead, ctx.userId, this.oldHead, this.head);
    this.endRound(this.round);
  }

  private endRound(round: number): void {
    if (round > 0) this.got += round;
    if (this.got === 0) this.got = round;
    if (round < 0 || this.got >= this.args[1]! || this.until === 0) {
      this.ctx!.users--;
      this.finish(this.got);
      return;
    }
    this.step = EventsStep.Sleep;
  }

  private sleep(): void {
    const ctx = this.ctx!;
    const { words } = this.memory;
    const ring = ctx.pages[0]! >> 2;
    if (words[ring + HEAD] !== words[ring + TAIL]) {
      this.step = EventsStep.Read;
      this.readRing();
      return;
    }
    this.missing = this.args[1]! - this.got;
    this.trace.step3(STEP.waitForEvents, ctx.userId, this.missing, -1);
    ctx.waiters++;
    this.step = EventsStep.Awake;
    this.state = TaskState.Blocked;
    this.waitObject = ctx.userId;
    this.trace.wait(5, ctx.userId);
  }

  // User memory.

  private copyFromUser(to: Uint32Array, from: number): boolean {
    for (let done = 0; done < to.length * 4; ) {
      const chunk = Math.min(to.length * 4 - done, PAGE - ((from + done) % PAGE));
      const source = this.memory.translate(from + done, READ);
      if (source === 0) return false;
      for (let i = 0; i < chunk >> 2; i++) to[(done >> 2) + i] = this.memory.words[(source >> 2) + i]!;
      this.trace.spendCopy(chunk);
      done += chunk;
    }
    return true;
  }

  private copyToUser(to: number, from: number, length: number): boolean {
    for (let done = 0; done < length; ) {
      const chunk = Math.min(length - done, PAGE - ((to + done) % PAGE));
      const target = this.memory.translate(to + done, WRITE);
      if (target === 0) return false;
      this.memory.bytes.copyWithin(target, from + done, from + done + chunk);
      this.memory.mark(target);
      this.trace.spendCopy(chunk);
      done += chunk;
    }
    return true;
  }
}

function getReqsAvailable(ctx: Context, cpu: number): boolean {
  if (ctx.cpuAvailable[cpu] === 0) {
    if (ctx.available < ctx.batch) return false;
    ctx.available -= ctx.batch;
    ctx.cpuAvailable[cpu] = ctx.batch;
  }
  ctx.cpuAvailable[cpu]!--;
  return true;
}

function putReqsAvailable(ctx: Context, cpu: number, count: number): void {
  const local = ctx.cpuAvailable[cpu]! + count;
  const kept = local >= ctx.batch * 2 ? ctx.batch + (local % ctx.batch) : local;
  ctx.cpuAvailable[cpu] = kept;
  ctx.available += local - kept;
}

function ringEvent(ctx: Context, slot: number): number {
  const at = slot + 1;
  return ctx.pages[Math.floor(at / EVENTS_PER_PAGE)]! + (at % EVENTS_PER_PAGE) * 32;
}

function beginCompletion(request: Request, result: number): void {
  request.res = result;
  request.completeStep = CompleteStep.Fill;
}

function afterUnlock(ctx: Context): CompleteStep {
  return ctx.waiters === 0 ? CompleteStep.Done : CompleteStep.Wake;
}
