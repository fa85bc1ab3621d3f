import { declarationMessages as messages, unsupportedMessages } from '../messages-parser.ts';
import type { Context } from './context.ts';
import { constantExpression } from './expressions.ts';

/** What `__attribute__((...))` and `_Alignas` said that has a meaning here. */
export interface Attributes {
  packed: boolean;
  /** Bytes; 0 when nothing was asked for. */
  align: number;
  noReturn: boolean;
}

export const noAttributes = (): Attributes => ({ packed: false, align: 0, noReturn: false });

/** Attributes that would change what the program does: the others are about checks and optimisation. */
const REFUSED = new Set([
  'constructor',
  'destructor',
  'cleanup',
  'alias',
  'vector_size',
  'mode',
  'weak',
  'weakref',
  'transparent_union',
  'ifunc',
  'naked',
  'tls_model',
  'scalar_storage_order',
]);

/** Any number of `__attribute__((...))`, added to `into`. */
export function attributes(p: Context, into: Attributes): void {
  while (p.accept('__attribute__') || p.accept('__attribute')) {
    p.expect('(');
    p.expect('(');
    while (!p.at(')')) {
      if (!p.at(',')) attribute(p, into);
      if (!p.accept(',') && !p.at(')')) p.expect(')');
    }
    p.expect(')');
    p.expect(')');
  }
}

function attribute(p: Context, into: Attributes): void {
  const at = p.advance();
  const name = at.text.replace(/^__(.*)__$/, '$1');
  if (REFUSED.has(name)) p.fail(at, unsupportedMessages.attribute(name));
  if (name === 'packed') into.packed = true;
  if (name === 'noreturn') into.noReturn = true;
  if (name === 'aligned') {
    const bare = !p.accept('(');
    into.align = Math.max(into.align, bare ? 16 : alignment(p));
    if (!bare) p.expect(')');
  } else if (p.accept('(')) {
    p.skipTo(')');
    p.expect(')');
  }
}

/** A constant power of two, as _Alignas and `aligned` want it. */
export function alignment(p: Context): number {
  const at = p.token;
  const value = constantExpression(p, messages.alignmentConstant());
  if (value < 0n || value > 0x1000_0000n || (value & (value - 1n)) !== 0n) {
    p.fail(at, messages.alignmentPower(String(value)));
  }
  return Number(value);
}

/** `asm("name")` behind a declarator. */
export function refuseAsmName(p: Context): void {
  if (p.at('asm') || p.at('__asm__') || p.at('__asm')) p.fail(p.token, unsupportedMessages.asmName());
}
