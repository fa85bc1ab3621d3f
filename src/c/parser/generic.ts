import type { Expression } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Type } from '../types.ts';
import { compatible } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import type { Context } from './context.ts';
import { parseTypeName } from './declarators.ts';
import { assignmentExpression } from './expressions.ts';
import { rvalue, valueType } from './values.ts';

/** `_Generic(selector, type: e, ..., default: e)`, C11 6.5.1.1: the selector is converted as an rvalue, not evaluated. */
export function genericSelection(p: Context): Expression {
  const at = p.advance();
  p.expect('(');
  const type = valueType(rvalue(assignmentExpression(p)));
  const seen: Type[] = [];
  let chosen: Expression | undefined;
  let fallback: Expression | undefined;
  while (p.accept(',')) {
    const place = p.token;
    if (p.accept('default')) {
      p.expect(':');
      if (fallback) p.fail(place, messages.genericTwoDefaults());
      fallback = assignmentExpression(p);
      continue;
    }
    const association = parseTypeName(p);
    p.expect(':');
    if (seen.some((other) => compatible(other, association, true))) p.fail(place, messages.genericTwoMatches());
    seen.push(association);
    const e = assignmentExpression(p);
    if (compatible(association, type, true)) chosen = e;
  }
  p.expect(')');
  return chosen ?? fallback ?? p.fail(at, messages.genericNoMatch(typeName(type)));
}
