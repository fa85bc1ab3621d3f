import { uneval } from 'devalue';
import { compileUnits, formatDiagnostic } from '../c/index.ts';
import type { Program, SourceFile } from '../c/program.ts';
import { anyScenario } from '../scenarios/all.ts';
import { firstScenario as first } from '../scenarios/index.ts';
import { unitsOf } from '../scenarios/units.ts';

/**
 * A scenario's program, compiled, as the JavaScript of a module that exports how to make it: what src/cli/compiled-programs.mjs
 * answers to `program.c?compiled`. Types that refer to themselves or are one object stay so. Of the library's files
 * only the names are in it: their texts are a hundred times what is read of them. The program's own is put into it
 * by who fetches it, and has it as the scenario's: no module is fetched for both, which could fail for both.
 * @throws {Error} when it does not compile without a word
 */
export function programModule(id: string): string {
  const scenario = anyScenario(id);
  if (!scenario) throw new Error(`src/scenarios has no '${id}'`);
  const result = compileUnits(unitsOf(scenario));
  const complaints = result.ok ? result.warnings : result.diagnostics;
  if (!result.ok || complaints.length > 0) throw new Error(complaints.map(formatDiagnostic).join('\n'));
  return `export default (text) => ${uneval(result.program, literalOf(result.program))};\n`;
}

/** What the page opens with. */
export const firstScenario = first.id;

/** What is not written as devalue would. Code is four words an instruction, which packs better than its bytes. */
function literalOf({ code, files }: Program) {
  const literals = new Map<unknown, string>(files.map((file) => [file, fileLiteral(file, file === files[0])]));
  literals.set(code, `new Uint8Array(new Int32Array([${new Int32Array(code.buffer)}]).buffer)`);
  return (value: unknown) => literals.get(value);
}

/** @param own of the scenario: its text is the parameter of that name */
function fileLiteral({ name, text, library }: SourceFile, own: boolean): string {
  return `{name:${uneval(name)},text:${own ? 'text' : uneval(library ? '' : text)},library:${library}}`;
}
