/** How many rules there are, have a program, and were found equal: what `npm test` says when its unit tests are over. */
import { isRuleId, RULES } from '../rules/ids.ts';
import type { RuleProgram } from '../rules/programs.ts';
import { TRIES, trialOf } from '../rules/trials.ts';

/** What became of a program; a sentence says why it was not compared. */
export type Verdict = 'equal' | 'different' | { readonly skipped: string };

/** Lines for people. A rule is equal when every program that names it is. */
export function countRules(verdicts: ReadonlyMap<RuleProgram, Verdict>, kernel: string): string[] {
  const ids = Object.keys(RULES).filter(isRuleId);
  const programs = [...verdicts.keys()];
  const of = (id: string) => programs.filter((program) => program.ids.includes(id));
  const isEqual = (id: string) => of(id).length > 0 && of(id).every((program) => verdicts.get(program) === 'equal');
  const withProgram = ids.filter((id) => of(id).length > 0);
  const lines = [
    `rules: ${ids.length}, with a program ${withProgram.length}, ` +
      `equal on the model and ${kernel} ${withProgram.filter(isEqual).length}`,
  ];
  for (const kind of TRIES) {
    const some = ids.filter((id) => trialOf(id).try === kind);
    const equal = some.filter(isEqual).length;
    lines.push(
      `  ${kind}: ${some.length}, with a program ${some.filter((id) => of(id).length > 0).length}, equal ${equal}`,
    );
    for (const id of some) {
      const why = of(id).length > 0 ? skipped(of(id), verdicts) : trialOf(id).withoutProgram;
      if (why !== undefined) lines.push(`    ${id} skipped: ${why}`);
    }
  }
  return lines;
}

/** The programs that also ran in the VM on the machine's kernel, and why the others did not. */
export function countHost(verdicts: ReadonlyMap<RuleProgram, Verdict>): string[] {
  const reasons = new Map<string, string[]>();
  let equal = 0;
  let different = 0;
  for (const [{ name }, verdict] of verdicts) {
    if (verdict === 'equal') equal++;
    else if (verdict === 'different') different++;
    else reasons.set(verdict.skipped, [...(reasons.get(verdict.skipped) ?? []), name.replace('.c', '')]);
  }
  return [
    `programs through a session child: ${verdicts.size}, equal ${equal}, different ${different}`,
    ...Array.from(reasons, ([reason, names]) => `  ${names.length} skipped, ${reason}: ${names.join(' ')}`),
  ];
}

function skipped(programs: readonly RuleProgram[], verdicts: ReadonlyMap<RuleProgram, Verdict>): string | undefined {
  for (const program of programs) {
    const verdict = verdicts.get(program);
    if (typeof verdict === 'object') return verdict.skipped;
  }
  return undefined;
}
