import { describe, expect, test } from 'vitest';
import { openedRule } from '../testing/program-session.ts';
import { openedScenario, seekTo } from '../testing/scenario-session.ts';
import { narration } from './narration.ts';
import type { Session } from './session.ts';

const said = (session: Session, mark: string) => narration(seekTo(session, mark)).sentence;

test('healthy: what is asked for, and what comes of it', async () => {
  const session = await openedScenario('healthy');
  expect(said(session, 'io_uring_setup#1')).toContain('A ring for 8 SQEs is asked for.');
  expect(said(session, 'io_uring_setup#1/AllocateUring')).toContain('**8** SQEs, **16** CQEs');
  expect(said(session, 'mmap#1/Call')).toContain('SQ and CQ rings of fd 3 now lie there');
  expect(said(session, 'mmap#2/Call')).toContain('SQEs of fd 3 now lie there');
  expect(said(session, 'io_uring_enter#1')).toContain('The kernel is asked to take 8 SQEs.');
  expect(said(session, 'io_uring_enter#1/GetSqe~2')).toBe(
    "The kernel's own head is 1: the next SQE is **1**, NOP with user_data 101.",
  );
  expect(said(session, 'io_uring_enter#1/IssueSqe')).toBe('NOP with user_data 100 is done: **0**.');
  expect(said(session, 'io_uring_enter#1/CommitCqring')).toContain('8 CQEs are now visible to the program.');
  expect(said(session, 'io_uring_enter#1/CommitSqring')).toContain('8 SQEs are taken: their places are free again.');
});

test('over-size and mask-zero: the numbers tell what goes wrong', async () => {
  const session = await openedScenario('over-size');
  expect(said(session, 'io_uring_enter#1')).toContain('The kernel is asked to take 16 SQEs.');
  expect(said(session, 'io_uring_enter#1/CommitSqring')).toContain('**0 → 8**. 8 SQEs are taken');
  const masked = await openedScenario('mask-zero');
  expect(said(masked, 'io_uring_enter#1/GetSqe~8')).toContain('own head is 7: the next SQE is **0**');
});

test('header-vs-so: the kernel is never asked for anything', async () => {
  const session = await openedScenario('header-vs-so');
  expect(session.recording.positionOf('io_uring_enter#1')).toBeUndefined();
  expect(said(session, 'io_uring_setup#1/InstallUring')).toContain('The ring gets fd 3');
});

test('a statement that reaps says how far', async () => {
  const session = await openedScenario('over-size');
  const end = session.recording.positionOf('io_uring_enter#2')!;
  const sentences: string[] = [];
  for (let at = session.recording.positionOf('io_uring_enter#1/CommitSqring')!; at <= end; at++) {
    session.recording.seek(at);
    sentences.push(narration(session).sentence);
  }
  expect(sentences.filter((sentence) => sentence.includes('reaps'))).toEqual([
    expect.stringContaining('The program reaps 8 CQEs: it moves `cq.head`, **0 → 8**.'),
  ]);
});

test('waiting, waking, and no room', async () => {
  const waits = await openedRule('URG-10.c');
  expect(said(waits, 'io_uring_enter#5')).toMatch(/The kernel is asked to take .*, and to wait for \d CQEs?\./);
  expect(said(waits, 'io_uring_enter#5/CqringWait')).toContain('until 1 more CQE is in the queue');
  expect(said(waits, 'tctx_task_work#1/CqringWake')).toBe('1 waiter of `io_uring_enter` is woken.');
  const full = await openedRule('URG-09.c');
  expect(said(full, 'io_uring_enter#5/OverflowCqe')).toContain('user_data 4 waits in a list of the kernel');
});

describe.each(['healthy', 'header-vs-so', 'over-size', 'mask-zero'])('%s', (id) => {
  test('every moment has a sentence without a gap in it', async () => {
    const session = await openedScenario(id);
    for (let at = 0; at <= session.recording.length; at++) {
      session.recording.seek(at);
      const { sentence } = narration(session);
      expect(sentence, `moment ${at}`).not.toBe('');
      expect(sentence).not.toMatch(/undefined|NaN|18446744073709551615/);
    }
  });
});
