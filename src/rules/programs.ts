/// <reference types="vite/client" />
/**
 * The rule programs: one C file for each rule or small group of rules. A program's first line names the rules it
 * proves and says what they are; its output says what a machine does. It is the same on every machine.
 */
import type { GeneratedFile } from '../scenarios/file-content.ts';

export interface RuleProgram {
  /** `GET-02.c` */
  readonly name: string;
  /** Ids of the rules it proves, from its first line. They are checked against ids.ts by a test. */
  readonly ids: readonly string[];
  /** What the first line says about them. */
  readonly title: string;
  /** The C source, with rule.h put in place of its #include: one file, as a compiler that has no folder wants it. */
  readonly text: string;
}

/** The working directory of every rule program. */
export const RULE_FILES: readonly GeneratedFile[] = [
  { name: 'data', size: 16384, seed: 1 },
  { name: 'odd', size: 5000, seed: 2 },
];

const sources = import.meta.glob<string>('./*.c', { query: '?raw', import: 'default', eager: true });
const { './rule.h': ruleHeader = '' } = import.meta.glob<string>('./rule.h', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const rulePrograms: readonly RuleProgram[] = Object.entries(sources)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, source]) => readProgram(path.slice(2), source));

function readProgram(name: string, source: string): RuleProgram {
  const [, ids, title] = /^\/\* ([A-Z]+-\d\d(?:, [A-Z]+-\d\d)*): (.*) \*\/\n/.exec(source) ?? [];
  if (ids === undefined || title === undefined) throw new Error(`${name}: the first line does not name its rules`);
  return { name, ids: ids.split(', '), title, text: source.replace('#include "rule.h"\n', ruleHeader) };
}
