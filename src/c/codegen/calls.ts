import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Call, Expression } from '../ast.ts';
import { isRecord } from '../types.ts';
import type { Generator } from './generator.ts';
import { addressInto, copy, placeOf } from './places.ts';
import { operand, value } from './values.ts';

const slotsFor = (e: Expression): number => (isRecord(e.type) ? Math.ceil(e.type.size / 8) : 1);

/** A call; returns the slot of the result. Arguments are evaluated from right to left, as gcc does on x86-64. */
export function call(g: Generator, e: Call): number {
  const { callee, result } = e;
  const pointer = 'kind' in callee ? undefined : operand(g, callee);
  const hidden = result ? 1 : 0;
  const positions: number[] = [];
  let count = hidden;
  for (const argument of e.arguments) {
    positions.push(count);
    count += slotsFor(argument);
  }
  const window = g.window(count);
  for (let i = e.arguments.length - 1; i >= 0; i--) pass(g, e.arguments[i]!, window + positions[i]!);
  if (result) {
    g.temporarily(() =>
      addressInto(g, placeOf(g, { op: 'local', type: result.type, at: e.at, local: result }), window),
    );
  }
  if ('kind' in callee) g.code.call(window, callee);
  else g.code.emit(Op.CALL_REGISTER, window, pointer);
  if ('kind' in callee && callee.noReturn) g.code.emit(Op.TRAP);
  return window;
}

function pass(g: Generator, argument: Expression, slot: number): void {
  if (!isRecord(argument.type)) {
    value(g, argument, slot);
    return;
  }
  const { size } = argument.type;
  g.temporarily(() => copy(g, { kind: 'frame', offset: slot * 8 }, placeOf(g, argument), size));
}
