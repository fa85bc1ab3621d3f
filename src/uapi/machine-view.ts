import { Machine, type Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE } from '../../assembly/uapi/memory-map.ts';

/** The machine's own words. Times are virtual nanoseconds. */
export class MachineView {
  constructor(
    readonly bytes: DataView,
    readonly base: number = MACHINE,
  ) {}

  get position(): number {
    return Number(this.bytes.getBigUint64(this.base + Machine.position, true));
  }
  get now(): bigint {
    return this.bytes.getBigUint64(this.base + Machine.now, true);
  }
  get stop(): Stop {
    return this.bytes.getInt32(this.base + Machine.stop, true);
  }
  get currentTask(): number {
    return this.bytes.getInt32(this.base + Machine.current_task, true);
  }
  get nrCpus(): number {
    return this.bytes.getUint32(this.base + Machine.nr_cpus, true);
  }
  /** 618 for 6.18 */
  get version(): number {
    return this.bytes.getUint32(this.base + Machine.version, true);
  }
  get aioNr(): number {
    return this.bytes.getUint32(this.base + Machine.aio_nr, true);
  }
  get aioMaxNr(): number {
    return this.bytes.getUint32(this.base + Machine.aio_max_nr, true);
  }
  /** Moment of the next device or timer event, or undefined when none is pending. */
  get nextEvent(): bigint | undefined {
    const next = this.bytes.getBigUint64(this.base + Machine.next_event, true);
    return next === NEVER ? undefined : next;
  }
  get exitStatus(): number {
    return this.bytes.getInt32(this.base + Machine.exit_status, true);
  }
}

const NEVER = 0xffff_ffff_ffff_ffffn;
