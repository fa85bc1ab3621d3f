import { expect, test } from 'vitest';
import { openedRule } from '../testing/program-session.ts';
import { openedScenario, scenarioAt, seekTo } from '../testing/scenario-session.ts';
import type { Session } from './session.ts';
import { End, operation } from './timeline-request.ts';
import { requestTable } from './timeline-table.ts';

const uring = ({ timeline }: Session) => timeline.requests.all.filter(({ sqe }) => sqe !== undefined);
const timeOf = (session: Session, mark: string) => seekTo(session, mark).recording.machine.now;

test('a request begins when its SQE is taken, and ends when cq.head has passed its CQE', async () => {
  const session = await openedScenario('healthy');
  const requests = uring(session);
  expect(requests.map(({ sqe, end, res }) => [Number(sqe?.userData), end, res])).toEqual(
    Array.from({ length: 8 }, (_, i) => [100 + i, End.Delivered, 0]),
  );
  const published = timeOf(session, 'io_uring_enter#1/CommitCqring');
  expect(new Set(requests.map((request) => request.published))).toEqual(new Set([published]));
  expect(requests.map(operation)).toEqual(Array.from({ length: 8 }, () => 'NOP'));
  const ends = requests.map(({ ended }) => ended);
  expect(ends).toEqual([...ends].sort((a, b) => a - b));
  expect(new Set(ends).size).toBe(8);
  expect(requests.map(({ start }) => start)[1]).toBeGreaterThan(requests[0]!.start);
});

test('in words: by their user_data, and where they are at the cursor', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/FillCqe~3');
  const table = requestTable(session);
  expect(table.rows[0]).toMatchObject({ name: 'user_data 100', opcode: 'NOP', uring: true, phase: 'submitting' });
  expect(table.totals).toMatchObject({ submitted: 8, submitting: 8, unreaped: 0 });
  seekTo(session, 'io_uring_enter#1/CommitCqring');
  expect(requestTable(session).totals).toMatchObject({ submitted: 8, submitting: 0, unreaped: 8 });
  session.recording.seek(session.recording.length);
  expect(requestTable(session).totals).toMatchObject({ submitted: 8, unreaped: 0, reaped: 8 });
});

test('SQEs that are sent twice are two requests each', async () => {
  const session = await openedScenario('over-size');
  const sent = uring(session).map(({ sqe }) => Number(sqe?.userData));
  expect(sent).toHaveLength(16);
  expect(sent.slice(0, 8)).toEqual(sent.slice(8));
  expect(uring(session).every(({ end }) => end === End.Delivered)).toBe(true);
});

test('one slot for all: the same user_data eight times', async () => {
  const session = await openedScenario('mask-zero');
  expect(uring(session).map(({ sqe, end }) => [sqe?.index, Number(sqe?.userData), end])).toEqual(
    Array.from({ length: 8 }, () => [0, 107, End.Delivered]),
  );
});

test('what is done and has no room waits for it', async () => {
  const session = await openedRule('URG-09.c');
  seekTo(session, 'io_uring_enter#6/CommitSqring');
  expect(
    requestTable(session)
      .rows.slice(0, 6)
      .map(({ phase, waits }) => (phase === 'device' ? waits : phase)),
  ).toEqual(['unreaped', 'unreaped', 'unreaped', 'unreaped', 'room', 'room']);
  expect(uring(session).every(({ end }) => end === End.Delivered)).toBe(true);
  const { cqes } = session.timeline.requests.uring;
  expect(cqes.map(({ slot }) => slot)).toEqual(cqes.map((_, i) => i % 4));
});

test('reads and polls that wait are in flight', async () => {
  const session = await openedRule('URG-08.c');
  const waited = uring(session).filter(({ queued }) => queued !== Number.POSITIVE_INFINITY);
  expect(new Set(waited.map(operation))).toEqual(new Set(['FSYNC', 'POLL_ADD']));
  for (const { queued, published } of waited) expect(published).toBeGreaterThan(queued);
});
