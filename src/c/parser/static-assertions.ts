import { declarationMessages as messages, parserMessages } from '../messages-parser.ts';
import type { Context } from './context.ts';
import { constantExpression } from './expressions.ts';

/** `_Static_assert(condition, "text");` if it stands here. */
export function staticAssertion(p: Context): boolean {
  const at = p.token;
  if (!p.accept('_Static_assert')) return false;
  p.expect('(');
  const value = constantExpression(p, messages.staticAssertConstant());
  let text = '';
  if (p.accept(',')) {
    if (p.token.kind !== 'string') p.fail(p.token, parserMessages.expected('string literal', p.found()));
    text = `"${new TextDecoder().decode(p.advance().bytes)}"`;
  }
  p.expect(')');
  p.expectSemicolon();
  if (value === 0n) p.error(at, messages.staticAssert(text));
  return true;
}
