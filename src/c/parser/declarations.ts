import type { Initialiser, Local, Statement } from '../ast.ts';
import { declarationMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { type ArrayType, CONST, isComplete, isRecord, type Type, VOLATILE, withAlign } from '../types.ts';
import { typeName } from '../types-name.ts';
import { attributes, refuseAsmName } from './attributes.ts';
import type { Context } from './context.ts';
import { type Declarator, declarator } from './declarators.ts';
import { declareFunction, declareLocal, declareObject, declareStaticLocal, declareTypedef } from './declare.ts';
import { functionDefinition } from './functions.ts';
import { initialiser } from './initialisers.ts';
import { type Specifiers, specifiers, unknownType } from './specifiers.ts';
import { staticAssertion } from './static-assertions.ts';
import { staticData } from './static-data.ts';

/** An alignment that frames can be given: a page. */
const MAX_LOCAL_ALIGN = 4096;

/** A declaration or function definition at file scope. */
export function externalDeclaration(p: Context): void {
  if (p.accept(';') || staticAssertion(p)) return;
  if (p.at('asm') || p.at('__asm__') || p.at('__asm')) p.fail(p.token, unsupportedMessages.asm());
  const base = specifiers(p);
  if (!base.typed) refuseUntyped(p);
  if (base.storage === 'auto' || base.storage === 'register') {
    p.fail(base.at, messages.fileScopeStorage(base.storage, p.token.text));
  }
  if (declaresNothing(p, base)) return;
  const first = declarator(p, base.type, 'required');
  if (first.type.kind === 'function') {
    const own = { ...base.attributes };
    attributes(p, own);
    if (p.at('{')) {
      functionDefinition(p, base, first);
      return;
    }
  }
  declareAll(p, base, first, (one) => fileScope(p, base, one));
}

/** A declaration in a block; undefined when nothing happens there when the program runs. */
export function blockDeclaration(p: Context): Statement | undefined {
  const at = p.token;
  if (staticAssertion(p)) return undefined;
  const base = specifiers(p);
  if (declaresNothing(p, base)) return undefined;
  const locals: { local: Local; initialiser: Initialiser | undefined }[] = [];
  declareAll(p, base, declarator(p, base.type, 'required'), (one) => {
    const automatic = blockScope(p, base, one);
    if (automatic) locals.push(automatic);
  });
  if (locals.length === 0) return undefined;
  return { kind: 'declaration', locals, mark: p.mark(at) };
}

/** No type at all: `foo x;` with an unknown foo, or a function without a result type. */
function refuseUntyped(p: Context): never {
  const at = p.token;
  if (at.kind !== 'identifier') p.fail(at, parserMessages.expected('declaration', p.found()));
  const next = p.peek();
  if (next.kind === 'identifier' || next.text === '*') unknownType(p, at);
  p.fail(at, next.text === '(' ? messages.noReturnType(at.text) : messages.noType(at.text));
}

/** `struct s { ... };` and the like. */
function declaresNothing(p: Context, base: Specifiers): boolean {
  if (!p.accept(';')) return false;
  const { type } = base;
  if (!isRecord(type) && type.kind !== 'enum') p.warn(base.at, messages.empty());
  else if (isRecord(type) && type.name === '' && base.storage !== 'typedef') p.warn(base.at, messages.empty());
  return true;
}

function declareAll(p: Context, base: Specifiers, first: Declarator, declare: (one: Declarator) => void): void {
  let one = first;
  for (;;) {
    refuseAsmName(p);
    attributes(p, base.attributes);
    if (p.at('{') && one.type.kind === 'function') p.fail(one.name!, unsupportedMessages.nestedFunction());
    declare(one);
    if (!p.accept(',')) break;
    attributes(p, base.attributes);
    one = declarator(p, base.type, 'required');
  }
  if (!p.at(';') && p.token.line === p.previous.line) {
    p.expect(';');
  }
  p.expectSemicolon();
}

function fileScope(p: Context, base: Specifiers, { name, type }: Declarator): void {
  const at = name!;
  if (base.storage === 'typedef') {
    defineTypedef(p, at, withAlign(type, base.attributes.align));
    return;
  }
  if (type.kind === 'function') {
    declarePrototype(p, base, at, type);
    return;
  }
  const align = alignOf(p, base, at, type);
  if (type.kind === 'void') p.fail(at, messages.voidVariable(at.text));
  const readOnly = isReadOnly(type);
  const object = declareObject(p, at, type, { isStatic: base.storage === 'static', align, readOnly });
  if (p.at('=')) {
    if (object.data) p.fail(at, messages.redefinition(at.text));
    p.advance();
    object.defined = true;
    initialising(p, () => {
      const { type: complete, value } = initialiser(p, object.type, at);
      object.type = complete;
      object.data = staticData(p, complete, value);
    });
  } else if (base.storage !== 'extern') {
    // a tentative definition: its type may be completed until the end of the file
    if (type.kind !== 'array' && !isComplete(type) && base.storage === 'static') {
      p.fail(at, messages.incompleteVariable(at.text, typeName(type)));
    }
    object.defined = true;
  }
}

/** Runs an initialiser; after an error in it the rest of the declaration still counts. */
function initialising(p: Context, read: () => void): void {
  p.recovering(read, () => p.skipTo(',', ';'));
}

const isReadOnly = (type: Type): boolean => {
  const element = type.kind === 'array' ? innermost(type) : type;
  return (element.qualifiers & CONST) !== 0 && (element.qualifiers & VOLATILE) === 0;
};

const innermost = (type: ArrayType): Type => (type.of.kind === 'array' ? innermost(type.of) : type.of);

function alignOf(p: Context, base: Specifiers, at: Token, type: Type): number {
  const asked = base.attributes.align;
  if (asked !== 0 && asked < type.align && !base.attributes.packed) p.fail(at, messages.alignmentLow(at.text));
  return Math.max(asked, type.align);
}

function defineTypedef(p: Context, at: Token, type: Type): void {
  if (p.at('=')) p.fail(at, messages.typedefInitialised(at.text));
  declareTypedef(p, at, type);
}

function declarePrototype(p: Context, base: Specifiers, at: Token, type: Type & { kind: 'function' }): void {
  if (p.at('=')) p.fail(at, messages.functionInitialised(at.text));
  const symbol = declareFunction(p, at, type, base.storage === 'static');
  symbol.noReturn ||= base.attributes.noReturn;
}

function blockScope(
  p: Context,
  base: Specifiers,
  { name, type }: Declarator,
): { local: Local; initialiser: Initialiser | undefined } | undefined {
  const at = name!;
  if (base.storage === 'typedef') {
    defineTypedef(p, at, withAlign(type, base.attributes.align));
    return undefined;
  }
  if (type.kind === 'function') {
    if (base.storage === 'static') p.fail(at, messages.blockStaticFunction(at.text));
    declarePrototype(p, base, at, type);
    return undefined;
  }
  if (type.kind === 'void') p.fail(at, messages.voidVariable(at.text));
  const align = alignOf(p, base, at, type);
  if (base.storage === 'extern') {
    if (p.at('=')) p.fail(at, messages.externInitialised(at.text));
    declareObject(p, at, type, { isStatic: false, align, readOnly: isReadOnly(type) });
    return undefined;
  }
  if (base.storage === 'static') {
    staticLocal(p, at, type, align);
    return undefined;
  }
  if (align > MAX_LOCAL_ALIGN) p.fail(at, unsupportedMessages.localAlignment(align));
  const local = declareLocal(p, at, type, align);
  if (align > 8) p.current!.temporaries.push(local);
  let value: Initialiser | undefined;
  if (p.accept('=')) {
    initialising(p, () => {
      const read = initialiser(p, type, at);
      local.type = read.type;
      value = read.value;
    });
  } else if (!isComplete(type)) p.fail(at, messages.incompleteVariable(at.text, typeName(type)));
  return { local, initialiser: value };
}

function staticLocal(p: Context, at: Token, type: Type, align: number): void {
  const object = declareStaticLocal(p, at, type, align, isReadOnly(type));
  if (!p.accept('=')) {
    if (!isComplete(type)) p.fail(at, messages.incompleteVariable(at.text, typeName(type)));
    return;
  }
  initialising(p, () => {
    const read = initialiser(p, type, at);
    object.type = read.type;
    object.data = staticData(p, read.type, read.value);
  });
}
