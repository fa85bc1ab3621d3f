import { beforeAll, expect, test } from 'vitest';
import { openedRule } from '../testing/program-session.ts';
import { openedScenario, scenarioAt, seekTo } from '../testing/scenario-session.ts';
import { litField } from './field-picture.ts';
import { ringSize } from './ring-size.ts';
import type { Session } from './session.ts';
import { type FactId, holdAt } from './spotlight.ts';
import { fetchUringPart } from './uring/part.ts';
import { type UringKernel, uringKernel } from './uring/uring.ts';

beforeAll(fetchUringPart);

const only = (session: Session): UringKernel => {
  const [ring, ...more] = uringKernel(session);
  if (!ring || more.length > 0) throw new Error('not one ring');
  return ring;
};
const facts = (session: Session) => Object.fromEntries(only(session).facts.map(({ name, value }) => [name, value]));

test('the kernel’s own sizes, masks, head and tail, while a call goes on', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/FillCqe~3');
  expect(only(session).name).toBe('io_uring of fd 3');
  expect(only(session).cq).toEqual({ unreaped: 0, filled: 3, room: 13, overflow: 0 });
  expect(facts(session)).toMatchObject({
    sq_entries: '8',
    cq_entries: '16',
    'sq_entries − 1': '7',
    'cq_entries − 1': '15',
    cached_sq_head: '8',
    cached_cq_tail: '3',
    'in flight': '5',
    compl_reqs: '5',
    cq_overflow_list: '0',
    flags: '0',
  });
});

test('a word of the shared page that a program has spoilt is not what the kernel goes by', async () => {
  const session = await openedScenario('mask-zero');
  seekTo(session, 'io_uring_enter#1/CommitCqring');
  expect(facts(session)).toMatchObject({ 'sq_entries − 1': '7', cached_cq_tail: '8' });
  expect(only(session).cq).toEqual({ unreaped: 8, filled: 0, room: 8, overflow: 0 });
});

test('CQEs without room are in the kernel’s list, by their user_data', async () => {
  const session = await openedRule('URG-09.c');
  seekTo(session, 'io_uring_enter#7/OverflowCqe');
  expect(only(session).cq).toEqual({ unreaped: 4, filled: 0, room: 0, overflow: 3 });
  expect(facts(session).cq_overflow_list).toBe('3: 4 (0), 5 (0), 6 (0)');
  seekTo(session, 'io_uring_enter#11/OverflowCqe');
  expect(facts(session).cq_overflow_list).toBe('7: 4 (0), 5 (0), 6 (0), 7 (0), …');
});

test('a number of the kernel’s own takes part in the one highlight', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/FillCqe~3');
  holdAt({ kind: 'fact', fact: 'uring_cached_cq_tail' });
  expect(litField(session).field).toMatchObject({
    name: 'cached_cq_tail',
    value: '3',
    place: 'struct io_ring_ctx: only the kernel sees it',
    fn: 'io_get_cqe(), io_commit_cqring()',
    rules: ['URG-06'],
  });
  const size = ringSize(session);
  const shown: (FactId | undefined)[] = size.kind === 'none' ? [] : size.kernel.map(({ fact }) => fact);
  expect(shown).toEqual(['uring_sq_entries', 'uring_cq_entries', 'uring_cached_sq_head']);
});

test('no ring, nothing to show', async () => {
  const session = await scenarioAt('one-read', 'io_setup#1/MapRing');
  expect(uringKernel(session)).toEqual([]);
});
