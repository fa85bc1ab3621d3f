import type { Expression, Statement } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import { isRecord, VOID } from '../types.ts';
import type { Context } from './context.ts';
import { blockItems } from './statements.ts';
import { rvalue, valueType } from './values.ts';

/** gcc's `({ ...; e; })`, from the `{`: its value is that of the last statement. */
export function statementExpression(p: Context): Expression {
  const at = p.token;
  if (!p.current) p.fail(at, messages.statementExpressionOutside());
  const body: Statement[] = p.nest(() => p.inScope(() => blockItems(p)));
  p.expect(')');
  const last = body.at(-1);
  if (last?.kind !== 'expression' || last.expression.type.kind === 'void') {
    const block = { kind: 'block', body } as const;
    return { op: 'statements', type: VOID, at, block, value: undefined, mark: undefined, result: undefined };
  }
  const value = rvalue(last.expression);
  const block = { kind: 'block', body: body.slice(0, -1) } as const;
  const type = valueType(value);
  const result = isRecord(type) ? p.temporary(type, at) : undefined;
  return { op: 'statements', type, at, block, value, mark: last.mark, result };
}
