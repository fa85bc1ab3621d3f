import {
  BLOCKED as BLOCKED_RESULT,
  DENTRIES,
  Dentry,
  Feature,
  INODES,
  Inode,
  InodeType,
  MAX_DENTRIES,
  Sim,
} from '../../assembly/uapi/kernel-state.ts';
import { Machine as MachineState, type Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE, PAGE_SIZE, STAGE, STAGE_END } from '../../assembly/uapi/memory-map.ts';
import { assertTrue } from '../lib/assert.ts';
import { concat } from '../lib/bytes.ts';
import { BLOCKED, type Can, type Machine, type Ret, type TaskId } from './machine.ts';
import { accepted, type Image, VmMachine } from './vm-machine.ts';

export interface ModelOptions {
  /** Possible CPUs (PRO-01), 1 to 64. */
  readonly cpus: number;
  /** Kernel version as one number: 601, 612, 618, 702. */
  readonly version: number;
  /** Of the device's latencies. */
  readonly seed: number;
  /** A disk other than the usual one. */
  readonly disk?: DiskOptions;
  /** What this machine has, or has not, beside its version. */
  readonly features?: Readonly<Partial<Record<keyof typeof Feature, boolean>>>;
}

/** What is special about the disk; without a member, or with 0 there, nothing is. */
export interface DiskOptions {
  /** ns that a throttle leaves between two requests. */
  readonly throttle?: number;
  /** Requests it takes at a time (nr_requests); without, any number. */
  readonly requests?: number;
  /** Blocks of 4 KiB for what the program writes; without, the memory of the machine is the limit. */
  readonly blocks?: number;
  /** FileSystem bits; 0 is ext4. */
  readonly fileSystem?: number;
}

/** next_event when nothing is pending. */
const NEVER = 0xffff_ffff_ffff_ffffn;

/** A file of the program's working directory, there before it starts. */
export type InputFile =
  | { readonly name: string; readonly size: number; readonly seed: number }
  | { readonly name: string; readonly bytes: Uint8Array };

/** The model: kernel, VM and user memory in one wasm instance. All of its state is in `bytes`. */
export class ModelMachine extends VmMachine implements Machine {
  readonly can: Can = {
    stepBack: true,
    insideSyscall: true,
    kernelState: true,
    injectFaults: false,
    processes: true,
    signals: true,
  };

  /** A machine that has booted and runs nothing yet. */
  static create(module: WebAssembly.Module, options: ModelOptions): ModelMachine {
    const machine = new ModelMachine(module);
    machine.kernel.boot(options.cpus, options.version, options.seed);
    const { throttle = 0, requests = 0, blocks = 0, fileSystem = 0 } = options.disk ?? {};
    machine.kernel.set_disk(throttle, requests, blocks, fileSystem);
    for (const [name, on] of Object.entries(options.features ?? {})) {
      machine.kernel.set_feature(Feature[name as keyof typeof Feature], on ? 1 : 0);
    }
    return machine;
  }

  /**
   * Puts files and program in place; the next moment is the program's first.
   * @throws {LoadError} when the machine has no room for them
   */
  load(image: Image, files: readonly InputFile[]): void {
    for (const file of files) this.createFile(file);
    this.loadImage(image);
  }

  /**
   * Passes at most `moments` moments, and stops earlier when `work` is used up or something ends the run.
   * Drain the trace before every call.
   */
  run(moments: number, work: number): Stop {
    return this.kernel.run(moments, work);
  }

  /** Requests of aio contexts stay at the disk until release(): somebody else knows when each is done. */
  holdDisk(): void {
    this.kernel.hold_disk();
  }

  /** The disk is done with the oldest request of this iocb, 0: of any, at `due`. @returns whether it held one */
  release(iocb: bigint, due: number): boolean {
    return this.kernel.release_from_disk(iocb, BigInt(Math.max(0, due))) !== 0;
  }

  /** Something happens before any task goes on: an interrupt is in progress, or an event is due. */
  get eventIsDue(): boolean {
    const { view } = this;
    const interrupted = view.getUint32(MACHINE + Sim.interrupt, true) + view.getUint32(MACHINE + Sim.run_first, true);
    return interrupted !== 0 || view.getBigUint64(MACHINE + MachineState.next_event, true) <= BigInt(this.now);
  }

  /** Virtual time goes on to the next event. @returns false when none is pending */
  passToEvent(): boolean {
    const next = this.view.getBigUint64(MACHINE + MachineState.next_event, true);
    if (next === NEVER) return false;
    this.passTime(Number(next));
    return true;
  }

  /** Virtual time goes on to `time`, if that lies ahead; what is due by then happens before the next moment. */
  passTime(time: number): void {
    if (time > this.now) this.view.setBigUint64(MACHINE + MachineState.now, BigInt(time), true);
  }

  /** Names of the regular files in the program's working directory. */
  fileNames(): string[] {
    const names: string[] = [];
    for (let row = 1; row < MAX_DENTRIES; row++) {
      const at = DENTRIES + row * Dentry.SIZEOF;
      const inode = this.view.getUint16(at + Dentry.inode, true);
      const type: InodeType = this.view.getUint8(INODES + inode * Inode.SIZEOF + Inode.type);
      if (inode === 0 || type !== InodeType.Regular) continue;
      const name = this.bytes.subarray(
        at + Dentry.name,
        at + Dentry.name + this.view.getUint16(at + Dentry.length, true),
      );
      names.push(new TextDecoder().decode(name));
    }
    return names;
  }

  /** A file's content as it is now. @throws {Defect} when there is no such file */
  readFile(name: string): Uint8Array<ArrayBuffer> {
    return concat([...this.readPages(name)]);
  }

  /** The same page by page, for a file that is larger than memory; the last one is shorter, and may be empty. */
  *readPages(name: string): Generator<Uint8Array<ArrayBuffer>, void> {
    const bytes = new TextEncoder().encode(name);
    for (let page = 0; ; page++) {
      this.bytes.set(bytes, STAGE);
      const length = this.kernel.read_file(bytes.length, page);
      assertTrue(length >= 0, `no file '${name}'`);
      yield this.bytes.slice(STAGE, STAGE + length);
      if (length < PAGE_SIZE) return;
    }
  }

  syscall(task: TaskId, nr: number, ...args: bigint[]): Ret | typeof BLOCKED {
    const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n] = args;
    const result = this.kernel.syscall(task, nr, a, b, c, d, e, f);
    return result === BigInt(BLOCKED_RESULT) ? BLOCKED : (result as Ret);
  }

  /** Goes on with a call that answered BLOCKED. */
  resumeSyscall(task: TaskId): Ret | typeof BLOCKED {
    const result = this.kernel.resume_syscall(task);
    return result === BigInt(BLOCKED_RESULT) ? BLOCKED : (result as Ret);
  }

  private createFile(file: InputFile): void {
    const name = new TextEncoder().encode(file.name);
    const size = 'bytes' in file ? file.bytes.length : file.size;
    const seed = 'bytes' in file ? 0 : file.seed;
    this.bytes.set(name, STAGE);
    accepted(this.kernel.create_file(name.length, Math.floor(size / 2 ** 32), size % 2 ** 32, seed), file.name);
    if (!('bytes' in file)) return;
    const room = STAGE_END - STAGE - PAGE_SIZE;
    for (let offset = 0; offset < size; offset += room) {
      const piece = file.bytes.subarray(offset, offset + room);
      this.bytes.set(name, STAGE);
      this.bytes.set(piece, STAGE + name.length);
      accepted(this.kernel.write_file(name.length, BigInt(offset), piece.length), file.name);
    }
  }
}
