import type { Expression } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { type FunctionType, isComplete, isInteger, isPointer, isRecord, unqualified } from '../types.ts';
import { promote } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import { assignable } from './assignability.ts';
import type { Context } from './context.ts';
import { convert, rvalue, valueType } from './values.ts';

/** `callee(args)`, C11 6.5.2.2 */
export function call(p: Context, at: Token, callee: Expression, args: readonly Expression[]): Expression {
  const target = rvalue(callee);
  const name = spelled(callee);
  if (!isPointer(target.type) || target.type.to.kind !== 'function') {
    p.fail(callee.at, messages.notFunction(name === '' ? '' : `${name} `));
  }
  const type: FunctionType = target.type.to;
  if (type.result.kind !== 'void' && !isComplete(type.result)) {
    p.fail(callee.at, messages.incomplete(typeName(type.result)));
  }
  if (type.prototyped) {
    if (args.length < type.parameters.length) p.fail(callee.at, messages.tooFewArguments(name));
    if (args.length > type.parameters.length && !type.variadic) p.fail(callee.at, messages.tooManyArguments(name));
  }
  const converted = args.map((argument, i) => {
    const parameter = type.parameters[i];
    if (!parameter) return promoteArgument(p, argument);
    return assignable(p, argument, parameter, { kind: 'argument', index: i + 1, function: name });
  });
  const direct = target.op === 'address' && target.of.op === 'function' ? target.of.function : target;
  const result = isRecord(type.result) ? p.temporary(type.result, at) : undefined;
  return { op: 'call', type: unqualified(type.result), at: callee.at, callee: direct, arguments: converted, result };
}

/** The default argument promotions, C11 6.5.2.2p6. */
function promoteArgument(p: Context, argument: Expression): Expression {
  const value = rvalue(argument);
  const type = valueType(value);
  if (type.kind === 'void') p.fail(argument.at, messages.voidValue());
  if (!isComplete(type)) p.fail(argument.at, messages.incomplete(typeName(type)));
  return isInteger(type) ? convert(value, promote(type)) : value;
}

function spelled(callee: Expression): string {
  switch (callee.op) {
    case 'function':
      return `'${callee.function.name}'`;
    case 'local':
      return `'${callee.local.name}'`;
    case 'static':
      return `'${callee.object.name}'`;
    case 'member':
      return `'${callee.at.text}'`;
    default:
      return '';
  }
}
