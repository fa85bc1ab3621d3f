/** What a handler may do to the frame that rt_sigreturn reads: the program ends by a signal at worst, never the machine. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STACK_BASE, STACK_SIZE, TEXT_BASE } from '../../assembly/uapi/memory-map.ts';
import { SignalFrame } from '../../assembly/uapi/signal-frame.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { compileOrThrow, runOnModel } from './model.ts';

const module = await loadModule(process.env.KRING_WASM);
const OPTIONS = { cpus: 2, version: 618, seed: 1 };

/** A handler that changes words of its frame, by their offsets. */
function program(changes: readonly (readonly [offset: number, value: bigint])[]): string {
  const stores = changes.map(
    ([offset, value]) => `*(unsigned long *)(frame + ${offset}) = ${BigInt.asUintN(64, value)}UL;`,
  );
  return `
    #include <signal.h>
    #include <stdio.h>
    #include <string.h>

    static int times;

    static void handler(int signal, siginfo_t *info, void *context)
    {
      char *frame = context;
      if (times++ == 0) { ${stores.join(' ')} }
    }

    int main(void)
    {
      struct sigaction action;
      memset(&action, 0, sizeof(action));
      action.sa_sigaction = handler;
      action.sa_flags = SA_SIGINFO;
      sigaction(SIGUSR1, &action, NULL);
      raise(SIGUSR1);
      printf("back\\n");
      return 0;
    }`;
}

function run(changes: readonly (readonly [number, bigint])[]) {
  return runOnModel(module, OPTIONS, compileOrThrow({ name: 'frame.c', text: program(changes) }), []);
}

test('left alone, it brings the program back', () => {
  expect(run([])).toMatchObject({ stdout: 'back\n', status: 0 });
});

test('a place that is no instruction, or a frame outside the stack, is SIGSEGV', () => {
  const stack = BigInt(STACK_BASE);
  const bad: (readonly [number, bigint])[] = [
    [SignalFrame.pc, 0n],
    [SignalFrame.pc, BigInt(TEXT_BASE) + 8n],
    [SignalFrame.pc, BigInt(TEXT_BASE) + (1n << 40n)],
    [SignalFrame.pc, -16n],
    [SignalFrame.fp, 0n],
    [SignalFrame.fp, stack],
    [SignalFrame.fp, stack + 65n],
    [SignalFrame.fp, stack + BigInt(STACK_SIZE)],
    [SignalFrame.fp, stack + BigInt(STACK_SIZE) - 8n],
    [SignalFrame.fp, -8n],
  ];
  for (const change of bad) expect(run([change]).status, String(change)).toBe(139);
});

test('any other words: the machine goes on or the program dies', () => {
  const word = fc.oneof(
    fc.integer({ min: -100, max: 100 }).map((n) => BigInt(STACK_BASE) + BigInt(n * 8)),
    fc.integer({ min: 0, max: 6000 }).map((n) => BigInt(TEXT_BASE) + BigInt(n * 16)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  );
  const offset = fc.constantFrom(SignalFrame.pc, SignalFrame.fp, SignalFrame.statement, SignalFrame.mask);
  fc.assert(
    fc.property(fc.array(fc.tuple(offset, word), { minLength: 1, maxLength: 3 }), (changes) => {
      // It may well run in circles from there; what must not happen is a defect of the machine.
      try {
        run(changes);
      } catch (error) {
        expect(String(error)).toMatch(/ends with (Budget|Stuck|Unmodelled)/);
      }
    }),
    { numRuns: 40 },
  );
});
