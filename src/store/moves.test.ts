import { beforeAll, beforeEach, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { anyScenario } from '../scenarios/all.ts';
import { goTo } from './go-to.ts';
import { machineStore } from './machine-module.ts';
import { namedMoments } from './mark-list.ts';
import { intoCall, nextEvent, nextStop, overCall, previousEvent, previousStop } from './moves.ts';
import { dismiss, noticeStore } from './notice.ts';
import { openScenario } from './program-text.ts';
import { type Session, sessionStore } from './session.ts';
import { storyStops } from './story.ts';
import { extend, reset } from './transport.ts';

let session: Session;

beforeAll(async () => {
  machineStore.setState({ module: await loadModule(process.env.KRING_WASM) });
  await openScenario('ring-full');
  session = sessionStore.getState().session as Session;
  while (session.recording.ending === undefined || session.index.behind) extend(session);
});

beforeEach(() => {
  reset();
  dismiss();
});

const mark = () => session.recording.markAt(session.recording.position);
const notice = () => noticeStore.getState().notice?.sentence;

test('into the kernel, and out of it again', () => {
  goTo('io_submit#1');
  intoCall();
  expect(mark()).toBe('io_submit#1/LookupIoctx');
  const { position } = session.recording;
  overCall();
  expect(session.index.recordsOf(session.recording.position).some(({ kind }) => kind === 'return')).toBe(true);
  expect(session.recording.position).toBeGreaterThan(position);
});

test('from event to event, both ways', () => {
  nextEvent();
  expect(mark()).toMatch(/PublishTail$/);
  const first = mark();
  nextEvent();
  expect(mark()).not.toBe(first);
  previousEvent();
  expect(mark()).toBe(first);
  previousEvent();
  expect(mark()).toBe(first);
  expect(notice()).toContain('No completion event came before');
});

test('from one moment of the story to the next, to its end', () => {
  const story = anyScenario('ring-full')?.story ?? [];
  for (const stop of story) {
    nextStop();
    expect(mark()).toBe(stop.mark);
  }
  nextStop();
  expect(notice()).toContain('told to its end');
  for (const stop of story.slice(0, -1).reverse()) {
    previousStop();
    expect(mark()).toBe(stop.mark);
  }
});

test('the story is known moment by moment, and found once', () => {
  expect(storyStops(session)).toHaveLength(anyScenario('ring-full')?.story.length ?? -1);
  expect(storyStops(session)).toBe(storyStops(session));
});

test('named moments have the names that the recording gives them', () => {
  const moments = namedMoments(session.recording.records);
  expect(moments.length).toBeGreaterThan(500);
  for (const [i, { mark, position }] of moments.entries()) {
    if (i % 9 === 0) expect(session.recording.positionOf(mark), mark).toBe(position);
  }
});

test('a place that the run has not is a sentence, and the cursor stays', () => {
  goTo('io_submit#9999/TakeSlot');
  expect(notice()).toContain('no moment “io_submit#9999/TakeSlot”');
  dismiss();
  goTo('99999999');
  expect(notice()).toContain('no moment “99999999”');
  expect(session.recording.position).toBe(0);
});
