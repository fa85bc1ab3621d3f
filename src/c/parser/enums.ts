import { declarationMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { type EnumType, INT, type Type, UINT } from '../types.ts';
import { attributes, noAttributes } from './attributes.ts';
import type { Context } from './context.ts';
import { declareConstant } from './declare.ts';
import { constantExpression } from './expressions.ts';

function newEnum(name: string): EnumType {
  return { kind: 'enum', name, size: 4, align: 4, signed: false, complete: false, values: [], qualifiers: 0 };
}

/** `enum tag { ... }` or `enum tag`, C11 6.7.2.2; gcc's underlying type: unsigned int unless something is negative. */
export function enumSpecifier(p: Context): Type {
  p.advance();
  const found = noAttributes();
  attributes(p, found);
  const tag = p.token.kind === 'identifier' ? p.advance() : undefined;
  if (!p.at('{')) {
    if (!tag) p.fail(p.token, parserMessages.expected("identifier or '{'", p.found()));
    return referTo(p, tag);
  }
  const open = p.advance();
  const type = tag ? defineTag(p, tag) : newEnum('');
  const values = enumerators(p);
  p.expect('}');
  attributes(p, found);
  if (found.packed) p.fail(open, unsupportedMessages.packedEnum());
  const signed = values.some(({ value }) => value < 0);
  if (signed && values.some(({ value }) => value > 0x7fff_ffff)) {
    p.fail(open, unsupportedMessages.wideEnum(values.find(({ value }) => value > 0x7fff_ffff)!.name));
  }
  Object.assign(type, { values, signed, complete: true });
  return type;
}

function referTo(p: Context, tag: Token): Type {
  const known = p.scope.findTag(tag.text);
  if (known && known.type.kind !== 'enum') p.fail(tag, messages.tagOtherKind(tag.text));
  if (!known) p.fail(tag, messages.enumIncomplete(`enum ${tag.text}`));
  return known.type;
}

function defineTag(p: Context, tag: Token): EnumType {
  const known = p.scope.tags.get(tag.text);
  if (known) {
    if (known.type.kind !== 'enum') p.fail(tag, messages.tagOtherKind(tag.text));
    p.error(tag, messages.tagRedefined(`enum ${tag.text}`));
    p.note(known.at, messages.tagOriginally(`enum ${tag.text}`));
    p.abandon();
  }
  const type = newEnum(tag.text);
  p.scope.tags.set(tag.text, { type, at: tag });
  return type;
}

function enumerators(p: Context): { name: string; value: number }[] {
  const values: { name: string; value: number }[] = [];
  let next = 0n;
  do {
    if (p.at('}') && values.length > 0) break;
    if (p.token.kind !== 'identifier') p.fail(p.token, parserMessages.expected('identifier', p.found()));
    const name = p.advance();
    attributes(p, noAttributes());
    if (p.accept('=')) next = constantExpression(p, messages.enumNotConstant(name.text));
    if (next < -0x8000_0000n || next > 0xffff_ffffn) p.fail(name, unsupportedMessages.wideEnum(name.text));
    declareConstant(p, name, next > 0x7fff_ffffn ? UINT : INT, next);
    values.push({ name: name.text, value: Number(next) });
    next++;
  } while (p.accept(','));
  return values;
}
