import { Instruction, Op } from '../../assembly/uapi/bytecode.ts';
import { RODATA_BASE } from '../../assembly/uapi/memory-map.ts';
import { assertExists } from '../lib/assert.ts';
import { operandsOf } from './operands.ts';
import type { Image } from './vm-machine.ts';

type OpName = Exclude<keyof typeof Op, 'COUNT'>;

/**
 * `'loop:'` is a label. An instruction is its name, its slots in the order a, b, c, then imm: a number, a label, or
 * the name of a function; JUMP_..._IMM takes its comparand before its label.
 */
export type Line = `${string}:` | readonly [OpName, ...(number | bigint | string)[]];

export interface Routine {
  readonly name: string;
  /** Bytes. */
  readonly frame: number;
  readonly body: readonly Line[];
}

/** Where assembled programs have their writable data. */
export const DATA_BASE = RODATA_BASE + 0x10_0000;

export interface Segments {
  /** Bytes of zeroed writable memory at DATA_BASE. */
  readonly dataSize?: number;
  /** Read-only bytes at RODATA_BASE. */
  readonly rodata?: Uint8Array<ArrayBuffer>;
}

/** A program written in bytecode by hand. The first routine is the entry; each begins with the ENTER of its frame. */
export function assemble(routines: readonly Routine[], segments: Segments = {}): Image {
  const functions: { name: string; start: number; end: number }[] = [];
  let count = 0;
  for (const { name, body } of routines) {
    const length = 1 + body.filter((line) => typeof line !== 'string').length;
    functions.push({ name, start: count, end: count + length });
    count += length;
  }
  const code = new Uint8Array(count * Instruction.SIZEOF);
  const writer = new Writer(new DataView(code.buffer), functions);
  for (const [i, routine] of routines.entries()) writer.routine(routine, functions[i]!.start);
  return {
    code,
    entry: 0,
    rodata: { address: RODATA_BASE, bytes: segments.rodata ?? new Uint8Array(0) },
    data: { address: DATA_BASE, bytes: new Uint8Array(0) },
    bssSize: segments.dataSize ?? 0,
    statements: { length: 0xffff },
    functions,
  };
}

class Writer {
  constructor(
    private readonly view: DataView,
    private readonly functions: readonly { name: string; start: number }[],
  ) {}

  routine({ frame, body }: Routine, start: number): void {
    const labels = new Map<string, number>();
    let index = start + 1;
    for (const line of body) {
      if (typeof line === 'string') labels.set(line.slice(0, -1), index);
      else index++;
    }
    this.write(start, Op.ENTER, [], BigInt(frame));
    index = start + 1;
    for (const line of body) {
      if (typeof line !== 'string') this.instruction(index++, line, labels);
    }
  }

  private instruction(
    index: number,
    [name, ...rest]: Exclude<Line, string>,
    labels: ReadonlyMap<string, number>,
  ): void {
    const op = Op[name];
    const { slots, imm } = assertExists(operandsOf(op), name);
    // A call's window is not a slot that it reads, but it stands in field a.
    const fields = op === Op.CALL ? ['a'] : op === Op.CALL_REGISTER ? ['a', 'b'] : slots;
    const operands = rest.slice(0, fields.length).map(Number);
    const tail = rest.slice(fields.length);
    const label = (text: number | bigint | string | undefined) => {
      const at = labels.get(String(text)) ?? this.functions.find((f) => f.name === text)?.start;
      return BigInt(assertExists(at, `no label ${text}`));
    };
    const value =
      imm === 'comparand and target'
        ? (BigInt(tail[0]!) << 32n) | label(tail[1])
        : imm === 'target' || imm === 'function'
          ? label(tail[0])
          : BigInt(tail[0] ?? 0);
    this.write(index, op, operands, value);
  }

  private write(index: number, op: Op, [a = 0, b = 0, c = 0]: readonly number[], imm: bigint): void {
    const at = index * Instruction.SIZEOF;
    this.view.setUint16(at + Instruction.op, op, true);
    this.view.setUint16(at + Instruction.a, a, true);
    this.view.setUint16(at + Instruction.b, b, true);
    this.view.setUint16(at + Instruction.c, c, true);
    this.view.setBigInt64(at + Instruction.imm, BigInt.asIntN(64, imm), true);
  }
}
