/** The grammar of C11 6.5 from the comma operator down to casts; what the operators mean is in the files beside it. */
import type { ArithmeticOperator, ComparisonOperator, Expression } from '../ast.ts';
import { expressionMessages as messages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { isScalar, type Type, unqualified, VOID } from '../types.ts';
import { compatible } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import { dereference, sizeOf, takeAddress } from './access.ts';
import { arithmetic, comparison, logical, logicalNot, unaryArithmetic } from './arithmetic.ts';
import { assign, compoundAssign, conditional, increment } from './assignment.ts';
import { compoundLiteral } from './compound-literals.ts';
import type { Context } from './context.ts';
import { parseTypeName } from './declarators.ts';
import { postfix } from './postfix.ts';
import { startsType } from './specifiers.ts';
import { constantValue, convert, isLvalue, rvalue, sizeConstant, valueType } from './values.ts';

const ASSIGNMENTS = new Map<string, ArithmeticOperator | undefined>([
  ['=', undefined],
  ['+=', '+'],
  ['-=', '-'],
  ['*=', '*'],
  ['/=', '/'],
  ['%=', '%'],
  ['&=', '&'],
  ['|=', '|'],
  ['^=', '^'],
  ['<<=', '<<'],
  ['>>=', '>>'],
]);

const PRECEDENCE = new Map<string, number>([
  ['||', 1],
  ['&&', 2],
  ['|', 3],
  ['^', 4],
  ['&', 5],
  ['==', 6],
  ['!=', 6],
  ['<', 7],
  ['<=', 7],
  ['>', 7],
  ['>=', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['%', 10],
]);

/** `a, b, c` */
export function expression(p: Context): Expression {
  const first = assignmentExpression(p);
  if (!p.at(',')) return first;
  const all = [first];
  while (p.accept(',')) all.push(assignmentExpression(p));
  const right = rvalue(all.pop()!);
  return { op: 'comma', type: valueType(right), at: first.at, left: all, right };
}

export function assignmentExpression(p: Context): Expression {
  return p.inExpression(() => {
    const target = conditionalExpression(p);
    const at = p.token;
    if (at.kind !== 'punctuator' || !ASSIGNMENTS.has(at.text)) return target;
    p.advance();
    const value = assignmentExpression(p);
    const operator = ASSIGNMENTS.get(at.text);
    return operator === undefined ? assign(p, at, target, value) : compoundAssign(p, operator, at, target, value);
  });
}

export function conditionalExpression(p: Context): Expression {
  const condition = binaryExpression(p, 1);
  if (!p.at('?')) return condition;
  const at = p.advance();
  return p.nest(() => {
    const then = p.at(':') ? undefined : expression(p);
    p.expect(':');
    return conditional(p, at, condition, then, conditionalExpression(p));
  });
}

function binaryExpression(p: Context, minimum: number): Expression {
  let left = castExpression(p);
  for (;;) {
    const at = p.token;
    const precedence = at.kind === 'punctuator' ? (PRECEDENCE.get(at.text) ?? 0) : 0;
    if (precedence < minimum) return left;
    p.countOperator();
    p.advance();
    const right = binaryExpression(p, precedence + 1);
    left = binary(p, at, left, right);
  }
}

function binary(p: Context, at: Token, left: Expression, right: Expression): Expression {
  switch (at.text) {
    case '||':
      return logical(p, 'or', at, left, right);
    case '&&':
      return logical(p, 'and', at, left, right);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(p, at.text as ComparisonOperator, at, left, right);
    default:
      return arithmetic(p, at.text as ArithmeticOperator, at, left, right);
  }
}

function castExpression(p: Context): Expression {
  if (!p.at('(') || !startsType(p, p.peek())) return unaryExpression(p);
  return p.nest(() => {
    const at = p.advance();
    const type = parseTypeName(p);
    p.expect(')');
    if (p.at('{')) return postfix(p, compoundLiteral(p, at, type));
    return cast(p, at, type, castExpression(p));
  });
}

/** `(type)operand`, C11 6.5.4 */
function cast(p: Context, at: Token, type: Type, operand: Expression): Expression {
  const to = unqualified(type);
  const value = rvalue(operand);
  if (to.kind === 'void') return { ...convert(value, VOID), at };
  const from = valueType(value);
  if (to.kind === 'union' && to.members.some((member) => compatible(unqualified(member.type), from))) {
    p.fail(at, unsupportedMessages.unionCast());
  }
  if (from.kind === 'void') p.fail(at, messages.voidValue());
  if (!isScalar(to)) p.fail(at, messages.castToAggregate());
  if (!isScalar(from)) p.fail(at, messages.castFromAggregate(typeName(from)));
  const converted = convert(value, to);
  if (converted !== value) return { ...converted, at };
  return value.op === 'constant' ? value : { op: 'convert', type: to, at, operand: value };
}

function unaryExpression(p: Context): Expression {
  const at = p.token;
  if (at.kind === 'punctuator' || at.kind === 'keyword') {
    switch (at.text) {
      case '++':
      case '--':
        p.advance();
        return increment(
          p,
          at.text,
          at,
          p.nest(() => unaryExpression(p)),
          false,
        );
      case '+':
      case '-':
      case '~':
        p.advance();
        return unaryArithmetic(
          p,
          at.text,
          at,
          p.nest(() => castExpression(p)),
        );
      case '!':
        p.advance();
        return logicalNot(
          p,
          at,
          p.nest(() => castExpression(p)),
        );
      case '*':
        p.advance();
        return dereference(
          p,
          at,
          p.nest(() => castExpression(p)),
        );
      case '&':
        p.advance();
        return takeAddress(
          p,
          at,
          p.nest(() => castExpression(p)),
        );
      case '&&':
        return p.fail(at, unsupportedMessages.labelAddress());
      case 'sizeof':
        return measure(p, at, 'sizeof');
      case '_Alignof':
      case '__alignof':
      case '__alignof__':
        return measure(p, at, '_Alignof');
      case '__extension__':
        p.advance();
        return p.nest(() => castExpression(p));
    }
  }
  return postfix(p, undefined);
}

/** `sizeof e`, `sizeof(type)`, `_Alignof(type)` */
function measure(p: Context, at: Token, operator: 'sizeof' | '_Alignof'): Expression {
  p.advance();
  if (p.at('(') && startsType(p, p.peek())) {
    const open = p.advance();
    const type = parseTypeName(p);
    p.expect(')');
    if (!p.at('{')) return sizeConstant(sizeOf(p, at, operator, type), at);
    const literal = postfix(p, compoundLiteral(p, open, type));
    return sizeConstant(sizeOf(p, at, operator, literal.type), at);
  }
  const operand = p.nest(() => unaryExpression(p));
  let { align } = operand.type;
  if (operand.op === 'static') align = operand.object.align;
  if (operand.op === 'local') align = operand.local.align;
  return sizeConstant(operator === '_Alignof' ? align : sizeOf(p, at, operator, operand.type), at);
}

/** An integer constant expression; anything else is an error with this sentence. */
export function constantExpression(p: Context, otherwise = messages.notConstant()): bigint {
  const at = p.token;
  const e = conditionalExpression(p);
  return constantValue(e) ?? p.fail(at, otherwise);
}

/** The expression in the parentheses of if, while, do and switch; gcc warns of an assignment without its own. */
export function controllingExpression(p: Context): Expression {
  const bare = !p.at('(');
  const e = expression(p);
  if (bare && e.op === 'assign' && !isLvalue(e)) p.warn(e.at, messages.assignmentAsCondition());
  return e;
}
