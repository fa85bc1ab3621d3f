import type { Expression, StringLiteral } from '../ast.ts';
import { expressionMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { arrayOf, CHAR, CONST, INT, LLONG, LONG, qualify, type Type, UINT, ULLONG, ULONG } from '../types.ts';
import { memberAccess, subscript } from './access.ts';
import { increment } from './assignment.ts';
import { builtinCall, isBuiltin } from './builtins.ts';
import { call } from './calls.ts';
import { compoundLiteral } from './compound-literals.ts';
import type { Context } from './context.ts';
import { parseTypeName } from './declarators.ts';
import { assignmentExpression, expression } from './expressions.ts';
import { genericSelection } from './generic.ts';
import { startsType } from './specifiers.ts';
import { statementExpression } from './statement-expressions.ts';
import { headerOf } from './suggestions.ts';
import { constant } from './values.ts';

/** A primary expression (or the one already parsed) with the operators behind it. */
export function postfix(p: Context, parsed: Expression | undefined): Expression {
  let e = parsed ?? primary(p);
  for (;;) {
    const at = p.token;
    if (at.kind !== 'punctuator') return e;
    switch (at.text) {
      case '[': {
        p.advance();
        const index = expression(p);
        p.expect(']');
        e = subscript(p, at, e, index);
        break;
      }
      case '(':
        p.advance();
        e = call(p, at, e, callArguments(p));
        break;
      case '.':
      case '->':
        p.advance();
        if (p.token.kind !== 'identifier') p.fail(p.token, parserMessages.expected('identifier', p.found()));
        e = memberAccess(p, e, at.text === '->', p.advance());
        break;
      case '++':
      case '--':
        p.advance();
        e = increment(p, at.text, at, e, true);
        break;
      default:
        return e;
    }
    p.countOperator();
  }
}

/** Arguments up to and including the `)`. */
export function callArguments(p: Context): Expression[] {
  const all: Expression[] = [];
  if (p.accept(')')) return all;
  do all.push(assignmentExpression(p));
  while (p.accept(','));
  p.expect(')');
  return all;
}

function primary(p: Context): Expression {
  const at = p.token;
  switch (at.kind) {
    case 'identifier':
      return identifier(p, p.advance());
    case 'number':
      p.advance();
      return constant(numberType(at), at.value!, at);
    case 'character':
      p.advance();
      return constant(INT, at.value!, at);
    case 'string':
      p.advance();
      return stringLiteral(p, at);
    case 'punctuator':
      if (at.text === '(') return parenthesised(p);
      break;
    case 'keyword':
      if (at.text === '_Generic') return genericSelection(p);
      break;
    default:
      break;
  }
  return p.fail(at, messages.expectedExpression(p.found()));
}

function parenthesised(p: Context): Expression {
  const at = p.advance();
  if (p.at('{')) return statementExpression(p);
  if (startsType(p, p.token)) {
    const type = parseTypeName(p);
    p.expect(')');
    if (!p.at('{')) p.fail(p.token, parserMessages.expected("'{'", p.found()));
    return compoundLiteral(p, at, type);
  }
  const e = expression(p);
  p.expect(')');
  return e;
}

/** The lexer knows `int` to `unsigned long`; `long long` shows in the spelling only. */
function numberType(token: Token): Type {
  const long = /ll/i.test(token.text);
  switch (token.integerType) {
    case 'unsigned':
      return UINT;
    case 'long':
      return long ? LLONG : LONG;
    case 'unsigned long':
      return long ? ULLONG : ULONG;
    default:
      return INT;
  }
}

function stringLiteral(p: Context, at: Token): StringLiteral {
  const object = p.string(at.bytes!, at);
  return { op: 'string', type: object.type, at, object };
}

function identifier(p: Context, at: Token): Expression {
  if (isBuiltin(at.text)) return builtinCall(p, at);
  const symbol = p.scope.find(at.text);
  switch (symbol?.kind) {
    case 'local':
      return { op: 'local', type: symbol.type, at, local: symbol };
    case 'static':
      return { op: 'static', type: symbol.type, at, object: symbol };
    case 'function':
      return { op: 'function', type: symbol.type, at, function: symbol };
    case 'constant':
      return constant(symbol.type, symbol.value, at);
    case 'typedef':
      return p.fail(at, messages.expectedExpression(`before '${at.text}'`));
    default:
      return functionName(p, at) ?? undeclared(p, at);
  }
}

/** `__func__`, C11 6.4.2.2 */
function functionName(p: Context, at: Token): Expression | undefined {
  if (!['__func__', '__FUNCTION__', '__PRETTY_FUNCTION__'].includes(at.text) || !p.current) return undefined;
  const bytes = new TextEncoder().encode(`${p.current.symbol.name}\0`);
  p.current.nameObject ??= p.addObject(
    '',
    qualify(arrayOf(CHAR, bytes.length), CONST),
    at,
    { bytes, addresses: [] },
    true,
  );
  return { op: 'static', type: p.current.nameObject.type, at, object: p.current.nameObject };
}

/** A name that means nothing: said once in a function, as gcc does. */
function undeclared(p: Context, at: Token): never {
  const name = at.text;
  if (p.at('(') && name === 'alloca') p.fail(at, unsupportedMessages.alloca());
  if (p.current?.undeclared.has(name)) p.abandon();
  p.current?.undeclared.add(name);
  const header = headerOf(name, p.headers);
  if (p.at('(')) {
    p.fail(
      at,
      header === undefined
        ? parserMessages.implicitFunction(name)
        : parserMessages.implicitFunctionHeader(name, header),
    );
  }
  if (!p.current) p.fail(at, parserMessages.undeclaredHere(name));
  p.fail(at, header === undefined ? parserMessages.undeclared(name) : parserMessages.undeclaredHeader(name, header));
}
