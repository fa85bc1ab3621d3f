import { Instruction, Op } from '../../assembly/uapi/bytecode.ts';
import { CODE, CODE_END } from '../../assembly/uapi/memory-map.ts';
import { assertTrue } from '../lib/assert.ts';
import { MAX_FRAME_BYTES, operandsOf } from './operands.ts';

/** As much of a Program as the VM runs. */
export interface Executable {
  readonly code: Uint8Array<ArrayBuffer>;
  readonly entry: number;
  readonly statements: { readonly length: number };
  readonly functions: readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

const SLOT_FIELD = { a: Instruction.a, b: Instruction.b, c: Instruction.c };

/** The `high half of imm` of a call site that belongs to no statement. */
const NO_STATEMENT = 0xffff_ffff;

/**
 * What assembly/vm relies on, established once, before a program runs: whatever the program does to its memory, the
 * VM stays inside the user's frames.
 *
 * - a function begins with ENTER, its only one; jumps stay inside the function, calls go to functions;
 * - every slot and frame offset lies inside the frame;
 * - every loop inside a function passes a STMT or a TICK, so run() comes back.
 *
 * A call site gets what RET needs: its own frame's size in slots in c, its statement in the high half of imm. Behind
 * the last instruction stands a TRAP.
 * @throws {Defect} our compiler wrote something else
 */
export function prepareCode(program: Executable): Uint8Array<ArrayBuffer> {
  const code = new Uint8Array(program.code.length + Instruction.SIZEOF);
  code.set(program.code);
  const view = new DataView(code.buffer);
  const count = program.code.length / Instruction.SIZEOF;
  assertTrue(Number.isInteger(count) && code.length <= CODE_END - CODE, `${count} instructions do not fit`);
  view.setUint16(count * Instruction.SIZEOF, Op.TRAP, true);

  const starts = new Set(program.functions.map((f) => f.start));
  assertTrue(starts.has(program.entry), `entry ${program.entry} is no function`);
  let end = 0;
  for (const f of [...program.functions].sort((x, y) => x.start - y.start)) {
    assertTrue(f.start === end && f.end > f.start, `${f.name}: instructions ${f.start} to ${f.end} after ${end}`);
    new FunctionCheck(view, f, starts, program.statements.length).run();
    end = f.end;
  }
  assertTrue(end === count, `instructions from ${end} on are in no function`);
  return code;
}

class FunctionCheck {
  private readonly frame: number;

  constructor(
    private readonly view: DataView,
    private readonly f: { readonly name: string; readonly start: number; readonly end: number },
    private readonly starts: ReadonlySet<number>,
    private readonly statements: number,
  ) {
    this.frame = this.low(f.start);
  }

  run(): void {
    const { start, end } = this.f;
    this.expect(this.op(start) === Op.ENTER, start, 'no ENTER');
    this.expect(this.frame <= MAX_FRAME_BYTES && this.frame % 8 === 0 && this.high(start) === 0, start, 'frame size');
    let statement = NO_STATEMENT;
    for (let index = start + 1; index < end; index++) {
      const op = this.op(index);
      if (op === Op.STMT) statement = this.low(index);
      this.checkOperands(index, op);
      if (op === Op.CALL || op === Op.CALL_REGISTER) this.completeCall(index, statement);
    }
    this.expect(!this.fallsThrough(end - 1), end - 1, 'runs off its end');
    this.checkLoops();
  }

  private checkOperands(index: number, op: number): void {
    const operands = operandsOf(op);
    this.expect(operands !== undefined && op !== Op.ENTER, index, 'opcode');
    for (const name of operands!.slots) {
      this.expect(this.field(index, SLOT_FIELD[name]) * 8 + 8 <= this.frame, index, `slot ${name}`);
    }
    switch (operands!.imm) {
      case 'statement':
        this.expect(this.low(index) < this.statements, index, 'statement');
        break;
      case 'function':
        this.expect(this.starts.has(this.low(index)), index, 'callee');
        break;
      case 'target':
      case 'comparand and target': {
        const target = this.low(index);
        this.expect(target > this.f.start && target < this.f.end, index, 'jump');
        break;
      }
      case 'frame offset':
        this.expect(this.high(index) === 0 && this.low(index) + operands!.width! <= this.frame, index, 'frame offset');
        break;
      case 'value':
        if (op === Op.COPY_IMM) this.expect(this.high(index) === 0, index, 'size');
        break;
      case 'none':
        if (op === Op.SYSCALL)
          this.expect((this.field(index, Instruction.a) + 7) * 8 <= this.frame, index, 'arguments');
        break;
      case 'frame size':
        break;
    }
  }

  private completeCall(index: number, statement: number): void {
    const window = this.field(index, Instruction.a);
    this.expect(window >= 2 && window * 8 <= this.frame, index, 'window');
    const at = index * Instruction.SIZEOF;
    this.view.setUint16(at + Instruction.c, this.frame / 8, true);
    this.view.setUint32(at + Instruction.imm + 4, statement, true);
  }

  /** Depth first through what can run without passing a STMT or a TICK; meeting itself again is an endless moment. */
  private checkLoops(): void {
    const { start, end } = this.f;
    const state = new Uint8Array(end - start);
    const open = 1;
    const done = 2;
    for (let root = start; root < end; root++) {
      if (state[root - start] !== 0) continue;
      const path = [root];
      while (path.length > 0) {
        const index = path[path.length - 1]!;
        const next =
          state[index - start] === 0
            ? this.successors(index)
            : this.successors(index).filter((i) => state[i - start] === 0);
        state[index - start] = open;
        for (const i of next) {
          this.expect(state[i - start] !== open, i, 'a loop without STMT or TICK');
        }
        const child = next.find((i) => state[i - start] === 0);
        if (child !== undefined) {
          path.push(child);
        } else {
          state[index - start] = done;
          path.pop();
        }
      }
    }
  }

  private successors(index: number): number[] {
    const op = this.op(index);
    if (op === Op.STMT || op === Op.TICK) return [];
    const imm = operandsOf(op)?.imm;
    const jumps = imm === 'target' || imm === 'comparand and target';
    return [...(jumps ? [this.low(index)] : []), ...(this.fallsThrough(index) ? [index + 1] : [])];
  }

  private fallsThrough(index: number): boolean {
    const op = this.op(index);
    return op !== Op.RET && op !== Op.JUMP && op !== Op.TRAP;
  }

  private op(index: number): number {
    return this.field(index, Instruction.op);
  }

  private field(index: number, offset: number): number {
    return this.view.getUint16(index * Instruction.SIZEOF + offset, true);
  }

  private low(index: number): number {
    return this.view.getUint32(index * Instruction.SIZEOF + Instruction.imm, true);
  }

  private high(index: number): number {
    return this.view.getUint32(index * Instruction.SIZEOF + Instruction.imm + 4, true);
  }

  private expect(holds: boolean, index: number, what: string): asserts holds {
    assertTrue(holds, `${this.f.name}: instruction ${index} (${Op[this.op(index)]}): ${what}`);
  }
}
