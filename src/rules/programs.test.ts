import { expect, test } from 'vitest';
import { isRuleId, RULES, type RuleId } from './ids.ts';
import { rulePrograms } from './programs.ts';
import { trialOf } from './trials.ts';

const ids = Object.keys(RULES).filter(isRuleId);
const proven = new Set(rulePrograms.flatMap((program) => program.ids));
const excuses = (id: RuleId) => trialOf(id).withoutProgram !== undefined;

test('every program names rules that exist, its own file name first', () => {
  for (const program of rulePrograms) {
    expect(
      program.ids.filter((id) => !isRuleId(id)),
      program.name,
    ).toEqual([]);
    expect(`${program.ids[0]}.c`, 'a program is named after the first rule it proves').toBe(program.name);
  }
});

test('what programs share is in place', () => {
  for (const program of rulePrograms) expect(program.text, program.name).not.toMatch(/#include ".*"/);
});

test('every rule has a program, or a reason why it has none', () => {
  expect(ids.filter((id) => !proven.has(id) && !excuses(id))).toEqual([]);
});

test('no rule has both', () => {
  expect(ids.filter((id) => proven.has(id) && excuses(id))).toEqual([]);
});
