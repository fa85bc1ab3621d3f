import { expect, test } from 'vitest';
import { scenarioAt } from '../testing/scenario-session.ts';
import { why } from './why.ts';

/** The reason behind a mark of a scenario. */
const reasonAt = async (scenario: string, mark: string) => why(await scenarioAt(scenario, mark));

test('a step names the function of the kernel, and the rules that speak of it', async () => {
  const { fn, rules } = await reasonAt('one-read', 'io_submit#1/TakeSlot');
  expect(fn).toBe('get_reqs_available()');
  expect(rules.map(({ id }) => id)).toEqual(['SLT-04', 'SLT-01']);
  expect(rules[0]?.text).toContain('EAGAIN');
});

test('a refusal names the rule of its errno first', async () => {
  expect((await reasonAt('ring-full', 'io_submit#2/Refuse')).rules[0]?.id).toBe('SUB-09');
  expect((await reasonAt('bad-fd-in-the-middle', 'io_submit#1/Refuse')).rules[0]?.id).toBe('SUB-10');
});

test('a statement of the program has no rule', async () => {
  expect(await reasonAt('one-read', 'io_submit#1')).toEqual({ fn: undefined, rules: [] });
});
