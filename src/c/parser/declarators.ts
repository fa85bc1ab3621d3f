import type { Local } from '../ast.ts';
import { declarationMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  arrayOf,
  type FunctionType,
  functionType,
  isComplete,
  isInteger,
  MAX_OBJECT_SIZE,
  pointerTo,
  type Type,
  unqualified,
} from '../types.ts';
import { typeName } from '../types-name.ts';
import { attributes, noAttributes } from './attributes.ts';
import { type Context, MAX_NESTING } from './context.ts';
import { assignmentExpression, conditionalExpression } from './expressions.ts';
import { acceptQualifier, specifiers, startsType, unknownType } from './specifiers.ts';
import { constantValue } from './values.ts';

export interface Declarator {
  /** undefined for an abstract one. */
  readonly name: Token | undefined;
  readonly type: Type;
  /** Of a function that is being declared itself, not of a pointer to one. */
  readonly parameters: readonly Local[] | undefined;
}

/** One step from the base type to the declared one, `*`, `[n]` or `(...)`. */
interface Derivation {
  readonly apply: (type: Type) => Type;
  readonly parameters?: readonly Local[];
}

/** A name is required, optional (parameters) or absent (type names). */
type Naming = 'required' | 'optional' | 'absent';

/** `*name[3]`, `(*name)(int)`, ...; C11 6.7.6. */
export function declarator(p: Context, base: Type, naming: Naming): Declarator {
  const steps: Derivation[] = [];
  const at = p.token;
  const name = derive(p, steps, naming);
  if (naming === 'required' && !name) p.fail(p.token, messages.expectedIdentifier(p.found()));
  if (steps.length > MAX_NESTING) p.stop(at, parserMessages.tooDeep(MAX_NESTING));
  let type = base;
  for (const step of steps) type = step.apply(type);
  return { name, type, parameters: steps.at(-1)?.parameters };
}

/** A type name without an object: `const char *[2]`, C11 6.7.7. */
export function parseTypeName(p: Context): Type {
  const base = specifiers(p);
  if (!base.typed) p.fail(p.token, parserMessages.expected('a type', p.found()));
  return declarator(p, base.type, 'absent').type;
}

/** Appends the steps in the order in which they are applied to the base type. */
function derive(p: Context, steps: Derivation[], naming: Naming): Token | undefined {
  while (p.accept('*')) steps.push(pointerStep(p));
  attributes(p, noAttributes());
  const inner: Derivation[] = [];
  let name: Token | undefined;
  if (p.at('(') && nests(p, naming)) {
    p.advance();
    name = p.nest(() => derive(p, inner, naming));
    p.expect(')');
  } else if (naming !== 'absent' && p.token.kind === 'identifier') {
    name = p.advance();
  }
  const label = name?.text ?? '';
  const suffixes: Derivation[] = [];
  for (;;) {
    if (p.at('['))
      suffixes.push(arrayStep(p, label, naming === 'optional' && inner.length === 0 && suffixes.length === 0));
    else if (p.at('(')) suffixes.push(functionStep(p, label));
    else break;
    if (suffixes.length > MAX_NESTING) p.stop(p.token, parserMessages.tooDeep(MAX_NESTING));
  }
  steps.push(...suffixes.reverse(), ...inner);
  return name;
}

/** Does this `(` open a nested declarator, not a parameter list? */
function nests(p: Context, naming: Naming): boolean {
  if (naming === 'required') return true;
  const next = p.peek();
  return (
    next.text === '*' ||
    next.text === '(' ||
    next.text === '[' ||
    (naming === 'optional' && next.kind === 'identifier' && !startsType(p, next))
  );
}

function pointerStep(p: Context): Derivation {
  let qualifiers = 0;
  for (let bits = acceptQualifier(p); bits !== undefined; bits = acceptQualifier(p)) qualifiers |= bits;
  attributes(p, noAttributes());
  return { apply: (to) => pointerTo(to, qualifiers) };
}

function arrayStep(p: Context, name: string, isParameter: boolean): Derivation {
  const at = p.advance();
  while (p.accept('static') || p.accept('const') || p.accept('volatile') || p.accept('restrict')) {
    // qualifiers of the pointer that an array parameter is; `static` only promises a length
  }
  if (p.at('*') && p.peek().text === ']') {
    p.advance();
    p.expect(']');
    return arrayDerivation(p, at, name, undefined);
  }
  if (p.accept(']')) return arrayDerivation(p, at, name, undefined);
  const place = p.token;
  const e = isParameter ? assignmentExpression(p) : conditionalExpression(p);
  p.expect(']');
  if (!isInteger(e.type)) p.fail(place, messages.arraySizeInteger(name));
  const length = constantValue(e);
  if (length === undefined) {
    if (isParameter) return arrayDerivation(p, at, name, undefined);
    p.fail(place, unsupportedMessages.variableArray());
  }
  if (length < 0n) p.fail(place, messages.arraySizeNegative(name));
  if (length > BigInt(MAX_OBJECT_SIZE)) p.fail(place, messages.arrayTooLarge(name));
  return arrayDerivation(p, at, name, Number(length));
}

function arrayDerivation(p: Context, at: Token, name: string, length: number | undefined): Derivation {
  return {
    apply: (of) => {
      if (of.kind === 'function') p.fail(at, messages.arrayOfFunctions(name));
      if (of.kind === 'void') p.fail(at, messages.arrayOfVoids(name));
      if (!isComplete(of)) p.fail(at, messages.arrayOfIncomplete(typeName(of)));
      if (of.size % of.align !== 0) p.fail(at, messages.arrayAlignment());
      const type = arrayOf(of, length);
      if (type.size > MAX_OBJECT_SIZE) p.fail(at, messages.arrayTooLarge(name));
      return type;
    },
  };
}

function functionStep(p: Context, name: string): Derivation {
  const at = p.advance();
  const { parameters, variadic, prototyped } = p.nest(() => p.inScope(() => parameterList(p)));
  const types = parameters.map((parameter) => unqualified(parameter.type));
  return {
    parameters,
    apply: (result): FunctionType => {
      if (result.kind === 'function') p.fail(at, messages.returnsFunction(name));
      if (result.kind === 'array') p.fail(at, messages.returnsArray(name));
      return functionType(unqualified(result), types, variadic, prototyped);
    },
  };
}

/** Parameters up to and including the `)`. */
function parameterList(p: Context) {
  const parameters: Local[] = [];
  if (p.accept(')')) return { parameters, variadic: false, prototyped: false };
  if (p.at('void') && [')', ''].includes(p.peek().text)) {
    p.advance();
    p.expect(')');
    return { parameters, variadic: false, prototyped: true };
  }
  do {
    if (p.accept('...')) {
      p.expect(')');
      return { parameters, variadic: true, prototyped: true };
    }
    const parameter = parameterDeclaration(p);
    if (parameter.name !== '') {
      if (p.scope.symbols.has(parameter.name)) p.fail(parameter.at, messages.redeclaredParameter(parameter.name));
      p.scope.symbols.set(parameter.name, parameter);
    }
    parameters.push(parameter);
  } while (p.accept(','));
  p.expect(')');
  return { parameters, variadic: false, prototyped: true };
}

function parameterDeclaration(p: Context): Local {
  const at = p.token;
  if (!startsType(p, at)) {
    if (at.kind !== 'identifier') p.fail(at, parserMessages.expected('declaration specifiers', p.found()));
    if (p.peek().text === ',' || p.peek().text === ')') {
      if (!p.scope.find(at.text)) unknownType(p, at);
      p.fail(at, unsupportedMessages.oldStyle());
    }
    unknownType(p, at);
  }
  const base = specifiers(p);
  const { name, type } = declarator(p, base.type, 'optional');
  attributes(p, noAttributes());
  if (base.storage !== undefined && base.storage !== 'register') {
    p.fail(at, messages.storageForParameter(name?.text ?? ''));
  }
  if (type.kind === 'void') p.fail(at, messages.voidParameter());
  const adjusted = adjust(type);
  const place = name ?? at;
  return {
    kind: 'local',
    name: name?.text ?? '',
    type: adjusted,
    at: place,
    align: adjusted.align,
    addressTaken: false,
  };
}

/** An array parameter is a pointer, a function parameter a pointer to it (C11 6.7.6.3p7, p8). */
function adjust(type: Type): Type {
  if (type.kind === 'array') return pointerTo(type.of);
  if (type.kind === 'function') return pointerTo(type);
  return type;
}
