import type { FunctionSymbol, Local } from '../ast.ts';
import { declarationMessages as messages, statementMessages, unsupportedMessages } from '../messages-parser.ts';
import { type FunctionType, INT, isComplete } from '../types.ts';
import { compatible } from '../types-convert.ts';
import { attributes, noAttributes } from './attributes.ts';
import type { Context, FunctionState } from './context.ts';
import type { Declarator } from './declarators.ts';
import { declareFunction } from './declare.ts';
import type { Specifiers } from './specifiers.ts';
import { blockItems } from './statements.ts';

/** `type name(parameters) { ... }`, from the `{`. */
export function functionDefinition(p: Context, base: Specifiers, { name, type, parameters }: Declarator): void {
  const at = name!;
  const definition = type as FunctionType;
  if (base.storage === 'typedef') p.fail(at, messages.typedefInitialised(at.text));
  if (!parameters) p.fail(at, unsupportedMessages.nestedFunction());
  if (definition.result.kind !== 'void' && !isComplete(definition.result)) {
    p.fail(at, messages.incompleteVariable(at.text, ''));
  }
  if (at.text === 'main' && !compatible(definition.result, INT)) p.warn(at, messages.mainType());
  const prototype = definition.prototyped ? definition : { ...definition, prototyped: parameters.length > 0 };
  const isStatic = base.storage === 'static' || (base.inline && base.storage !== 'extern');
  const symbol = declareFunction(p, at, prototype, isStatic && !p.externals.has(at.text));
  if (symbol.body) {
    p.error(at, messages.redefinition(at.text));
    p.note(symbol.at, messages.previousDefinition(at.text));
  }
  symbol.noReturn ||= base.attributes.noReturn;
  symbol.at = at;
  checkParameters(p, parameters);
  body(p, symbol, parameters);
}

function checkParameters(p: Context, parameters: readonly Local[]): void {
  for (const { name, type, at } of parameters) {
    if (name === '') p.fail(at, messages.parameterNameMissing());
    if (!isComplete(type)) p.fail(at, messages.incompleteParameter(name));
    if (type.align > 8) p.fail(at, unsupportedMessages.alignedParameter(type.align));
  }
}

function body(p: Context, symbol: FunctionSymbol, parameters: readonly Local[]): void {
  const common = { symbol, labels: new Map(), undeclared: new Set<string>(), temporaries: [] };
  const state: FunctionState = { ...common, nameObject: undefined, breakable: [], switches: [] };
  p.current = state;
  try {
    p.inScope(() => {
      for (const parameter of parameters) p.scope.symbols.set(parameter.name, parameter);
      const statements = p.nest(() => blockItems(p));
      const end = p.previous;
      for (const label of state.labels.values()) {
        if (!label.defined) p.error(label.at, statementMessages.undefinedLabel(label.name));
      }
      const { temporaries } = state;
      symbol.body = { parameters, block: { kind: 'block', body: statements }, temporaries, end };
    });
  } finally {
    p.current = undefined;
  }
  attributes(p, noAttributes());
}
