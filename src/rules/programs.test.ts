import { expect, test } from 'vitest';
import { isRuleId, RULES } from './ids.ts';
import { rulePrograms } from './programs.ts';

test('every program names rules that exist, its own file name first', () => {
  for (const program of rulePrograms) {
    expect(
      program.ids.filter((id) => !isRuleId(id)),
      program.name,
    ).toEqual([]);
    expect(`${program.ids[0]}.c`, 'a program is named after the first rule it proves').toBe(program.name);
  }
});

test('rule.h is in place', () => {
  for (const program of rulePrograms) expect(program.text, program.name).not.toContain('#include "rule.h"');
});

/** What must hold on model and kernel. */
const REQUIRED = expand(
  'UAPI-01..05 UAPI-07 SET-01..04 SET-06 SET-07 SET-09 SET-12 SUB-01..10 SUB-12..17 RW-03..09 RES-01..03 RES-06 ' +
    'RES-07 RES-09 RES-10 RES-12 RNG-01..06 SLT-01..08 GET-01..08 DST-02 DST-04 LIB-01..05 FSY-01..03 POL-01..07 ' +
    'EFD-01..05 CAN-01..05 LIF-01..03 MAP-01..03 COR-13',
);

test('no required rule is without a program', () => {
  const proven = new Set(rulePrograms.flatMap((program) => program.ids));
  expect(REQUIRED.filter((id) => !proven.has(id))).toEqual([]);
  const without = Object.keys(RULES).filter((id) => !proven.has(id));
  console.info(`${rulePrograms.length} rule programs prove ${proven.size} of ${Object.keys(RULES).length} rules`);
  console.info(`rules without a program: ${without.join(' ')}`);
});

/** 'SUB-01..03 RW-01' is SUB-01 SUB-02 SUB-03 RW-01. */
function expand(list: string): string[] {
  return list.split(' ').flatMap((item) => {
    const [, family, first, last] = /^([A-Z]+)-(\d\d)(?:\.\.(\d\d))?$/.exec(item) ?? [];
    const from = Number(first);
    const to = Number(last ?? first);
    return Array.from({ length: to - from + 1 }, (_, i) => `${family}-${String(from + i).padStart(2, '0')}`);
  });
}
