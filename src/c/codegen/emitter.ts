import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { FunctionSymbol, Mark, StaticObject } from '../ast.ts';

/** A place in the code that jumps go to. */
export interface Label {
  /** Instruction index, -1 while unknown. */
  at: number;
  /** Instructions that jump here. */
  readonly uses: number[];
}

/** An instruction whose imm is the address (LI) or instruction index (CALL) of something. */
export interface Relocation {
  readonly at: number;
  readonly target: StaticObject | FunctionSymbol;
  readonly addend: number;
}

/** 32-bit words of an instruction: op | a << 16, b | c << 16, low and high half of imm. */
export const WORDS = 4;

/** Writes the instructions of one function, indexes counting from its first. Behind a jump, what no label makes reachable is left out. */
export class Emitter {
  readonly words: number[] = [];
  readonly relocations: Relocation[] = [];
  readonly marks: Mark[] = [];
  reachable = true;

  get length(): number {
    return this.words.length / WORDS;
  }

  /** One instruction; imm is exact up to 2^53, beyond that a bigint. */
  emit(op: Op, a = 0, b = 0, c = 0, imm: number | bigint = 0): void {
    if (!this.reachable) return;
    this.words.push(op | (a << 16), b | (c << 16), low(imm), high(imm));
    if (op === Op.RET || op === Op.JUMP || op === Op.TRAP) this.reachable = false;
  }

  /** The next statement begins. */
  mark(mark: Mark): void {
    if (!this.reachable) return;
    this.emit(Op.STMT, 0, 0, 0, this.marks.length);
    this.marks.push(mark);
  }

  /** r(slot) = address of a byte of an object, or of a function. */
  address(slot: number, target: StaticObject | FunctionSymbol, addend: number): void {
    if (!this.reachable) return;
    this.relocations.push({ at: this.length, target, addend });
    this.emit(Op.LI, slot);
  }

  call(window: number, target: FunctionSymbol): void {
    if (!this.reachable) return;
    this.relocations.push({ at: this.length, target, addend: 0 });
    this.emit(Op.CALL, window);
  }

  newLabel(): Label {
    return { at: -1, uses: [] };
  }

  /** A jump; `comparand` is the high half of imm. */
  jump(label: Label, op = Op.JUMP, a = 0, b = 0, comparand = 0): void {
    if (!this.reachable) return;
    if (label.at < 0) label.uses.push(this.length);
    this.words.push(op | (a << 16), b, label.at, comparand);
    if (op === Op.JUMP) this.reachable = false;
  }

  /** The label is here. `backwards`: jumps to it are still to come. */
  bind(label: Label, backwards = false): void {
    // a jump to the next instruction is none
    const last = this.length - 1;
    if (
      label.uses.at(-1) === last &&
      this.words[last * WORDS] === Op.JUMP &&
      !this.reachable &&
      this.boundAt !== last + 1
    ) {
      label.uses.pop();
      this.words.length = last * WORDS;
      this.reachable = true;
    }
    label.at = this.length;
    for (const use of label.uses) this.words[use * WORDS + 2] = label.at;
    if (backwards || label.uses.length > 0) this.reachable = true;
    if (label.uses.length > 0 || backwards) this.boundAt = this.length;
  }

  /** Where the last label was bound: what jumps there must not move. */
  private boundAt = -1;
}

function low(imm: number | bigint): number {
  return typeof imm === 'number' ? imm | 0 : Number(BigInt.asIntN(32, imm));
}

function high(imm: number | bigint): number {
  return typeof imm === 'number' ? Math.floor(imm / 0x1_0000_0000) | 0 : Number(BigInt.asIntN(32, imm >> 32n));
}
