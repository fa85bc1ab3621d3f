import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Call, Expression } from '../ast.ts';
import { type FunctionType, isRecord, type PointerType } from '../types.ts';
import type { Generator } from './generator.ts';
import { addressInto, copy, ofStorage, placeOf } from './places.ts';
import { operand, value } from './values.ts';

const slotsFor = (e: Expression): number => (isRecord(e.type) ? Math.ceil(e.type.size / 8) : 1);

/**
 * A call; returns the slot of the result. Arguments are evaluated from right to left, as gcc does on x86-64. The
 * variable ones of `f(a, ...)` cannot stand in the window, where f's own variables will be: they are slots of the
 * caller below it, and their address is one more argument behind the named ones.
 */
export function call(g: Generator, e: Call): number {
  const { callee, result, arguments: all } = e;
  const type = functionOf(callee);
  const pointer = 'kind' in callee ? undefined : operand(g, callee);
  const named = type.variadic ? type.parameters.length : all.length;
  const variable = positions(all.slice(named), 0);
  const variables = type.variadic ? g.allocate(variable.count) : 0;
  const fixed = positions(all.slice(0, named), result ? 1 : 0);
  const window = g.window(fixed.count + (type.variadic ? 1 : 0));
  const slot = (i: number) => (i >= named ? variables + variable.at[i - named]! : window + fixed.at[i]!);
  // like gcc: what is in a register is taken when all else has been evaluated
  for (let i = all.length - 1; i >= 0; i--) if (!isRegister(g, all[i]!)) pass(g, all[i]!, slot(i));
  for (let i = all.length - 1; i >= 0; i--) if (isRegister(g, all[i]!)) pass(g, all[i]!, slot(i));
  if (type.variadic) g.code.emit(Op.LEA, window + fixed.count, 0, 0, variables * 8);
  if (result) g.temporarily(() => addressInto(g, ofStorage(g.storageOf(result)), window));
  if ('kind' in callee) g.code.call(window, callee);
  else g.code.emit(Op.CALL_REGISTER, window, pointer);
  if ('kind' in callee && callee.noReturn) g.code.emit(Op.TRAP);
  return window;
}

const isRegister = (g: Generator, e: Expression): boolean =>
  e.op === 'local' && g.storageOf(e.local).kind === 'register';

function functionOf(callee: Call['callee']): FunctionType {
  return 'kind' in callee ? callee.type : ((callee.type as PointerType).to as FunctionType);
}

/** Slots of arguments from `first` on, and their number with it. */
function positions(args: readonly Expression[], first: number): { readonly at: number[]; readonly count: number } {
  const at: number[] = [];
  let count = first;
  for (const argument of args) {
    at.push(count);
    count += slotsFor(argument);
  }
  return { at, count };
}

function pass(g: Generator, argument: Expression, slot: number): void {
  if (!isRecord(argument.type)) {
    value(g, argument, slot);
    return;
  }
  const { size } = argument.type;
  g.temporarily(() => copy(g, { kind: 'frame', offset: slot * 8 }, placeOf(g, argument), size));
}
