import type { Clause, Expression, LabelSymbol, Statement } from '../ast.ts';
import { statementMessages as messages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { acceptAsm } from './asm.ts';
import { assignable } from './assignability.ts';
import { attributes, noAttributes } from './attributes.ts';
import type { Context } from './context.ts';
import { blockDeclaration } from './declarations.ts';
import { controllingExpression, expression } from './expressions.ts';
import { startsType, unknownType } from './specifiers.ts';
import { caseLabel, switchStatement } from './switch.ts';
import { intConstant, rvalue, scalar } from './values.ts';

/** `{ ... }` in the scope that is current. */
export function blockItems(p: Context): Statement[] {
  p.expect('{');
  const body: Statement[] = [];
  while (!p.at('}')) {
    if (p.token.kind === 'end') p.stop(p.token, messages.endOfInput());
    p.recovering(
      () => blockItem(p, body),
      () => p.skipStatement(),
    );
  }
  p.advance();
  return body;
}

function blockItem(p: Context, body: Statement[]): void {
  if (p.at('__label__')) p.fail(p.token, unsupportedMessages.localLabel());
  if (beginsDeclaration(p)) {
    const declaration = blockDeclaration(p);
    if (declaration) body.push(declaration);
    return;
  }
  statement(p, body);
}

function beginsDeclaration(p: Context): boolean {
  if (p.at('_Static_assert')) return true;
  if (p.at('__attribute__') && p.peek().text !== ';') return true;
  return startsType(p, p.token) && p.peek().text !== ':';
}

/** One statement with the labels before it, appended to `into`. */
function statement(p: Context, into: Statement[]): void {
  for (;;) {
    const at = p.token;
    if (p.at('case') || p.at('default')) {
      into.push(caseLabel(p));
    } else if (at.kind === 'identifier' && p.peek().text === ':') {
      p.advance();
      p.advance();
      attributes(p, noAttributes());
      into.push({ kind: 'label', label: defineLabel(p, at) });
    } else break;
    // gcc takes a label before `}` and before a declaration
    if (p.at('}')) return;
    if (beginsDeclaration(p)) {
      blockItem(p, into);
      return;
    }
  }
  into.push(p.nest(() => unlabelled(p)));
}

/** The body of if, while, for, ...: one statement, made a block when labels stand before it. */
export function substatement(p: Context): Statement {
  if (beginsDeclaration(p)) p.fail(p.token, messages.declarationAsBody(p.found()));
  const body: Statement[] = [];
  p.recovering(
    () => statement(p, body),
    () => p.skipStatement(),
  );
  return body.length === 1 ? body[0]! : { kind: 'block', body };
}

function unlabelled(p: Context): Statement {
  const at = p.token;
  if (at.kind === 'punctuator') {
    if (at.text === '{') return { kind: 'block', body: p.inScope(() => blockItems(p)) };
    if (p.accept(';')) return { kind: 'empty' };
  }
  if (at.kind === 'keyword') {
    switch (at.text) {
      case 'if':
        return ifStatement(p);
      case 'while': {
        p.advance();
        const { condition, mark } = parenthesisedCondition(p);
        return { kind: 'while', condition, mark, body: loopBody(p) };
      }
      case 'do':
        return doStatement(p);
      case 'for':
        return p.inScope(() => forStatement(p));
      case 'switch':
        return switchStatement(p);
      case 'goto':
        return gotoStatement(p);
      case 'break':
      case 'continue':
        return jump(p, at.text);
      case 'return':
        return returnStatement(p);
      case 'else':
        p.advance();
        return p.fail(at, messages.elseWithoutIf());
      case 'asm':
      case '__asm':
      case '__asm__':
        acceptAsm(p);
        return { kind: 'empty' };
      default:
        break;
    }
  }
  if (p.at('__attribute__')) {
    attributes(p, noAttributes());
    return unlabelled(p);
  }
  return expressionStatement(p);
}

function expressionStatement(p: Context): Statement {
  const at = p.token;
  if (at.kind === 'identifier' && !p.scope.find(at.text)) {
    const next = p.peek();
    const declares =
      next.kind === 'identifier' ||
      (next.text === '*' && p.peek(2).kind === 'identifier' && ['=', ';', ','].includes(p.peek(3).text));
    if (declares && next.line === at.line) unknownType(p, at);
  }
  const e = expression(p);
  p.expectSemicolon();
  return { kind: 'expression', expression: e, mark: p.mark(at) };
}

/** `(condition)`; a wrong one is taken for 0, so that the body is read all the same. */
function parenthesisedCondition(p: Context): { condition: Expression; mark: Clause['mark'] } {
  p.expect('(');
  const at = p.token;
  const condition = p.recovering<Expression>(
    () => scalar(p, controllingExpression(p)),
    () => {
      p.skipTo(')', ';');
      return intConstant(0, at);
    },
  );
  const mark = p.mark(at);
  p.expect(')');
  return { condition, mark };
}

/** if, else if, ..., else: one statement with a clause for each condition. */
function ifStatement(p: Context): Statement {
  const clauses: Clause[] = [];
  do {
    p.advance();
    const { condition, mark } = parenthesisedCondition(p);
    clauses.push({ condition, mark, body: substatement(p) });
    if (!p.accept('else')) return { kind: 'if', clauses, otherwise: undefined };
  } while (p.at('if'));
  return { kind: 'if', clauses, otherwise: substatement(p) };
}

/** The body of a loop, in which break and continue have a meaning. */
function loopBody(p: Context): Statement {
  p.current!.breakable.push('loop');
  const body = substatement(p);
  p.current!.breakable.pop();
  return body;
}

function doStatement(p: Context): Statement {
  p.advance();
  const body = loopBody(p);
  if (!p.accept('while')) p.fail(p.token, messages.expectedWhile(p.found()));
  const { condition, mark } = parenthesisedCondition(p);
  p.expectSemicolon();
  return { kind: 'do', condition, mark, body };
}

function forStatement(p: Context): Statement {
  const forMark = p.mark(p.advance());
  p.expect('(');
  let first: Statement | undefined;
  const at = p.token;
  if (beginsDeclaration(p)) first = blockDeclaration(p);
  else if (!p.at(';')) {
    const e = expression(p);
    first = { kind: 'expression', expression: e, mark: p.mark(at) };
    p.expect(';');
  } else p.expect(';');
  const second = p.token;
  const condition = p.at(';') ? undefined : scalar(p, controllingExpression(p));
  const conditionMark = condition ? p.mark(second) : forMark;
  p.expect(';');
  const third = p.token;
  const step = p.at(')') ? undefined : expression(p);
  const stepMark = step && p.mark(third);
  p.expect(')');
  return { kind: 'for', first, condition, conditionMark, step, stepMark, body: loopBody(p) };
}

function gotoStatement(p: Context): Statement {
  const at = p.advance();
  const name = p.token;
  if (name.kind !== 'identifier') p.fail(name, unsupportedMessages.labelAddress());
  p.advance();
  const label = labelNamed(p, name);
  p.expectSemicolon();
  return { kind: 'goto', label, mark: p.mark(at) };
}

function labelNamed(p: Context, at: Token): LabelSymbol {
  const { labels } = p.current!;
  let label = labels.get(at.text);
  if (!label) {
    label = { name: at.text, at, defined: false };
    labels.set(at.text, label);
  }
  return label;
}

function defineLabel(p: Context, at: Token): LabelSymbol {
  const label = labelNamed(p, at);
  if (label.defined) p.error(at, messages.duplicateLabel(at.text));
  label.defined = true;
  label.at = at;
  return label;
}

function jump(p: Context, kind: 'break' | 'continue'): Statement {
  const at = p.advance();
  const { breakable } = p.current!;
  if (kind === 'break' && breakable.length === 0) p.error(at, messages.outsideLoop());
  if (kind === 'continue' && !breakable.includes('loop')) p.error(at, messages.continueOutside());
  p.expectSemicolon();
  return { kind, mark: p.mark(at) };
}

function returnStatement(p: Context): Statement {
  const at = p.advance();
  const { result } = p.current!.symbol.type;
  if (p.at(';')) {
    p.advance();
    if (result.kind !== 'void') p.warn(at, messages.returnWithoutValue());
    return { kind: 'return', value: undefined, mark: p.mark(at) };
  }
  const place = p.token;
  const e = expression(p);
  p.expectSemicolon();
  const mark = p.mark(at);
  if (result.kind !== 'void') {
    return { kind: 'return', value: assignable(p, e, result, { kind: 'return' }), mark };
  }
  if (rvalue(e).type.kind !== 'void') p.warn(place, messages.returnValueInVoid());
  return { kind: 'return', value: e, mark };
}
