import { afterEach, describe, expect, test } from 'vitest';
import { PAGE_SIZE, STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import type { UserMemory } from '../machine/machine.ts';
import { Recording } from '../recording/recording.ts';
import { scenario as oneRead } from '../scenarios/one-read/scenario.ts';
import { scenario as preadvTwoBuffers } from '../scenarios/preadv-two-buffers/scenario.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { changedBytes } from './changed-bytes.ts';
import { pause, playbackStore } from './playback.ts';
import { openSession, type Session } from './session.ts';

const module = await loadModule(process.env.KRING_WASM);

function opened({ program, files }: Scenario): Session {
  const result = compile(program);
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, files);
  while (recording.ending === undefined) recording.extend(10);
  return openSession(result.program, recording);
}

/** All of user memory that can be read, page by page. */
type Copy = ReadonlyMap<number, Buffer>;

function copyOf(memory: UserMemory): Copy {
  const pages = new Map<number, Buffer>();
  for (const { start, end, read } of memory.mappings()) {
    if (!read) continue;
    const bytes = new Uint8Array(end - start);
    expect(memory.read(start, end - start, bytes)).toBe(end - start);
    for (let at = 0; at < bytes.length; at += PAGE_SIZE)
      pages.set(start + at, Buffer.from(bytes.buffer, at, PAGE_SIZE));
  }
  return pages;
}

const ZEROES = Buffer.alloc(PAGE_SIZE);

/** Addresses of the bytes that differ, of every page that has some. */
function differences(before: Copy, after: Copy): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const [page, bytes] of after) {
    const old = before.get(page) ?? ZEROES;
    if (bytes.equals(old)) continue;
    const addresses = [...bytes.keys()].filter((i) => bytes[i] !== old[i]).map((i) => page + i);
    found.set(page, addresses);
  }
  return found;
}

/** What changedBytes() says of one page. */
function marked(session: Session, page: number): number[] {
  const changed = changedBytes(session, page, PAGE_SIZE);
  if (!changed) throw new Error('not known');
  return [...changed.keys()].filter((i) => changed[i] === 1).map((i) => page + i);
}

afterEach(pause);

describe.each([oneRead, preadvTwoBuffers])('$id', (scenario) => {
  test('what is marked is where two copies of all memory differ, whichever way the cursor came', () => {
    const session = opened(scenario);
    const { recording } = session;
    const moments: Map<number, number[]>[] = [];
    let before = copyOf(recording.machine.memory);
    const pages = new Set<number>();
    for (let position = 1; position <= recording.length; position++) {
      recording.seek(position);
      const after = copyOf(recording.machine.memory);
      const differing = differences(before, after);
      for (const page of differing.keys()) pages.add(page);
      moments[position] = differing;
      before = after;
    }
    expect(pages.size).toBeGreaterThan(3);
    expect(pages.size).toBeLessThan(40);

    const check = (position: number, way: string) => {
      recording.seek(position);
      for (const page of pages) {
        expect(marked(session, page), `${way} ${position}, page ${page.toString(16)}`).toEqual(
          moments[position]?.get(page) ?? [],
        );
      }
      expect(recording.position).toBe(position);
    };
    for (let position = 1; position <= recording.length; position++) check(position, 'forward to');
    for (let position = recording.length; position > 0; position--) check(position, 'back to');
    for (let i = 1; i < 24; i++) check(1 + Math.floor(((i * 0.618034) % 1) * recording.length), 'jump to');
  });
});

test('a window may begin and end anywhere', () => {
  const session = opened(oneRead);
  const { recording } = session;
  const mark = recording.positionOf('io_submit#1/WriteKey');
  if (mark === undefined) throw new Error('no WriteKey');
  recording.seek(mark);
  const whole = changedBytes(session, STACK_BASE, 2 * PAGE_SIZE);
  const piece = changedBytes(session, STACK_BASE + PAGE_SIZE - 5, 20);
  expect(piece).toEqual(whole?.slice(PAGE_SIZE - 5, PAGE_SIZE + 15));
});

test('nothing is said before the first moment, nor in the middle of a run that plays in great steps', () => {
  const session = opened(oneRead);
  const { recording } = session;
  recording.seek(0);
  expect(changedBytes(session, STACK_BASE, 16)).toBeUndefined();
  playbackStore.setState({ status: 'playing' });
  recording.seek(20);
  expect(changedBytes(session, STACK_BASE, 16)).toBeUndefined();
  recording.seek(21);
  expect(changedBytes(session, STACK_BASE, 16)).toHaveLength(16);
  recording.seek(30);
  expect(changedBytes(session, STACK_BASE, 16)).toBeUndefined();
  pause();
  expect(changedBytes(session, STACK_BASE, 16)).toHaveLength(16);
});
