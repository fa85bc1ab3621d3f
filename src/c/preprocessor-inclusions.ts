import { makeDiagnostic, type Span } from './diagnostics.ts';
import { preprocessorMessages as messages } from './messages.ts';
import type { Preprocessed } from './preprocessor.ts';
import type { Diagnostic } from './program.ts';

/** Where an #include stands. */
export interface Inclusion extends Span {
  /** Of the list of files. */
  readonly file: number;
}

/**
 * Adds, behind the first complaint about each header, a note on the program's own #include that brought it in:
 * that is the line a reader can change.
 */
export function explainInclusions(
  diagnostics: readonly Diagnostic[],
  { files, inclusions }: Pick<Preprocessed, 'files' | 'inclusions'>,
): Diagnostic[] {
  const explained = new Set<string>();
  let file = '';
  return diagnostics.flatMap((diagnostic, i) => {
    if (diagnostic.severity !== 'note') file = diagnostic.file;
    // Behind the notes that belong to the complaint.
    const last = diagnostics[i + 1]?.severity !== 'note';
    let place = inclusions.get(files.findIndex(({ name }) => name === file));
    if (!last || place === undefined || explained.has(file)) return [diagnostic];
    explained.add(file);
    while (place.file > 0) {
      const outer = inclusions.get(place.file);
      if (outer === undefined) break;
      place = outer;
    }
    return [diagnostic, makeDiagnostic('note', files[place.file]!, place, messages.includedHere(file))];
  });
}
