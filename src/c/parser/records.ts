import { declarationMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { isComplete, isRecord, newRecord, type RecordType, type Type } from '../types.ts';
import { layOut, type MemberDeclaration } from '../types-layout.ts';
import { typeName } from '../types-name.ts';
import { attributes, noAttributes } from './attributes.ts';
import type { Context } from './context.ts';
import { declarator } from './declarators.ts';
import { type Specifiers, specifiers, startsType, unknownType } from './specifiers.ts';
import { staticAssertion } from './static-assertions.ts';

/** `struct tag { ... }`, `struct tag`, the same with union; C11 6.7.2.1. */
export function recordSpecifier(p: Context): Type {
  const kind = p.advance().text as 'struct' | 'union';
  const found = noAttributes();
  attributes(p, found);
  const tag = p.token.kind === 'identifier' ? p.advance() : undefined;
  if (!p.at('{')) {
    if (!tag) p.fail(p.token, parserMessages.expected("identifier or '{'", p.found()));
    return referTo(p, kind, tag);
  }
  const type = tag ? defineTag(p, kind, tag) : newRecord(kind, '');
  const open = p.advance();
  const members = p.nest(() => memberList(p, type));
  p.expect('}');
  attributes(p, found);
  if (!layOut(type, members, found.packed, found.align)) p.fail(open, messages.structTooLarge(typeName(type)));
  return type;
}

/** `struct tag` without a body: the visible one, or a new incomplete one; `struct tag;` alone always is of this scope. */
function referTo(p: Context, kind: 'struct' | 'union', tag: Token): RecordType {
  const known = p.at(';') ? p.scope.tags.get(tag.text) : p.scope.findTag(tag.text);
  if (known) {
    if (known.type.kind !== kind) p.fail(tag, messages.tagOtherKind(tag.text));
    return known.type;
  }
  const type = newRecord(kind, tag.text);
  p.scope.tags.set(tag.text, { type, at: tag });
  return type;
}

function defineTag(p: Context, kind: 'struct' | 'union', tag: Token): RecordType {
  const known = p.scope.tags.get(tag.text);
  if (!known) {
    const type = newRecord(kind, tag.text);
    p.scope.tags.set(tag.text, { type, at: tag });
    return type;
  }
  if (known.type.kind !== kind) p.fail(tag, messages.tagOtherKind(tag.text));
  if (known.type.complete) {
    p.error(tag, messages.tagRedefined(`${kind} ${tag.text}`));
    p.note(known.at, messages.tagOriginally(`${kind} ${tag.text}`));
    // the body is read as that of another type, so that its mistakes are found too
    return newRecord(kind, tag.text);
  }
  known.at = tag;
  return known.type;
}

/** The members so far, and all names that are taken, those of anonymous members included. */
interface Members {
  readonly all: MemberDeclaration[];
  readonly names: Set<string>;
}

function memberList(p: Context, record: RecordType): MemberDeclaration[] {
  const members: Members = { all: [], names: new Set() };
  while (!p.at('}') && p.token.kind !== 'end') {
    if (p.accept(';')) continue;
    p.recovering(
      () => memberDeclaration(p, record, members),
      () => p.skipStatement(),
    );
  }
  return members.all;
}

function memberDeclaration(p: Context, record: RecordType, members: Members): void {
  if (staticAssertion(p)) return;
  if (!startsType(p, p.token)) {
    if (p.token.kind === 'identifier') unknownType(p, p.token);
    p.fail(p.token, parserMessages.expected('specifier-qualifier-list', p.found()));
  }
  const base = specifiers(p);
  if (base.storage !== undefined) p.fail(base.at, messages.storageForMember());
  if (p.at(';')) {
    p.advance();
    anonymousMember(p, base, members);
    return;
  }
  do member(p, record, base, members);
  while (p.accept(','));
  p.expectSemicolon();
}

function anonymousMember(p: Context, base: Specifiers, members: Members): void {
  if (!isRecord(base.type) || base.type.name !== '') {
    p.warn(base.at, messages.empty());
    return;
  }
  for (const { name } of flatten(base.type)) addName(p, base.at, name, members);
  members.all.push({ name: '', type: base.type, packed: base.attributes.packed, align: base.attributes.align });
}

function member(p: Context, record: RecordType, base: Specifiers, members: Members): void {
  if (p.at(':')) p.fail(p.token, unsupportedMessages.bitField());
  const { name, type } = declarator(p, base.type, 'required');
  if (p.at(':')) p.fail(name!, unsupportedMessages.bitField());
  const own = { ...base.attributes };
  attributes(p, own);
  const at = name!;
  if (type.kind === 'function') p.fail(at, messages.functionMember(at.text));
  const last = members.all.at(-1);
  if (last?.type.kind === 'array' && !last.type.complete) p.fail(at, messages.flexibleNotLast(last.name));
  const flexible = type.kind === 'array' && !type.complete && isComplete(type.of) && record.kind === 'struct';
  if (!isComplete(type) && !flexible) p.fail(at, messages.incompleteMember(at.text));
  addName(p, at, at.text, members);
  members.all.push({ name: at.text, type, packed: own.packed, align: own.align });
}

function addName(p: Context, at: Token, name: string, { names }: Members): void {
  if (names.has(name)) p.fail(at, messages.duplicateMember(name));
  names.add(name);
}

function flatten(type: RecordType): { name: string }[] {
  return type.members.flatMap((each) => (each.name === '' && isRecord(each.type) ? flatten(each.type) : [each]));
}
