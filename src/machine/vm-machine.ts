import { Machine as MachineState, type Stop } from '../../assembly/uapi/machine-state.ts';
import { CODE, EXECUTED, MACHINE, STAGE, STAGE_END, TRACE, WASM_PAGES } from '../../assembly/uapi/memory-map.ts';
import type { Program } from '../c/program.ts';
import { type Exports, instantiate } from './exports.ts';
import { LoadError } from './load-error.ts';
import type { Can } from './machine.ts';
import { ModelMemory } from './model-memory.ts';
import { type Executable, prepareCode } from './prepare-code.ts';

/** As much of a Program as a machine needs. */
export type Image = Executable & Pick<Program, 'rodata' | 'data' | 'bssSize'>;

const NOTHING = new Uint8Array(0);

/** A machine that can pass moments at once: the model, or a run on a host that is repeated. */
export interface RunnableMachine extends VmMachine {
  readonly can: Can;
  /**
   * Passes at most `moments` moments, and stops earlier when `work` is used up or something ends the run.
   * Drain the trace before every call.
   */
  run(moments: number, work: number): Stop;
}

/** A wasm instance whose VM runs a program, whosever its kernel is. All of its state is in `bytes`. */
export class VmMachine {
  readonly memory: ModelMemory;
  /** The whole physical memory (assembly/uapi/memory-map.ts). */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
  protected readonly kernel: Exports;

  protected constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: WASM_PAGES, maximum: WASM_PAGES });
    const buffer = memory.buffer as ArrayBuffer;
    this.kernel = instantiate(module, memory);
    this.bytes = new Uint8Array(buffer);
    this.view = new DataView(buffer);
    this.memory = new ModelMemory(this.bytes, this.view);
  }

  /** Whether a statement of the program, by its id, has run by now. */
  hasRun(statement: number): boolean {
    return (this.bytes[EXECUTED + (statement >> 3)]! & (1 << (statement & 7))) !== 0;
  }

  /** The memory of one address space, whoever ran last. */
  memoryOf(mm: number): ModelMemory {
    return new ModelMemory(this.bytes, this.view, mm);
  }

  /** Moments since boot. */
  get position(): number {
    return this.u64(MACHINE + MachineState.position);
  }

  /** Virtual nanoseconds since boot. */
  get now(): number {
    return this.u64(MACHINE + MachineState.now);
  }

  /** @returns a copy of the records written since the last call, laid out as in assembly/uapi/records.ts */
  drain(): Uint8Array<ArrayBuffer> {
    const length = this.view.getUint32(MACHINE + MachineState.trace_length, true);
    if (length === 0) return NOTHING;
    const records = this.bytes.slice(TRACE, TRACE + length);
    this.clearTrace();
    return records;
  }

  /** Drops the records written since the last call. */
  clearTrace(): void {
    this.view.setUint32(MACHINE + MachineState.trace_length, 0, true);
  }

  /** @throws {LoadError} when there is no room */
  protected loadImage(image: Image): void {
    this.mapSegment(image.rodata.address, image.rodata.bytes, image.rodata.bytes.length, false);
    this.mapSegment(image.data.address, image.data.bytes, image.data.bytes.length + image.bssSize, true);
    const code = prepareCode(image);
    this.bytes.set(code, CODE);
    this.kernel.exec(image.entry, image.code.length / 16);
  }

  /** In pieces that fit STAGE, each whole pages but the last. */
  private mapSegment(address: number, bytes: Uint8Array, length: number, writable: boolean): void {
    const room = STAGE_END - STAGE;
    for (let offset = 0; offset < length; offset += room) {
      const piece = bytes.subarray(offset, offset + room);
      this.bytes.set(piece, STAGE);
      const pieceLength = Math.min(room, length - offset);
      accepted(this.kernel.map_segment(BigInt(address + offset), pieceLength, piece.length, writable ? 1 : 0));
    }
  }

  protected u64(at: number): number {
    return this.view.getUint32(at, true) + this.view.getUint32(at + 4, true) * 2 ** 32;
  }
}

/** @throws {LoadError} about the file, or the program, when the result is -errno */
export function accepted(result: number, file?: string): void {
  if (result < 0) throw new LoadError(file, -result);
}
