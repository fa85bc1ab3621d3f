import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Op } from '../../assembly/uapi/bytecode.ts';
import {
  CODE,
  CODE_END,
  HEAP_BASE,
  KERNEL_DATA,
  MMAP_END,
  PAGE_SIZE,
  PAGE_TABLES,
  RODATA_BASE,
  STACK_BASE,
  STACK_SIZE,
  TEXT_BASE,
  WINDOW_BASE,
  WINDOW_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import { DATA_BASE, type Line, type Routine } from './assemble.ts';
import { operandsOf } from './operands.ts';
import { VmUnderTest } from './vm-under-test.ts';

const FRAME = 256;
const SLOTS = FRAME / 8;
const LINES = 40;
const ROUTINES = ['main', 'f', 'g'];
const OPS = Object.keys(Op).filter(
  (name) => Number.isNaN(Number(name)) && !['COUNT', 'ENTER', 'STMT', 'SYSCALL'].includes(name),
) as Exclude<keyof typeof Op, 'COUNT'>[];

/** Addresses where something begins or ends, and what lies just beside them. */
const address = fc
  .tuple(
    fc.constantFrom(
      0,
      CODE,
      KERNEL_DATA,
      WINDOW_BASE,
      TEXT_BASE,
      TEXT_BASE + 16 * LINES,
      RODATA_BASE,
      DATA_BASE,
      DATA_BASE + 2 * PAGE_SIZE,
      HEAP_BASE,
      MMAP_END,
      STACK_BASE,
      STACK_BASE + 64,
      STACK_BASE + PAGE_SIZE,
      STACK_BASE + STACK_SIZE,
      WINDOW_BASE + WINDOW_SIZE,
    ),
    fc.integer({ min: -40, max: 40 }),
  )
  .map(([at, by]) => BigInt(at + by));
const value = fc.oneof(
  address,
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -9n, max: 9n }),
);
const slot = fc.integer({ min: 0, max: SLOTS - 1 });

/** Any instruction that can stand in a frame of FRAME bytes; jumps go to any line of the same routine. */
const line = fc
  .record({ op: fc.constantFrom(...OPS), a: slot, b: slot, c: slot, value, to: fc.nat(LINES - 1), f: fc.nat(2) })
  .map(({ op, a, b, c, value, to, f }): Line => {
    const { slots, imm, width = 0 } = operandsOf(Op[op])!;
    if (op === 'CALL') return [op, Math.max(2, a), ROUTINES[f]!];
    if (op === 'CALL_REGISTER') return [op, Math.max(2, a), b];
    const fields = [a, b, c].slice(0, slots.length);
    if (op === 'COPY_IMM') return [op, ...fields, value & 0xffffn];
    if (imm === 'frame offset') return [op, ...fields, BigInt.asUintN(32, value) % BigInt(FRAME - width + 1)];
    if (imm === 'target') return [op, ...fields, `L${to}`];
    if (imm === 'comparand and target') return [op, ...fields, BigInt.asIntN(32, value), `L${to}`];
    return imm === 'value' ? [op, ...fields, value] : [op, ...fields];
  });

/** Registers full of addresses, then 40 lines of anything, each a statement of its own. */
const routine = (name: string) =>
  fc
    .tuple(
      fc.array(value, { minLength: SLOTS, maxLength: SLOTS }),
      fc.array(line, { minLength: LINES, maxLength: LINES }),
    )
    .map(
      ([values, lines]): Routine => ({
        name,
        frame: FRAME,
        body: [
          ...values.map((v, i): Line => ['LI', i, v]),
          ...lines.flatMap((body, i): Line[] => [`L${i}:`, ['STMT', i], body]),
          ['TRAP'],
        ],
      }),
    );

test('whatever a program does, kernel and code stay as they are, and the machine stands', () => {
  fc.assert(
    fc.property(routine('main'), routine('f'), routine('g'), (main, f, g) => {
      const vm = VmUnderTest.load([main, f, g], { dataSize: 2 * PAGE_SIZE, rodata: new Uint8Array(100) });
      const { bytes } = vm.machine;
      const kernel = bytes.slice(KERNEL_DATA, PAGE_TABLES);
      const code = bytes.slice(CODE, CODE_END);
      vm.run(1);
      for (let moments = 1; moments < 300 && vm.task.signal === 0; moments += 20) {
        // Once it is dead, the kernel closes its files.
        expect(Buffer.compare(kernel, bytes.subarray(KERNEL_DATA, PAGE_TABLES))).toBe(0);
        vm.run(20);
      }
      expect(Buffer.compare(code, bytes.subarray(CODE, CODE_END))).toBe(0);
      const { fp } = vm.task;
      expect(fp >= STACK_BASE && fp <= STACK_BASE + STACK_SIZE && fp % 8 === 0).toBe(true);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});
