/** Entering names into scopes: which redeclarations C allows (C11 6.2.2, 6.7p3), and what linkage makes of them. */
import type { FunctionSymbol, Local, StaticObject } from '../ast.ts';
import { declarationMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import type { FunctionType, Type } from '../types.ts';
import { compatible, composite } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import type { Context } from './context.ts';
import type { NamedSymbol } from './scope.ts';

export function declareConstant(p: Context, at: Token, type: Type, value: bigint): void {
  insistNew(p, at);
  p.scope.symbols.set(at.text, { kind: 'constant', name: at.text, type, value, at });
}

/** A typedef; the same one again is allowed (C11 6.7p3). */
export function declareTypedef(p: Context, at: Token, type: Type): void {
  const known = p.scope.symbols.get(at.text);
  if (known?.kind === 'typedef') {
    if (!compatible(known.type, type, true)) conflict(p, at, type, known);
    return;
  }
  insistNew(p, at);
  p.scope.symbols.set(at.text, { kind: 'typedef', name: at.text, type, at });
}

export function declareLocal(p: Context, at: Token, type: Type, align: number): Local {
  insistNew(p, at);
  const local: Local = { kind: 'local', name: at.text, type, at, align, addressTaken: false };
  p.scope.symbols.set(at.text, local);
  return local;
}

/** A static variable of a function. */
export function declareStaticLocal(p: Context, at: Token, type: Type, align: number, readOnly: boolean): StaticObject {
  insistNew(p, at);
  const object = p.addObject(at.text, type, at, undefined, readOnly);
  object.align = align;
  p.scope.symbols.set(at.text, object);
  return object;
}

/** A variable at file scope, or `extern` in a block. */
export function declareObject(
  p: Context,
  at: Token,
  type: Type,
  linkage: { readonly isStatic: boolean; readonly align: number; readonly readOnly: boolean },
): StaticObject {
  const known = linked(p, at, linkage.isStatic);
  if (known) {
    if (known.kind !== 'static') refuse(p, at, known);
    if (!compatible(known.type, type, true)) conflict(p, at, type, known);
    if (linkage.isStatic && known.external) p.fail(at, messages.conflictingLinkage(at.text));
    known.type = composite(known.type, type);
    known.align = Math.max(known.align, linkage.align);
    p.scope.symbols.set(at.text, known);
    return known;
  }
  insistNew(p, at);
  const common = { kind: 'static', name: at.text, type, align: linkage.align, at, data: undefined } as const;
  const object: StaticObject = { ...common, external: !linkage.isStatic, defined: false, readOnly: linkage.readOnly };
  p.objects.push(object);
  if (object.external) p.externals.set(at.text, object);
  p.scope.symbols.set(at.text, object);
  return object;
}

export function declareFunction(p: Context, at: Token, type: FunctionType, isStatic: boolean): FunctionSymbol {
  const known = linked(p, at, isStatic);
  if (known) {
    if (known.kind !== 'function') refuse(p, at, known);
    if (!compatible(known.type, type)) conflict(p, at, type, known);
    if (isStatic && known.external) p.fail(at, messages.conflictingLinkage(at.text));
    known.type = composite(known.type, type) as FunctionType;
    p.scope.symbols.set(at.text, known);
    return known;
  }
  insistNew(p, at);
  const common = { kind: 'function', name: at.text, type, at, body: undefined } as const;
  const symbol: FunctionSymbol = { ...common, external: !isStatic, noReturn: false };
  p.functions.push(symbol);
  if (symbol.external) p.externals.set(at.text, symbol);
  p.scope.symbols.set(at.text, symbol);
  return symbol;
}

/** The object or function with linkage that this declaration speaks of, if there is one already. */
function linked(p: Context, at: Token, isStatic: boolean): NamedSymbol | undefined {
  const here = p.scope.symbols.get(at.text);
  if (here) return here;
  const outer = p.scope === p.fileScope ? undefined : p.fileScope.symbols.get(at.text);
  if (outer?.kind === 'static' || outer?.kind === 'function') return outer;
  return isStatic ? undefined : p.externals.get(at.text);
}

/** An error if the name means something in this scope already. */
function insistNew(p: Context, at: Token): void {
  const known = p.scope.symbols.get(at.text);
  if (known) refuse(p, at, known);
}

function refuse(p: Context, at: Token, known: NamedSymbol): never {
  p.error(at, known.kind === 'local' ? messages.redefinition(at.text) : messages.otherKind(at.text));
  p.note(known.at, messages.previousDefinition(at.text));
  return p.abandon();
}

function conflict(p: Context, at: Token, type: Type, known: { readonly type: Type; readonly at: Token }): never {
  p.error(at, messages.conflictingTypes(at.text, typeName(type), typeName(known.type)));
  p.note(known.at, messages.previousDefinition(at.text));
  return p.abandon();
}
