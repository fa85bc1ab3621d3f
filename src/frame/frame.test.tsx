// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { picture } from '../store/picture.ts';
import { pause, playbackStore } from '../store/playback.ts';
import { type Session, sessionStore } from '../store/session.ts';
import { run, seek, step, stepBack } from '../store/transport.ts';
import { frame } from './frame-clock.ts';
import { LiveText } from './LiveText.tsx';
import { useFramePicture, useFrameValue } from './use-frame-value.ts';

/** A finished recording of 100 moments, whose only state is its position. */
function finished(): Session {
  const recording = {
    position: 0,
    length: 100,
    ending: { kind: 'exited', status: 0 },
    seek(position: number) {
      recording.position = position;
    },
    extend() {},
  };
  return {
    id: 1,
    recording,
    index: { behind: false, update() {} },
    timeline: { behind: false },
    program: {},
  } as unknown as Session;
}

let frames: FrameRequestCallback[] = [];
let now = 0;

/** The browser draws a frame, 20 ms after the one before. */
function draw(times = 1): void {
  for (let i = 0; i < times; i++) {
    now += 20;
    for (const callback of frames.splice(0)) act(() => callback(now));
  }
}

beforeEach(() => {
  renders = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  sessionStore.setState({ session: finished() });
  draw(2);
});

afterEach(() => {
  pause();
  cleanup();
  draw(2);
  frames = [];
});

const position = () => sessionStore.getState().session?.recording.position;
const tens = ({ recording }: Session) => Math.floor(recording.position / 10);
const exact = ({ recording }: Session) => `moment ${recording.position}`;

const doubled = picture((session) => ({ tens: tens(session), list: [tens(session) * 2] }));

let renders = 0;

function Value() {
  renders++;
  return <b>{useFrameValue(tens)}</b>;
}

function Picture() {
  renders++;
  return <b>{useFramePicture(doubled)?.list.join()}</b>;
}

function Line() {
  renders++;
  return <LiveText read={exact} />;
}

test('a value renders when it differs, not when the cursor moves', () => {
  const { container } = render(<Value />);
  expect(renders).toBe(1);
  for (let at = 1; at <= 25; at++) {
    seek(at);
    draw(2);
  }
  expect(container.textContent).toBe('2');
  expect(renders).toBe(3);
});

test('a picture renders when something in it differs', () => {
  const { container } = render(<Picture />);
  for (let at = 1; at <= 25; at++) {
    seek(at);
    draw(2);
  }
  expect(container.textContent).toBe('4');
  expect(renders).toBe(3);
});

test('a live text follows without rendering', () => {
  const { container } = render(<Line />);
  for (let at = 1; at <= 25; at++) {
    seek(at);
    draw(2);
    expect(container.textContent).toBe(`moment ${at}`);
  }
  expect(renders).toBe(1);
});

test('several moves in one frame are drawn once', () => {
  const before = frame.version;
  step();
  step();
  stepBack();
  draw();
  expect(frame.version).toBe(before + 1);
  expect(position()).toBe(1);
});

test('Run goes forward at its speed and pauses at the end', () => {
  playbackStore.setState({ speed: 15 });
  run();
  draw(51);
  expect(position()).toBe(15);
  draw(400);
  expect(position()).toBe(100);
  expect(playbackStore.getState().status).toBe('paused');
  run();
  draw(3);
  expect(position()).toBeLessThan(5);
});

/** Three texts, each of which takes 20 ms to draw; how often each was drawn. */
function dear(clock: { ms: number }): { element: ReactNode; drawn: number[] } {
  const drawn = [0, 0, 0];
  const reads = drawn.map((_, i) => (session: Session) => {
    clock.ms += 20;
    drawn[i]!++;
    return exact(session);
  });
  const element = (
    <>
      <LiveText read={reads[0]!} />
      <LiveText read={reads[1]!} />
      <LiveText read={reads[2]!} />
    </>
  );
  return { element, drawn };
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

test('while the run plays, what is dear takes turns; once it pauses, all of it is up to date in the same frame', () => {
  const clock = { ms: 0 };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.ms);
  const { element, drawn } = dear(clock);
  const { container } = render(element);
  seek(5);
  draw(2);
  expect(drawn).toEqual([2, 2, 2]);
  playbackStore.setState({ speed: 50 });
  run();
  // The first frame of a play is where it begins.
  draw();
  let most = 0;
  for (let frames = 0; frames < 40; frames++) {
    const before = sum(drawn);
    draw();
    most = Math.max(most, sum(drawn) - before);
  }
  expect(most).toBe(1);
  expect(Math.min(...drawn)).toBeGreaterThan(4);
  expect(Math.max(...drawn) - Math.min(...drawn)).toBeLessThanOrEqual(1);
  pause();
  draw();
  expect(container.textContent).toBe(`moment ${position()}`.repeat(3));
  vi.restoreAllMocks();
});

test('while somebody drags the cursor, what is dear takes turns; once it rests, all of it is up to date', () => {
  const clock = { ms: 0 };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.ms);
  const { element, drawn } = dear(clock);
  const { container } = render(element);
  let most = 0;
  for (let at = 1; at <= 20; at++) {
    const before = sum(drawn);
    seek(at);
    draw();
    if (at > 1) most = Math.max(most, sum(drawn) - before);
  }
  expect(most).toBe(1);
  expect(frames).not.toEqual([]);
  draw();
  expect(container.textContent).toBe('moment 20'.repeat(3));
  vi.restoreAllMocks();
});

test('what is cheap is drawn in every frame of a play', () => {
  let looks = 0;
  const off = frame.subscribe(() => {
    looks++;
  });
  playbackStore.setState({ speed: 50 });
  run();
  draw(11);
  off();
  expect(looks).toBe(11);
});

test('idle waits for the end of the play', async () => {
  playbackStore.setState({ speed: 1000 });
  run();
  let idle = false;
  frame.idle().then(() => {
    idle = true;
  });
  draw(2);
  await Promise.resolve();
  expect(idle).toBe(false);
  draw(20);
  await Promise.resolve();
  expect(idle).toBe(true);
  expect(position()).toBe(100);
});
