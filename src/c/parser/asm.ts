import { unsupportedMessages } from '../messages-parser.ts';
import type { Context } from './context.ts';
import { expression } from './expressions.ts';

/**
 * `asm volatile("" ::: "memory");`: a compiler barrier is nothing here, since memory is read and written as the
 * program says. Operands of an empty template may only be read (`"r"`) or read and written (`"+r"`).
 */
export function acceptAsm(p: Context): void {
  const at = p.advance();
  while (p.accept('volatile') || p.accept('__volatile__') || p.accept('__volatile') || p.accept('inline')) {
    // says nothing about an empty template
  }
  p.expect('(');
  const template = p.token;
  if (template.kind !== 'string' || !template.bytes!.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0a)) {
    p.fail(at, unsupportedMessages.asm());
  }
  p.advance();
  for (let section = 0; p.accept(':'); section++) {
    while (!p.at(':') && !p.at(')')) {
      const constraint = p.token;
      if (constraint.kind !== 'string') p.fail(constraint, unsupportedMessages.asm());
      p.advance();
      if (section < 2) {
        if (section === 0 && constraint.bytes![0] !== 0x2b) p.fail(constraint, unsupportedMessages.asm());
        p.expect('(');
        expression(p);
        p.expect(')');
      }
      p.accept(',');
    }
  }
  p.expect(')');
  p.expectSemicolon();
}
