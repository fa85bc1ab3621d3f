import { expect, test } from 'vitest';
import { openedScenario, seekTo } from '../testing/scenario-session.ts';
import { eventList } from './event-list.ts';
import { iocbList } from './iocbs.ts';
import { lifeText } from './request-life.ts';
import type { Session } from './session.ts';

function lifeAt(session: Session, mark: string): string {
  seekTo(session, mark);
  return lifeText(session, iocbList(session).current ?? 0);
}

test('what becomes of a read', async () => {
  const session = await openedScenario('one-read');
  expect(lifeAt(session, 'io_setup#1/StoreHandle')).toBe('not submitted yet');
  expect(lifeAt(session, 'io_submit#1/WriteKey')).toBe('in io_submit');
  expect(lifeAt(session, 'io_getevents#1/WaitForEvents')).toMatch(/^at the device for [\d.]+ µs$/);
  expect(lifeAt(session, 'aio_complete#1/FillSlot')).toMatch(/^at the device for/);
  expect(lifeAt(session, 'aio_complete#1/PublishTail')).toMatch(/^completed after [\d.]+ µs: 4096, unreaped$/);
  expect(lifeAt(session, 'io_getevents#1/StoreHead')).toMatch(/^completed after [\d.]+ µs: 4096, reaped$/);
});

test('a refused request is refused, and waits for nothing', async () => {
  expect(lifeAt(await openedScenario('bad-fd-in-the-middle'), 'io_submit#1/Refuse')).toBe('refused: -9 EBADF');
});

test('an event’s latency is from its own submission, in every scenario', async () => {
  for (const scenario of ['one-read', 'completion-order', 'ring-wraps']) {
    const session = await openedScenario(scenario);
    for (const [i, fill] of session.index.fills.entries()) {
      const record = session.index.at(fill);
      session.recording.seek(record.position);
      const row = eventList(session).rows.at(-1);
      const request = session.timeline.requests.all
        .filter(({ published }) => published < Number.POSITIVE_INFINITY)
        .sort((a, b) => a.published - b.published)[i];
      expect(row?.after, `${scenario}, event ${i}`).toBe(record.time - (request?.start ?? Number.NaN));
    }
  }
});
