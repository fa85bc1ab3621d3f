import { beforeAll, expect, test } from 'vitest';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { ringPicture, slotAt } from './ring.ts';
import { ringMap } from './ring-map.ts';
import { ringOverview } from './ring-overview.ts';
import { openSession, type Session } from './session.ts';

/** A ring of 639 slots goes round more than once; in the middle the program clears 200 of its events. */
const PROGRAM = `#include <fcntl.h>
#include <libaio.h>
#include <string.h>
int main(void) {
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY);
	struct iocb iocbs[8], *list[8];
	struct io_event events[8];
	if (io_setup(300, &ctx) != 0) return 1;
	for (int i = 0; i < 8; i++) {
		io_prep_pread(&iocbs[i], fd, events, 0, 0);
		list[i] = &iocbs[i];
	}
	for (int turn = 0; turn < 150; turn++) {
		if (io_submit(ctx, 8, list) != 8) return 2;
		if (turn >= 20 && io_getevents(ctx, 8, 8, events, 0) != 8) return 3;
		if (turn == 70) memset((char *)ctx + 32 + 32 * 100, 0, 32 * 200);
	}
	return 0;
}
`;

let session: Session;

beforeAll(async () => {
  const module = await loadModule(process.env.KRING_WASM);
  const result = compile({ name: 'ring.c', text: PROGRAM });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const files = [{ name: 'data', size: 4096, seed: 1 }];
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, files);
  while (recording.ending === undefined) recording.extend(10);
  session = openSession(result.program, recording);
});

/** What the bytes of every slot say, read one by one: as long as the ring is there. */
function bySlot(): string | undefined {
  const ring = ringPicture(session);
  if (ring.state !== 'mapped') return undefined;
  return Array.from({ length: ring.nr }, (_, slot) => (slotAt(session, slot)?.event ? '1' : '0')).join('');
}

const mapped = () => ringMap(session)?.written.join('');

/** The kind of every slot, out of the ranges. */
function byRanges(nr: number): string[] {
  const kinds = Array.from({ length: nr }, () => '');
  for (const { kind, ranges, slots, more } of ringOverview(session)) {
    expect(more).toBe(0);
    expect(ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBe(slots);
    for (const { first, last } of ranges) for (let slot = first; slot <= last; slot++) kinds[slot] += kind;
  }
  return kinds;
}

test('the map is what the bytes say: forward in small and large steps, and wherever the cursor is put', () => {
  const { recording } = session;
  expect(recording.ending).toEqual({ kind: 'exited', status: 0 });
  const positions: number[] = [];
  for (let at = 0; at < recording.length; at += 1 + (at % 977)) positions.push(at);
  let random = 1;
  for (let i = 0; i < 60; i++) {
    random = (random * 48_271) % 0x7fff_ffff;
    positions.push(random % recording.length);
  }
  let cleared = 0;
  for (const position of positions) {
    recording.seek(position);
    const map = mapped();
    expect(map).toBe(bySlot());
    if (map && /10{200}/.test(map)) cleared++;
  }
  expect(cleared).toBeGreaterThan(10);
});

test('every slot is in one of the ranges, as the list of slots has it', () => {
  const { recording } = session;
  for (let at = 0; at < recording.length; at += 1009) {
    recording.seek(at);
    const ring = ringPicture(session);
    if (ring.state !== 'mapped') continue;
    const kinds = Array.from({ length: ring.nr }, (_, slot) => {
      const state = slotAt(session, slot)?.state;
      return state === 'filled' ? 'next' : state;
    });
    expect(byRanges(ring.nr)).toEqual(kinds);
  }
});
