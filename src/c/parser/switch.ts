import type { CaseLabel, Statement } from '../ast.ts';
import { statementMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { INT, isInteger, type Type } from '../types.ts';
import { promote, wrap } from '../types-convert.ts';
import type { Context } from './context.ts';
import { constantExpression, expression } from './expressions.ts';
import { substatement } from './statements.ts';
import { convert, rvalue } from './values.ts';

/** The switch whose body is being read. */
export interface SwitchState {
  /** Of the value, promoted: cases are converted to it. */
  readonly type: Type;
  readonly cases: { readonly label: CaseLabel; readonly at: Token }[];
  default: CaseLabel | undefined;
}

export function switchStatement(p: Context): Statement {
  p.advance();
  p.expect('(');
  const at = p.token;
  const tested = rvalue(expression(p));
  if (!isInteger(tested.type)) p.fail(at, messages.switchInteger());
  const mark = p.mark(at);
  p.expect(')');
  const type = isInteger(tested.type) ? promote(tested.type) : INT;
  const value = convert(tested, type);
  const { breakable, switches } = p.current!;
  const state: SwitchState = { type, cases: [], default: undefined };
  breakable.push('switch');
  switches.push(state);
  const body = substatement(p);
  switches.pop();
  breakable.pop();
  refuseDuplicates(p, state);
  const cases = state.cases.map(({ label }) => label);
  return { kind: 'switch', value, mark, body, cases, default: state.default };
}

function refuseDuplicates(p: Context, { cases }: SwitchState): void {
  const sorted = [...cases].sort((a, b) => (a.label.low < b.label.low ? -1 : a.label.low > b.label.low ? 1 : 0));
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i]!.label.low <= sorted[i - 1]!.label.high) p.error(sorted[i]!.at, messages.duplicateCase());
  }
}

/** `case 1:`, gcc's `case 1 ... 5:`, `default:` */
export function caseLabel(p: Context): Statement {
  const at = p.advance();
  const state = p.current!.switches.at(-1);
  if (at.text === 'default') {
    p.expect(':');
    if (!state) p.fail(at, messages.defaultOutside());
    if (state.default) p.error(at, messages.duplicateDefault());
    state.default = { low: 0n, high: 0n };
    return { kind: 'case', label: state.default };
  }
  const low = constantExpression(p, messages.caseConstant());
  const high = p.accept('...') ? constantExpression(p, messages.caseConstant()) : low;
  p.expect(':');
  if (!state) p.fail(at, messages.caseOutside());
  const label = { low: wrap(state.type, low), high: wrap(state.type, high) };
  if (label.high < label.low) p.warn(at, messages.emptyRange());
  else state.cases.push({ label, at });
  return { kind: 'case', label };
}
