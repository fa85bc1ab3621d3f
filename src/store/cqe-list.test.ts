import { beforeAll, expect, test } from 'vitest';
import { openedRule } from '../testing/program-session.ts';
import { openedScenario, scenarioAt, seekTo } from '../testing/scenario-session.ts';
import type { Session } from './session.ts';
import { fetchUringPart } from './uring/part.ts';
import { cqeList } from './uring/uring.ts';

beforeAll(fetchUringPart);

const rows = (session: Session) =>
  cqeList(session).rows.map(({ slot, userData, operation, sqe, res, state }) =>
    [slot ?? '-', userData, operation, `sqes[${sqe.index}]`, res, state].join(' '),
  );

test('a CQE from when it is written, to when the program has reaped it', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/FillCqe~2');
  expect(rows(session)).toEqual(['0 100 NOP sqes[0] 0 filled', '1 101 NOP sqes[1] 0 filled']);
  expect(cqeList(session)).toMatchObject({ unreaped: 0, inFlight: 6, skipped: 0, several: false });
  seekTo(session, 'io_uring_enter#1/CommitCqring');
  expect(rows(session).at(-1)).toBe('7 107 NOP sqes[7] 0 unreaped');
  expect(cqeList(session).unreaped).toBe(8);
  // The first of them was printed, and seen.
  seekTo(session, 'write#7/Call');
  expect(rows(session).slice(0, 2)).toEqual(['0 100 NOP sqes[0] 0 reaped', '1 101 NOP sqes[1] 0 unreaped']);
  const [first, second] = cqeList(session).rows;
  expect(first!.after).toBeGreaterThan(second!.after - 1000);
  expect(first!.at).toBeDefined();
});

test('one slot for all: eight CQEs of one SQE', async () => {
  const session = await openedScenario('mask-zero');
  seekTo(session, 'io_uring_enter#1/CommitCqring');
  expect(new Set(rows(session).map((row) => row.replace(/^\d+ /, '')))).toEqual(
    new Set(['107 NOP sqes[0] 0 unreaped']),
  );
});

test('what the program writes over a CQE is what is shown, and a bad one has its errno', async () => {
  const session = await openedRule('URG-07.c');
  session.recording.seek(session.recording.length);
  const failed = cqeList(session).rows.filter((row) => row.failed);
  expect(failed.length).toBeGreaterThan(0);
  for (const { res } of failed) expect(res).toMatch(/^-\d+ E[A-Z]+$/);
});

test('CQEs without room have no slot until they move', async () => {
  const session = await openedRule('URG-09.c');
  seekTo(session, 'io_uring_enter#5/OverflowCqe');
  expect(rows(session).at(-1)).toBe('- 4 NOP sqes[0] 0 waiting');
  session.recording.seek(session.recording.length);
  expect(rows(session).map((row) => row.split(' ').at(-1))).not.toContain('waiting');
});
