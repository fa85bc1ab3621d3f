import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { compile } from '../c/index.ts';
import type { Program } from '../c/program.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { decodeRecords } from '../recording/record.ts';

const module = await loadModule(process.env.KRING_WASM);
const FILES = [{ name: 'data.bin', size: 65_536, seed: 1 }];
const PLENTY = 0xffff_ffff;

/** Device, timer, pipe, short reads, output, a signal at the end: every way in which a moment can begin or end. */
const PROGRAM = `
#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
	io_context_t ctx = 0;
	struct io_event events[8];
	struct iocb iocbs[8], *list[8];
	int direct = open("data.bin", O_RDONLY | O_DIRECT), plain = open("data.bin", O_RDWR), fds[2];
	char *memory;

	if (pipe(fds) || posix_memalign((void **)&memory, 4096, 8 * 4096) || io_setup(8, &ctx))
		return 1;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 8; i++) {
			io_prep_pread(&iocbs[i], i % 3 == 0 ? plain : direct, memory + i * 4096, 4096, i * 4096);
			list[i] = &iocbs[i];
		}
		printf("submit %d\\n", io_submit(ctx, 8, list));
		unsigned long sum = 0;
		for (int i = 0; i < 3000; i++)
			sum += memory[i * 8 % 32768];
		int got = io_getevents(ctx, 3, 8, events, NULL);
		struct timespec pause = { 0, 50000 };
		nanosleep(&pause, NULL);
		got += io_getevents(ctx, 8 - got, 8 - got, events, NULL);
		printf("%d events, sum %d\\n", got, sum != 0);
	}
	close(fds[0]);
	write(fds[1], "x", 1);
	return 0;
}
`;

function load(program: Program): ModelMachine {
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 3 });
  machine.load(program, FILES);
  return machine;
}

/** All records of a run that is made in slices; `next` says how many moments and how much work the next one may be. */
function recordsOf(program: Program, next: () => readonly [number, number]): string {
  const machine = load(program);
  const parts: Uint8Array[] = [];
  for (;;) {
    const stop = machine.run(...next());
    parts.push(machine.drain());
    if (stop !== Stop.Budget && stop !== Stop.Work && stop !== Stop.TraceFull) break;
  }
  return `${Buffer.concat(parts).toString('hex')} ${machine.position} ${machine.now}`;
}

/** io_uring: what the program reaps is seen between two statements, also when a slice ends inside one. */
const REAPS = `
#include <linux/io_uring.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static struct io_uring_params p;
static char *ring;
static volatile unsigned *head;

/* Moves cq.head in the middle of a statement, twice, around a call of the library and one of the kernel. */
static long reap(long written)
{
	return (*head += 1) + written + printf("%u\\n", *head) + (*head += 1);
}

int main(void)
{
	int fd = syscall(SYS_io_uring_setup, 4, &p);
	ring = mmap(NULL, p.sq_off.array + 16, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQ_RING);
	struct io_uring_sqe *sqes = mmap(NULL, 256, PROT_READ | PROT_WRITE, MAP_SHARED, fd, IORING_OFF_SQES);
	head = (unsigned *)(ring + p.cq_off.head);
	for (int round = 0; round < 4; round++) {
		for (unsigned i = 0; i < 4; i++) {
			sqes[i].opcode = IORING_OP_NOP;
			((unsigned *)(ring + p.sq_off.array))[i] = i;
		}
		*(unsigned *)(ring + p.sq_off.tail) += 4;
		long taken = syscall(SYS_io_uring_enter, fd, 4, 0, 0, NULL, 0);
		long sum = reap(taken) + reap(write(1, "x\\n", 2));
		printf("%ld\\n", sum);
	}
	return 0;
}
`;

describe('the same moments follow each other whatever the slices', () => {
  const result = compile({ name: 'slices.c', text: PROGRAM });
  if (!result.ok) throw new Error(result.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\\n'));
  const whole = recordsOf(result.program, () => [PLENTY, PLENTY]);

  it('the program ends by SIGPIPE, after more than a thousand moments', () => {
    const machine = load(result.program);
    expect(machine.run(PLENTY, PLENTY)).toBe(Stop.Exited);
    expect(machine.position).toBeGreaterThan(1000);
  });

  it('one moment at a time', () => {
    expect(recordsOf(result.program, () => [1, PLENTY]) === whole).toBe(true);
  });

  it('a little work at a time', () => {
    expect(recordsOf(result.program, () => [PLENTY, 7]) === whole).toBe(true);
  });

  it('what is reaped in the middle of a statement', () => {
    const reaps = compile({ name: 'reaps.c', text: REAPS });
    if (!reaps.ok) throw new Error(reaps.diagnostics.map((d) => `${d.line}: ${d.message}`).join('\n'));
    const all = recordsOf(reaps.program, () => [PLENTY, PLENTY]);
    for (const slice of [
      [1, PLENTY],
      [PLENTY, 1],
      [PLENTY, 7],
      [2, 3],
      [3, 20],
    ] as const) {
      expect(recordsOf(reaps.program, () => slice) === all, `slices of ${slice}`).toBe(true);
    }
    const machine = load(reaps.program);
    machine.run(PLENTY, PLENTY);
    const reaped = decodeRecords(machine.drain()).flatMap((record) => (record.kind === 'reap' ? [record.after] : []));
    expect(reaped.at(-1)).toBe(16);
  });

  it('any slices', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 200 })), { minLength: 1 }),
        (slices) => {
          let n = 0;
          const next = () => {
            const [moments, work] = slices[n++ % slices.length]!;
            // Now and then everything may be used, so that it ends.
            return n % 7 === 0 ? ([moments + 1, PLENTY] as const) : ([moments, work] as const);
          };
          expect(recordsOf(result.program, next) === whole).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});
