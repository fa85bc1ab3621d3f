import type { Expression } from '../ast.ts';
import { type ConversionContext, expressionMessages, conversionMessages as messages } from '../messages-parser.ts';
import {
  CONST,
  isBool,
  isInteger,
  isRecord,
  isVoidPointer,
  type PointerType,
  type Type,
  unqualified,
  VOLATILE,
} from '../types.ts';
import { compatible } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import type { Context } from './context.ts';
import { convert, isNull, rvalue, valueType } from './values.ts';

/**
 * Converts `e` as if by assignment to an object of type `target` (C11 6.5.16.1): what gcc lets pass with a warning
 * is a warning, what it refuses is an error.
 */
export function assignable(p: Context, e: Expression, target: Type, context: ConversionContext): Expression {
  const value = rvalue(e);
  const to = unqualified(target);
  const from = valueType(value);
  if (from.kind === 'void') p.fail(e.at, expressionMessages.voidValue());
  if (to.kind === 'pointer') {
    if (from.kind === 'pointer') checkPointers(p, value, to, from, context);
    else if (!isInteger(from)) p.fail(e.at, messages.incompatible(context, typeName(to), typeName(from)));
    else if (!isNull(value)) {
      p.warn(e.at, messages.integerPointer(context, typeName(to), typeName(from), 'pointer from integer'));
    }
    return convert(value, to);
  }
  if (isInteger(to)) {
    if (from.kind === 'pointer') {
      if (!isBool(to)) {
        p.warn(e.at, messages.integerPointer(context, typeName(to), typeName(from), 'integer from pointer'));
      }
    } else if (!isInteger(from)) p.fail(e.at, messages.incompatible(context, typeName(to), typeName(from)));
    return convert(value, to);
  }
  if (!isRecord(to) || !compatible(to, from)) {
    p.fail(e.at, messages.incompatible(context, typeName(to), typeName(from)));
  }
  return value;
}

function checkPointers(p: Context, e: Expression, to: PointerType, from: PointerType, context: ConversionContext) {
  if (isNull(e)) return;
  const lost = from.to.qualifiers & ~to.to.qualifiers;
  if (compatible(unqualified(to.to), unqualified(from.to)) || isVoidPointer(to) || isVoidPointer(from)) {
    if (lost & CONST) p.warn(e.at, messages.discards(context, 'const'));
    else if (lost & VOLATILE) p.warn(e.at, messages.discards(context, 'volatile'));
    return;
  }
  if (isInteger(to.to) && isInteger(from.to) && to.to.size === from.to.size && sameButForSign(to.to, from.to)) {
    p.warn(e.at, messages.signedness(context, typeName(to), typeName(from)));
    return;
  }
  p.warn(e.at, messages.incompatiblePointer(context, typeName(to), typeName(from)));
}

function sameButForSign(a: Type, b: Type): boolean {
  const rank = (type: Type) => (type.kind === 'integer' ? type.rank : 3);
  return rank(a) === rank(b);
}
