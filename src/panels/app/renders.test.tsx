// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { Profiler, type ReactElement } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { compile } from '../../c/index.ts';
import { loadModule } from '../../machine/load-wasm.ts';
import { Recording } from '../../recording/recording.ts';
import { pause, playbackStore } from '../../store/playback.ts';
import { openSession, type Session } from '../../store/session.ts';
import { run, seek, step } from '../../store/transport.ts';
import { ConsolePanel } from '../console/ConsolePanel.tsx';
import { EventsPanel } from '../events/EventsPanel.tsx';
import { IocbPanel } from '../iocb/IocbPanel.tsx';
import { Variables } from '../program/Variables.tsx';
import { RingPanel } from '../ring/RingPanel.tsx';
import { RequestList } from '../timeline/RequestList.tsx';
import { PositionSlider } from '../transport/PositionSlider.tsx';
import { Transport } from '../transport/Transport.tsx';

/** After a request is done and reaped, a loop that only counts. */
const PROGRAM = `#include <fcntl.h>
#include <libaio.h>
int main(void) {
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY);
	char buffer[64];
	struct iocb cb, *list[1] = { &cb };
	struct io_event event;
	io_setup(1, &ctx);
	io_prep_pread(&cb, fd, buffer, 64, 0);
	io_submit(ctx, 1, list);
	io_getevents(ctx, 1, 1, &event, NULL);
	unsigned long sum = 0;
	for (int i = 0; i < 1000; i++)
		sum += i;
	io_destroy(ctx);
	return 0;
}
`;

/** What a moment of a program that counts does not change, but the values that LiveText writes. */
const PANELS: Readonly<Record<string, ReactElement>> = {
  ring: <RingPanel />,
  events: <EventsPanel />,
  iocb: <IocbPanel />,
  console: <ConsolePanel />,
  variables: <Variables />,
  requests: <RequestList visible={false} />,
  transport: <Transport />,
  slider: <PositionSlider />,
};

let session: Session;
let frames: FrameRequestCallback[] = [];
let now = 0;
let commits: Record<string, number> = {};

/** The browser draws a frame, 20 ms after the one before. */
function draw(times = 1): void {
  for (let i = 0; i < times; i++) {
    now += 20;
    for (const callback of frames.splice(0)) act(() => callback(now));
  }
}

/** The position behind a named moment. */
function after(mark: string): number {
  const position = session.recording.positionOf(mark);
  if (position === undefined) throw new Error(`no ${mark}`);
  return position;
}

beforeEach(async () => {
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  const module = await loadModule(process.env.KRING_WASM ?? 'build/kring.wasm');
  const result = compile({ name: 'counts.c', text: PROGRAM });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const files = [{ name: 'data', size: 4096, seed: 1 }];
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, files);
  while (recording.ending === undefined) recording.extend(10);
  session = openSession(result.program, recording);
  while (session.timeline.behind) session.timeline.update(10);
  draw(2);
  for (const [id, panel] of Object.entries(PANELS)) {
    const count = () => {
      commits[id] = (commits[id] ?? 0) + 1;
    };
    render(
      <Profiler id={id} onRender={count}>
        {panel}
      </Profiler>,
    );
  }
  // Into the loop.
  seek(after('io_getevents#1/StoreHead') + 20);
  draw(2);
  commits = {};
});

afterEach(() => {
  pause();
  cleanup();
  draw(2);
  frames = [];
});

test('moments that change values render no panel', () => {
  const from = document.body.textContent;
  for (let moments = 0; moments < 100; moments++) {
    step();
    draw(2);
  }
  expect(commits).toEqual({});
  expect(document.body.textContent).not.toBe(from);
});

test('nor does a play, however many moments it goes in a frame', () => {
  playbackStore.setState({ speed: 1000 });
  act(run);
  draw();
  commits = {};
  const from = session.recording.position;
  draw(20);
  expect(session.recording.position).toBeGreaterThan(from + 300);
  expect(commits).toEqual({});
});

test('a moment of the kernel renders the panels whose picture it changes, once', () => {
  seek(after('io_submit#1/PublishTail') - 1);
  draw(2);
  commits = {};
  step();
  draw(2);
  expect(commits).toEqual({ ring: 1, events: 1, requests: 1 });
});
