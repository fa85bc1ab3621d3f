import { KIOCTXS, Kioctx, KioctxState, MAX_KIOCTXS } from '../../assembly/uapi/kernel-state.ts';

/** What the kernel keeps for itself about one aio context: struct kioctx. */
export class KioctxView {
  /** @param row from 1; 0 is "no context" */
  constructor(
    readonly bytes: DataView,
    readonly row: number,
    readonly base: number = KIOCTXS + row * Kioctx.SIZEOF,
  ) {}

  /** Every context that exists, in the order of their rows; also those that io_setup is still making or io_destroy still waits for. */
  static all(bytes: DataView): KioctxView[] {
    const found: KioctxView[] = [];
    for (let row = 1; row < MAX_KIOCTXS; row++) {
      const view = new KioctxView(bytes, row);
      if (view.state !== KioctxState.Free) found.push(view);
    }
    return found;
  }

  get state(): KioctxState {
    return this.u32(Kioctx.state);
  }
  /** The handle: user address of the ring, 0 before it is mapped. */
  get userId(): number {
    return Number(this.bytes.getBigUint64(this.base + Kioctx.user_id, true));
  }
  get mm(): number {
    return this.u32(Kioctx.mm);
  }
  get id(): number {
    return this.u32(Kioctx.id);
  }
  /** ring.nr as the kernel knows it. */
  get nrEvents(): number {
    return this.u32(Kioctx.nr_events);
  }
  /** nr_events as the program passed it to io_setup. */
  get maxReqs(): number {
    return this.u32(Kioctx.max_reqs);
  }
  get reqBatch(): number {
    return this.u32(Kioctx.req_batch);
  }
  get reqsAvailable(): number {
    return this.u32(Kioctx.reqs_available);
  }
  get completedEvents(): number {
    return this.u32(Kioctx.completed_events);
  }
  get tail(): number {
    return this.u32(Kioctx.tail);
  }
  get mmapSize(): number {
    return this.u32(Kioctx.mmap_size);
  }
  get inFlight(): number {
    return this.u32(Kioctx.in_flight);
  }
  get waiters(): number {
    return this.u32(Kioctx.waiters);
  }
  /** Slots this CPU may hand out without asking the context. */
  cpuReqsAvailable(cpu: number): number {
    return this.u32(Kioctx.cpu_reqs_available + 4 * cpu);
  }

  private u32(offset: number): number {
    return this.bytes.getUint32(this.base + offset, true);
  }
}
