import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { FunctionSymbol, Mark, StaticObject } from '../ast.ts';
import { isRecord } from '../types.ts';
import type { Relocation } from './emitter.ts';
import { Generator, type LocalScope } from './generator.ts';
import { block } from './statements.ts';

/** A function's instructions, indexes counting from its first; the linker gives it its place. */
export interface FunctionCode {
  readonly words: readonly number[];
  readonly relocations: readonly Relocation[];
  /** By the imm of its STMTs. */
  readonly marks: readonly Mark[];
  readonly locals: readonly LocalScope[];
  readonly templates: readonly StaticObject[];
  readonly frameSize: number;
  /** Its end can be reached without a return. */
  readonly fallsOff: boolean;
}

/** Generates a function that has a body. */
export function generate(symbol: FunctionSymbol, library: boolean): FunctionCode {
  const g = new Generator(symbol, library);
  const { parameters, block: body, temporaries } = symbol.body!;
  let fallsOff = false;
  g.code.emit(Op.ENTER);
  g.block(() => {
    if (isRecord(symbol.type.result)) g.resultSlot = g.allocate();
    for (const parameter of parameters) g.declare(parameter);
    if (symbol.type.variadic) g.variableSlot = g.allocate();
    // the caller finds the result in slot 0
    if (g.mark() === 0) g.allocate();
    for (const local of temporaries) g.reserve(local);
    block(g, body);
    fallsOff = g.code.reachable;
    if (symbol.name === 'main' && symbol.type.result.kind !== 'void') g.code.emit(Op.LI, 0);
    g.code.emit(Op.RET);
  });
  g.code.words[2] = g.frameSize;
  return {
    words: g.code.words,
    relocations: g.code.relocations,
    marks: g.code.marks,
    locals: g.scopes,
    templates: g.templates,
    frameSize: g.frameSize,
    fallsOff,
  };
}
