import { Task, TaskState } from '../../assembly/uapi/machine-state.ts';
import { TASK_SIZE, TASKS } from '../../assembly/uapi/memory-map.ts';

/** One row of the task table. */
export class TaskView {
  constructor(
    readonly bytes: DataView,
    readonly base: number,
  ) {}

  /** @param number of the task, from 1: the first task of a program is 1 */
  static at(bytes: DataView, number: number): TaskView {
    return new TaskView(bytes, TASKS + number * TASK_SIZE);
  }

  get state(): TaskState {
    return this.bytes.getInt32(this.base + Task.state, true);
  }
  get tid(): number {
    return this.bytes.getInt32(this.base + Task.tid, true);
  }
  get mm(): number {
    return this.bytes.getInt32(this.base + Task.mm, true);
  }
  get cpu(): number {
    return this.bytes.getInt32(this.base + Task.cpu, true);
  }
  get pc(): number {
    return this.bytes.getUint32(this.base + Task.pc, true);
  }
  get statement(): number {
    return this.bytes.getUint32(this.base + Task.statement, true);
  }
  get fp(): number {
    return Number(this.bytes.getBigUint64(this.base + Task.fp, true));
  }
  /** Number of the system call in progress; meaningful while the state is Kernel or Blocked. */
  get syscallNr(): number {
    return Number(this.bytes.getBigInt64(this.base + Task.syscall_nr, true));
  }
  get ordinal(): number {
    return this.bytes.getInt32(this.base + Task.ordinal, true);
  }
  arg(index: number): bigint {
    return this.bytes.getBigUint64(this.base + Task.args + index * 8, true);
  }
  get waitReason(): number {
    return this.bytes.getInt32(this.base + Task.wait_reason, true);
  }
  get waitObject(): bigint {
    return this.bytes.getBigUint64(this.base + Task.wait_object, true);
  }
  /** Virtual ns, or undefined when the wait has no limit. */
  get waitDeadline(): bigint | undefined {
    const deadline = this.bytes.getBigUint64(this.base + Task.wait_deadline, true);
    return deadline === NEVER ? undefined : deadline;
  }
  get signal(): number {
    return this.bytes.getInt32(this.base + Task.signal, true);
  }
  get fault(): number {
    return this.bytes.getInt32(this.base + Task.fault, true);
  }
  get faultAddress(): bigint {
    return this.bytes.getBigUint64(this.base + Task.fault_address, true);
  }
  get exitCode(): number {
    return this.bytes.getInt32(this.base + Task.exit_code, true);
  }
  /** Whether its own code is standing still inside a system call. */
  get inKernel(): boolean {
    return this.state === TaskState.Kernel || this.state === TaskState.Blocked || this.state === TaskState.Host;
  }
}

const NEVER = 0xffff_ffff_ffff_ffffn;
