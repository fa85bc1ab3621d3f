import { beforeAll, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { machineStore } from './machine-module.ts';
import { openScenario } from './program-text.ts';
import { sessionStore } from './session.ts';
import { why } from './why.ts';

beforeAll(async () => {
  machineStore.setState({ module: await loadModule(process.env.KRING_WASM) });
});

/** The reason behind a mark of a scenario. */
async function reasonAt(scenario: string, mark: string) {
  await openScenario(scenario);
  const { session } = sessionStore.getState();
  if (!session) throw new Error('no session');
  const { recording } = session;
  while (recording.ending === undefined) recording.extend(20);
  const position = recording.positionOf(mark);
  if (position === undefined) throw new Error(`no ${mark}`);
  recording.seek(position);
  return why(session);
}

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
