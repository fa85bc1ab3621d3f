import { expect, test } from 'vitest';
import { HEAP_BASE, STACK_BASE, STACK_SIZE } from '../../assembly/uapi/memory-map.ts';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { memoryPlace } from './memory-place.ts';
import { momentOf } from './moment.ts';
import { openSession, type Session } from './session.ts';

const PROGRAM = `#include <libaio.h>
#include <stdlib.h>
#include <stdio.h>
struct req { int fd; struct iocb cb; struct req *next; };
int table[4];
static void stop(struct req *r)
{
	int here = r->fd;
	printf("%d\\n", here);
	fflush(stdout);
}
int main(void)
{
	io_context_t ctx = 0;
	struct iocb io[3];
	struct iocb *list[3] = { &io[2], 0, 0 };
	struct req *p = malloc(3 * sizeof *p);
	void (*fn)(struct req *) = stop;
	p[0].next = 0;
	p[0].fd = 7;
	io_setup(4, &ctx);
	io_prep_pread(&io[2], 3, table, 16, 0);
	list[1] = &io[1];
	stop(p);
	return fn == 0;
}
`;

const session = await stopped();

/** The program, inside stop(). */
async function stopped(): Promise<Session> {
  const module = await loadModule(process.env.KRING_WASM);
  const result = compile({ name: 'names.c', text: PROGRAM });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, []);
  while (recording.ending === undefined) recording.extend(10);
  recording.seek(recording.positionOf('write#1/Call') ?? 0);
  return openSession(result.program, recording);
}

/** Where a name leads, as AddressNames calls it, and how many bytes that is. */
function found(typed: string): string {
  const place = memoryPlace(session, typed);
  if ('problem' in place) return place.problem;
  return `${momentOf(session).names.at(place.address)} ${place.size}`;
}

test.each([
  ['here', 'here 4'],
  ['io', 'io[0] 192'],
  ['io[2]', 'io[2] 64'],
  ['io[1]+8', 'io[1]+8 1'],
  ['list', 'list[0] 24'],
  ['list[0]', 'io[2] 64'],
  ['&list[0]', 'list[0] 8'],
  ['*list[1]', 'io[1] 64'],
  ['list[0]->u', 'io[2]+24 40'],
  ['p', '*r 80'],
  ['*p', '*r 80'],
  ['p[2]', 'r[2] 80'],
  ['&p', 'p 8'],
  [' & p ', 'p 8'],
  ['*table', 'table[0] 4'],
  ['table[3]', 'table[3] 4'],
  ['fn', 'fn 8'],
  ['aio_ring', 'aio_ring 32'],
  ['aio_ring+64', 'aio_ring+64 1'],
  ['ctx', 'aio_ring 1'],
])('%s leads to %s', (typed, place) => {
  expect(found(typed)).toBe(place);
});

test('every name that panels give to an address leads back to it', () => {
  const { names } = momentOf(session);
  for (let address = STACK_BASE; address < STACK_BASE + 0x800; address += 4) {
    const name = names.at(address);
    if (name === undefined || /^(p|r|ctx|fn|list)\b/.test(name)) continue;
    expect(memoryPlace(session, name), name).toMatchObject({ address });
  }
  const heap = momentOf(session).names.at(memoryAddress('p->cb'));
  expect(heap).toBeUndefined();
  expect(memoryAddress('p->cb')).toBe(memoryAddress('p') + 8);
  expect(memoryAddress('p')).toBeGreaterThanOrEqual(HEAP_BASE);
});

function memoryAddress(typed: string): number {
  const place = memoryPlace(session, typed);
  if ('problem' in place) throw new Error(place.problem);
  return place.address;
}

test('an address is taken as it is', () => {
  expect(memoryPlace(session, '0x100f000088')).toEqual({ address: 0x10_0f00_0088, size: 1 });
  expect(memoryPlace(session, ' 0X100F000088 ')).toEqual({ address: 0x10_0f00_0088, size: 1 });
});

const NOWHERE = (typed: string) => `Nothing in scope is called “${typed}”, and it is no address such as 0x100f000088.`;

test.each([
  ['0x0', 'Nothing is mapped at 0x0.'],
  ['0xffffffffffffffff', 'Nothing is mapped at 0xffffffffffffffff.'],
  [`0x${(STACK_BASE + STACK_SIZE).toString(16)}`, 'Nothing is mapped at 0x100f800000.'],
  ['list[2]', '“list[2]” leads to 0x0, and nothing is mapped there.'],
  ['p->next', '“p->next” leads to 0x0, and nothing is mapped there.'],
  ['p->next->fd', '“p->next->fd” leads to 0x0, and nothing is mapped there.'],
  ['nothing', NOWHERE('nothing')],
  ['io[3]', NOWHERE('io[3]')],
  ['p.fd', NOWHERE('p.fd')],
  ['p->nothing', NOWHERE('p->nothing')],
  ['*here', NOWHERE('*here')],
  ['here[1]', NOWHERE('here[1]')],
  ['100f000088', NOWHERE('100f000088')],
  ['io[', NOWHERE('io[')],
  ['<b>', NOWHERE('<b>')],
])('%s leads nowhere, in a sentence', (typed, sentence) => {
  expect(memoryPlace(session, typed)).toEqual({ problem: sentence });
});
