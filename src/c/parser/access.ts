import type { Expression } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  isComplete,
  isInteger,
  isPointer,
  isRecord,
  pointerTo,
  qualify,
  type RecordType,
  type Type,
  unqualified,
} from '../types.ts';
import { findMember } from '../types-layout.ts';
import { typeName } from '../types-name.ts';
import { pointerAdd } from './arithmetic.ts';
import type { Context } from './context.ts';
import { nearest } from './suggestions.ts';
import { addressOf, isLvalue, rvalue, valueType } from './values.ts';

/** `*e`: an object, or a function. */
export function dereference(p: Context, at: Token, operand: Expression): Expression {
  const pointer = rvalue(operand);
  if (!isPointer(pointer.type)) p.fail(at, messages.invalidIndirection(typeName(valueType(pointer))));
  const { to } = pointer.type;
  if (to.kind === 'function' && pointer.op === 'address' && pointer.of.op === 'function') return pointer.of;
  return { op: 'deref', type: to, at, pointer };
}

/** `left[right]` */
export function subscript(p: Context, at: Token, left: Expression, right: Expression): Expression {
  let pointer = rvalue(left);
  let index = rvalue(right);
  if (!isPointer(pointer.type)) [pointer, index] = [index, pointer];
  if (!isPointer(pointer.type)) p.fail(at, messages.notSubscriptable());
  if (!isInteger(index.type)) p.fail(at, messages.subscriptInteger());
  return dereference(p, at, pointerAdd(p, at, pointer, index, false));
}

/** `e.name`, and `e->name` when `arrow`. */
export function memberAccess(p: Context, operand: Expression, arrow: boolean, name: Token): Expression {
  const record = arrow ? pointedRecord(p, operand, name) : plainRecord(p, operand, name);
  const type = record.type as RecordType;
  if (!type.complete) p.fail(operand.at, messages.incomplete(typeName(unqualified(type))));
  const member = findMember(type, name.text);
  if (!member) {
    const other = nearest(name.text, memberNames(type));
    const spelled = typeName(unqualified(type));
    p.fail(
      name,
      other === undefined
        ? messages.noMember(spelled, name.text)
        : messages.noMemberSuggestion(spelled, name.text, other),
    );
  }
  return {
    op: 'member',
    type: qualify(member.type, type.qualifiers),
    at: name,
    record,
    offset: member.offset,
  };
}

function plainRecord(p: Context, operand: Expression, name: Token): Expression {
  if (isRecord(operand.type)) return operand;
  if (isPointer(operand.type) && isRecord(operand.type.to)) {
    p.fail(operand.at, messages.arrowForDot(typeName(unqualified(operand.type))));
  }
  return p.fail(name, messages.notRecord(name.text));
}

function pointedRecord(p: Context, operand: Expression, name: Token): Expression {
  if (isRecord(operand.type)) p.fail(operand.at, messages.dotForArrow(typeName(unqualified(operand.type))));
  const pointer = rvalue(operand);
  if (!isPointer(pointer.type)) p.fail(operand.at, messages.invalidArrow(typeName(valueType(pointer))));
  if (!isRecord(pointer.type.to)) p.fail(name, messages.notRecord(name.text));
  return dereference(p, operand.at, pointer);
}

/** Names of a struct's members, those of anonymous ones included. */
function memberNames(type: RecordType): string[] {
  return type.members.flatMap((member) => {
    if (member.name !== '') return [member.name];
    return isRecord(member.type) ? memberNames(member.type) : [];
  });
}

/** `&e` */
export function takeAddress(p: Context, at: Token, operand: Expression): Expression {
  if (operand.type.kind === 'function') return addressOf(operand);
  if (!isLvalue(operand)) p.fail(at, messages.addressOfRvalue());
  return addressOf(operand);
}

/** sizeof or _Alignof of a type; gcc gives void and functions the size 1. */
export function sizeOf(p: Context, at: Token, operator: 'sizeof' | '_Alignof', type: Type): number {
  if (type.kind !== 'void' && type.kind !== 'function' && !isComplete(type)) {
    p.fail(at, messages.sizeofIncomplete(operator, typeName(type)));
  }
  return operator === 'sizeof' ? type.size : type.align;
}

/** The object a pointer points to, as a function of it: `*(type *)pointer`. */
export const objectAt = (pointer: Expression, type: Type): Expression => ({
  op: 'deref',
  type,
  at: pointer.at,
  pointer: { op: 'convert', type: pointerTo(type), at: pointer.at, operand: pointer },
});
