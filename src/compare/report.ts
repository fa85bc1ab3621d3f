import type { Program } from '../c/program.ts';
import { RULES, type RuleId } from '../rules/ids.ts';
import { compareText as text } from '../text/en/compare.ts';
import { hex, resultName, syscallName } from '../uapi/names.ts';
import type { Comparison, Difference } from './compare.ts';

/** The rules about a system call, by the first letters of their ids. */
const RULES_OF: Readonly<Record<string, string>> = {
  io_setup: 'SET',
  io_destroy: 'DST',
  io_submit: 'SUB',
  io_getevents: 'GET',
  io_pgetevents: 'GET',
  io_cancel: 'CAN',
};

/** What somebody reads who must find out which of the two is right. */
export interface Said {
  /** `io_submit#2` */
  readonly call: string;
  /** `one-read.c:20:9`; undefined where the call is none of the program's own statements. */
  readonly place: string | undefined;
  readonly sentence: string;
  /** Rules that speak of such a call, the likeliest first. */
  readonly rules: readonly RuleId[];
}

export function sayDifference(program: Program, difference: Difference): Said {
  const name = syscallName(difference.nr);
  const statement = program.statements[difference.statement];
  const file = statement && program.files[statement.file];
  const prefix = difference.what === 'memory' ? ['RNG', RULES_OF[name]] : [RULES_OF[name], 'RES'];
  const rules = (Object.keys(RULES) as RuleId[]).filter((id) => prefix.some((first) => first && id.startsWith(first)));
  return {
    call: `${name}#${difference.ordinal}`,
    place: statement && file && !file.library ? `${file.name}:${statement.line}:${statement.column}` : undefined,
    sentence: sentenceOf(difference),
    rules: rules.sort((a, b) => prefix.indexOf(a.slice(0, 3)) - prefix.indexOf(b.slice(0, 3))),
  };
}

function sentenceOf(difference: Difference): string {
  switch (difference.what) {
    case 'result':
      return text.result(resultName(difference.host), resultName(difference.model));
    case 'argument':
      return text.argument(difference.argument + 1, hex(difference.host), hex(difference.model));
    case 'memory':
      return text.memory(hex(difference.address), bytesOf(difference.host), bytesOf(difference.model));
    case 'unmodelled':
      return text.unmodelled(hex(difference.detail));
    case 'call':
      if (difference.model === difference.nr) return text.comesBack;
      return difference.model === undefined ? text.noCall : text.otherCall(syscallName(difference.model));
  }
}

const SHOWN = 16;

function bytesOf(bytes: Uint8Array): string {
  const shown = [...bytes.subarray(0, SHOWN)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return bytes.length > SHOWN ? `${shown} …` : shown;
}

/** One line: whether the two are the same. */
export function summary({ calls, bytes, differences, excepted, endless }: Comparison): string {
  const left = Object.entries(excepted)
    .map(([name, times]) => text.excepted(text.exceptions[name as keyof typeof text.exceptions], times))
    .join(', ');
  const verdict = differences.length === 0 ? text.same(calls, bytes) : text.different(differences.length, calls);
  const without = endless === 'round' ? text.round : text.waits(syscallName(endless ?? 0));
  return [verdict, ...(endless === undefined ? [] : [without]), ...(left === '' ? [] : [text.notCompared(left)])].join(
    ' ',
  );
}

export interface ReportOf {
  readonly name: string;
  readonly program: Program;
  readonly release: string;
  readonly cpus: number;
  readonly comparison: Comparison;
}

/** A C file that shows the difference under `gcc FILE -laio`, with what was seen in the comment before it. */
export function report({ name, program, release, cpus, comparison }: ReportOf): string {
  const source = program.files.find(({ library }) => !library)?.text ?? '';
  const lines = [
    text.reportTitle(name),
    text.reportHost(release, cpus),
    summary(comparison),
    ...comparison.differences.flatMap((difference) => {
      const { call, place, sentence, rules } = sayDifference(program, difference);
      return [
        `- ${call}${place === undefined ? '' : ` (${place})`}: ${sentence}`,
        `  ${text.rules(rules.slice(0, 8))}`,
      ];
    }),
    text.reproduce,
  ];
  // Nothing in it may end the comment.
  const comment = lines.map((line) => ` * ${line.replaceAll('*/', '* /')}`).join('\n');
  return `/*\n${comment}\n */\n${source}`;
}
