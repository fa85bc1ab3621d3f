/// <reference types="vite/client" />
/**
 * The rule programs: one C file for each rule or small group of rules. A program's first line names the rules it
 * proves and says what they are; its output says what a machine does. It is the same on every machine.
 */
import type { GeneratedFile } from '../scenarios/file-content.ts';
import { isRuleId } from './ids.ts';
import { type Trial, trialOf } from './trials.ts';

export interface RuleProgram {
  /** `GET-02.c` */
  readonly name: string;
  /** Ids of the rules it proves, from its first line. They are checked against ids.ts by a test. */
  readonly ids: readonly string[];
  /** What the first line says about them. */
  readonly title: string;
  /** What it takes to try it. */
  readonly trial: Trial;
  /** The C source, with our own headers in place of their #includes: one file, as a compiler that has no folder wants it. */
  readonly text: string;
}

/** The working directory of every rule program. */
export const RULE_FILES: readonly GeneratedFile[] = [
  { name: 'data', size: 16384, seed: 1 },
  { name: 'odd', size: 5000, seed: 2 },
];

const sources = import.meta.glob<string>('./*.c', { query: '?raw', import: 'default', eager: true });
const headers = import.meta.glob<string>('./*.h', { query: '?raw', import: 'default', eager: true });

export const rulePrograms: readonly RuleProgram[] = Object.entries(sources)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, source]) => readProgram(path.slice(2), source));

function readProgram(name: string, source: string): RuleProgram {
  const [, ids, title] = /^\/\* ([A-Z]+-\d\d(?:, [A-Z]+-\d\d)*): (.*) \*\/\n/.exec(source) ?? [];
  if (ids === undefined || title === undefined) throw new Error(`${name}: the first line does not name its rules`);
  const [first = ''] = ids.split(', ');
  if (!isRuleId(first)) throw new Error(`${name}: there is no rule ${first}`);
  const text = source.replaceAll(/#include "(\S+)"\n/g, (include, header) => headers[`./${header}`] ?? include);
  return { name, ids: ids.split(', '), title, trial: trialOf(first), text };
}
