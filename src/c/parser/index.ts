import type { TranslationUnit } from '../ast.ts';
import { declarationMessages, parserMessages } from '../messages-parser.ts';
import type { Preprocessed } from '../preprocessor.ts';
import type { Diagnostic } from '../program.ts';
import { arrayOf, isComplete } from '../types.ts';
import { typeName } from '../types-name.ts';
import { Context, TooManyErrors } from './context.ts';
import { externalDeclaration } from './declarations.ts';

/**
 * Parses and analyses one preprocessed source. The unit means something only when no diagnostic is an error.
 * @param headers by name, to say which one declares a missing name
 */
export function parse(
  { tokens, files }: Pick<Preprocessed, 'tokens' | 'files'>,
  headers: ReadonlyMap<string, string>,
): { readonly unit: TranslationUnit; readonly diagnostics: readonly Diagnostic[] } {
  const p = new Context(tokens, files, headers);
  try {
    while (p.token.kind !== 'end') {
      const before = p.token;
      p.recovering(
        () => externalDeclaration(p),
        () => recover(p),
      );
      if (p.token === before) p.stop(before, parserMessages.expected('declaration', p.found()));
    }
    completeTentative(p);
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
  }
  return { unit: { functions: p.functions, objects: p.objects }, diagnostics: p.diagnostics };
}

/** Gets past a wrong declaration at file scope. */
function recover(p: Context): void {
  p.skipStatement();
  if (p.at('{')) p.skipStatement();
  while (p.at('}')) p.advance();
}

/** At the end of the file `int a[];` is an array of one (C11 6.9.2p5); what still has no size is an error. */
function completeTentative(p: Context): void {
  for (const object of p.objects) {
    if (!object.defined || isComplete(object.type)) continue;
    if (object.type.kind === 'array' && isComplete(object.type.of)) object.type = arrayOf(object.type.of, 1);
    else p.error(object.at, declarationMessages.incompleteVariable(object.name, typeName(object.type)));
  }
}
