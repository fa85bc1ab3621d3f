import { describe, expect, test } from 'vitest';
import { DIRTY, PAGE_SIZE, RODATA_BASE, STACK_BASE, WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { FaultKind } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { DATA_BASE, type Line } from './assemble.ts';
import { VmUnderTest } from './vm-under-test.ts';

const VALUE = 0x8182_8384_8586_8788n;

const TYPES = ['I8', 'U8', 'I16', 'U16', 'I32', 'U32', '64'] as const;

/** What a load of that type makes of VALUE, as a slot's 64 bits. */
function loaded(type: (typeof TYPES)[number]): bigint {
  const bits = type === '64' ? 64 : Number(type.slice(1));
  return BigInt.asUintN(64, type.startsWith('I') ? BigInt.asIntN(bits, VALUE) : BigInt.asUintN(bits, VALUE));
}

const FAULT = (vm: VmUnderTest) => ({
  signal: vm.task.signal,
  fault: vm.task.fault,
  address: Number(vm.task.faultAddress),
  pc: vm.task.pc,
});

/** Offsets in two pages of data: at a page's start, unaligned, ending at the page's end, and across into the next. */
const PLACES = [0, 13, PAGE_SIZE - 8, PAGE_SIZE - 4, PAGE_SIZE - 3, PAGE_SIZE - 2, PAGE_SIZE - 1, PAGE_SIZE];

describe('loads and stores', () => {
  test.each(TYPES)('LOAD_%s extends its value, wherever it lies', (op) => {
    const body = PLACES.flatMap((place, i): Line[] => [
      ['LI', 0, DATA_BASE + place],
      ['LI', 1, VALUE],
      ['STORE_64', 0, 1, 0],
      ['LI', 0, DATA_BASE + place - 5],
      [`LOAD_${op}`, 8 + i, 0, 5],
    ]);
    const vm = VmUnderTest.afterStatement(body, { dataSize: 2 * PAGE_SIZE });
    expect(PLACES.map((_, i) => vm.slot(8 + i))).toEqual(PLACES.map(() => loaded(op)));
  });

  test.each([
    ['STORE_8', 1],
    ['STORE_16', 2],
    ['STORE_32', 4],
    ['STORE_64', 8],
  ] as const)('%s writes %d bytes and no more', (op, size) => {
    for (const place of PLACES.slice(1)) {
      const vm = VmUnderTest.afterStatement(
        [
          ['LI', 0, DATA_BASE + place + 7],
          ['LI', 1, VALUE],
          [op, 0, 1, -7],
        ],
        { dataSize: 2 * PAGE_SIZE },
      );
      const expected = new Uint8Array(24);
      for (let i = 0; i < size; i++) expected[8 + i] = Number((VALUE >> BigInt(i * 8)) & 0xffn);
      expect(vm.bytesAt(DATA_BASE + place - 8, 24)).toEqual(expected);
    }
  });

  test.each(['I8', 'U8', 'I32', 'U32', '64'] as const)('INDEX_LOAD_%s scales its index', (op) => {
    const body = PLACES.flatMap((place, i): Line[] => [
      ['LI', 0, DATA_BASE + place],
      ['LI', 1, VALUE],
      ['STORE_64', 0, 1, 0],
      ['LI', 0, DATA_BASE + place + 36],
      ['LI', 1, -3],
      [`INDEX_LOAD_${op}`, 8 + i, 0, 1, 12],
    ]);
    const vm = VmUnderTest.afterStatement(body, { dataSize: 2 * PAGE_SIZE });
    expect(PLACES.map((_, i) => vm.slot(8 + i))).toEqual(PLACES.map(() => loaded(op)));
  });

  test.each(TYPES)('FRAME_LOAD_%s and the address of a local', (op) => {
    const vm = VmUnderTest.afterStatement([
      ['LI', 0, VALUE],
      ['FRAME_STORE_64', 0, 99],
      [`FRAME_LOAD_${op}`, 1, 99],
      ['LEA', 2, 99],
      [`LOAD_${op}`, 3, 2, 0],
    ]);
    expect([vm.slot(1), vm.slot(3)]).toEqual([loaded(op), loaded(op)]);
    expect(vm.slot(2)).toBe(BigInt(vm.task.fp + 99));
  });

  test.each([
    ['FRAME_STORE_8', 1],
    ['FRAME_STORE_16', 2],
    ['FRAME_STORE_32', 4],
    ['FRAME_STORE_64', 8],
  ] as const)('%s writes %d bytes and no more', (op, size) => {
    const vm = VmUnderTest.afterStatement([
      ['LI', 10, 0],
      ['LI', 11, 0],
      ['LI', 0, VALUE],
      [op, 0, 83],
    ]);
    const expected = new Uint8Array(16);
    for (let i = 0; i < size; i++) expected[3 + i] = Number((VALUE >> BigInt(i * 8)) & 0xffn);
    expect(vm.bytesAt(vm.task.fp + 80, 16)).toEqual(expected);
  });

  test('a store marks its page dirty, for the recording and for a host', () => {
    const vm = VmUnderTest.load(
      [
        {
          name: 'main',
          frame: 64,
          body: [
            ['STMT', 0],
            ['LI', 0, DATA_BASE],
            ['STORE_8', 0, 0, 0],
            ['STORE_8', 0, 0, PAGE_SIZE],
            ['STORE_8', 0, 0, 2 * PAGE_SIZE],
            ['LI', 0, DATA_BASE + PAGE_SIZE - 1],
            ['STMT', 1],
            ['STORE_16', 0, 1, 0],
            ['STMT', 2],
            ['TRAP'],
          ],
        },
      ],
      { dataSize: 3 * PAGE_SIZE },
    );
    vm.run(1);
    const { machine } = vm;
    const marks = () =>
      [0, 1, 2].map((page) => {
        const physical = machine.memory.physical(DATA_BASE + page * PAGE_SIZE)!;
        return machine.view.getUint16(DIRTY + (physical / PAGE_SIZE) * 2, true);
      });
    machine.bytes.fill(0, DIRTY, DIRTY + 0x8000);
    vm.run(1);
    expect(marks()).toEqual([0x0101, 0x0101, 0]);
  });
});

describe('faults', () => {
  const behind = DATA_BASE + PAGE_SIZE;
  test.each<[string, Line, { fault: FaultKind; address: number }]>([
    ['a null pointer', ['LI', 0, 16], { fault: FaultKind.Unmapped, address: 16 }],
    ['below the window', ['LI', 0, WINDOW_BASE - 1], { fault: FaultKind.Unmapped, address: WINDOW_BASE - 1 }],
    [
      'above the window',
      ['LI', 0, WINDOW_BASE + WINDOW_SIZE],
      { fault: FaultKind.Unmapped, address: WINDOW_BASE + WINDOW_SIZE },
    ],
    ['past the data', ['LI', 0, behind], { fault: FaultKind.Unmapped, address: behind }],
    ['half past the data', ['LI', 0, behind - 3], { fault: FaultKind.Unmapped, address: behind }],
  ])('%s is SIGSEGV for load, store and indexed load', (_, pointer, expected) => {
    for (const line of [
      ['LOAD_64', 3, 0, 0],
      ['STORE_64', 0, 3, 0],
      ['INDEX_LOAD_64', 3, 0, 1, 8],
    ] as const) {
      const vm = VmUnderTest.afterStatement([pointer, ['LI', 1, 0], ['LI', 3, 5], line], { dataSize: PAGE_SIZE });
      expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, pc: 5, ...expected });
    }
  });

  test('a store that faults on its second page has stored nothing', () => {
    const program: Line[] = [
      ['LI', 0, behind - 2],
      ['LI', 1, 0],
      ['STORE_8', 0, 1, 0],
      ['LI', 1, -1],
      ['STMT', 1],
      ['STORE_32', 0, 1, 0],
    ];
    const vm = VmUnderTest.afterStatement(program, { dataSize: PAGE_SIZE });
    const physical = vm.machine.memory.physical(behind - 2)!;
    vm.run(1);
    expect(vm.task.signal).toBe(Signal.SIGSEGV);
    expect([...vm.machine.bytes.subarray(physical, physical + 2)]).toEqual([0, 0]);
  });

  test('a read-only page can be read, not written', () => {
    const rodata = new TextEncoder().encode('constant');
    const vm = VmUnderTest.afterStatement(
      [
        ['LI', 0, RODATA_BASE],
        ['LOAD_U8', 1, 0, 0],
        ['STMT', 1],
        ['STORE_8', 0, 1, 3],
      ],
      {
        rodata,
      },
    );
    expect(vm.slot(1)).toBe(0x63n);
    vm.run(1);
    expect(FAULT(vm)).toEqual({ signal: Signal.SIGSEGV, fault: FaultKind.Protected, address: RODATA_BASE + 3, pc: 5 });
  });

  test('the stack is memory like any other', () => {
    const vm = VmUnderTest.afterStatement([
      ['LI', 0, STACK_BASE + 5 * PAGE_SIZE - 4],
      ['LI', 1, VALUE],
      ['STORE_64', 0, 1, 0],
      ['LOAD_64', 2, 0, 0],
    ]);
    expect(vm.slot(2)).toBe(VALUE);
  });
});

describe('blocks', () => {
  const SIZE = 5 * PAGE_SIZE;
  const rodata = Uint8Array.from({ length: SIZE }, (_, i) => (i * 31 + (i >> 8) * 17) & 0xff);

  function copied(to: number, from: number, count: number): Uint8Array {
    const vm = VmUnderTest.afterStatement(
      [
        ['LI', 0, DATA_BASE],
        ['LI', 1, RODATA_BASE],
        ['LI', 2, SIZE],
        ['COPY', 0, 1, 2],
        ['LI', 0, DATA_BASE + to],
        ['LI', 1, DATA_BASE + from],
        ['LI', 2, count],
        ['COPY', 0, 1, 2],
      ],
      { rodata, dataSize: SIZE },
    );
    expect(vm.task.signal).toBe(0);
    return vm.bytesAt(DATA_BASE, SIZE);
  }

  test.each([
    [0, 0, SIZE],
    [1, 0, SIZE - 1],
    [0, 1, SIZE - 1],
    [PAGE_SIZE, 0, 3 * PAGE_SIZE],
    [0, PAGE_SIZE, 3 * PAGE_SIZE],
    [5000, 100, 10_000],
    [100, 5000, 10_000],
    [4095, 4096, 2],
    [17, 23, 0],
  ])('COPY to %d from %d of %d bytes is memmove', (to, from, count) => {
    const expected = rodata.slice();
    expected.copyWithin(to, from, from + count);
    expect(copied(to, from, count)).toEqual(expected);
  });

  test('COPY_IMM is memmove and keeps its registers', () => {
    for (const [to, from] of [
      [100, 5000],
      [5000, 100],
    ] as const) {
      const vm = VmUnderTest.afterStatement(
        [
          ['LI', 0, DATA_BASE],
          ['LI', 1, RODATA_BASE],
          ['COPY_IMM', 0, 1, SIZE],
          ['LI', 0, DATA_BASE + to],
          ['LI', 1, DATA_BASE + from],
          ['COPY_IMM', 0, 1, 10_000],
        ],
        { rodata, dataSize: SIZE },
      );
      const expected = rodata.slice();
      expected.copyWithin(to, from, from + 10_000);
      expect(vm.bytesAt(DATA_BASE, SIZE)).toEqual(expected);
      expect([vm.slot(0), vm.slot(1)]).toEqual([BigInt(DATA_BASE + to), BigInt(DATA_BASE + from)]);
    }
  });

  test('FILL is memset', () => {
    const vm = VmUnderTest.afterStatement(
      [
        ['LI', 0, DATA_BASE + 100],
        ['LI', 1, 0x1ab],
        ['LI', 2, 9000],
        ['FILL', 0, 1, 2],
      ],
      { dataSize: SIZE },
    );
    const expected = new Uint8Array(SIZE).fill(0xab, 100, 9100);
    expect(vm.bytesAt(DATA_BASE, SIZE)).toEqual(expected);
  });

  test('stops when its work is used up, and goes on to the same end', () => {
    const vm = VmUnderTest.load(
      [
        {
          name: 'main',
          frame: 64,
          body: [
            ['STMT', 0],
            ['LI', 0, DATA_BASE + 1000],
            ['LI', 1, RODATA_BASE],
            ['LI', 2, SIZE - 1000],
            ['COPY', 0, 1, 2],
            ['LI', 0, DATA_BASE],
            ['LI', 1, 7],
            ['LI', 2, 1000],
            ['FILL', 0, 1, 2],
            ['STMT', 1],
            ['TRAP'],
          ],
        },
      ],
      { rodata, dataSize: SIZE },
    );
    let stops = 0;
    let moments = 1;
    for (; vm.task.statement === 0 && stops < 100; stops++) {
      vm.machine.run(moments, 1);
      moments = 0;
    }
    expect(stops).toBeGreaterThan(8);
    const expected = new Uint8Array(SIZE).fill(7);
    expected.set(rodata.subarray(0, SIZE - 1000), 1000);
    expect(vm.bytesAt(DATA_BASE, SIZE)).toEqual(expected);
    expect(vm.machine.position).toBe(1);
  });

  test('a fault names the first byte that is not there; what came before it is done', () => {
    const vm = VmUnderTest.afterStatement(
      [
        ['LI', 0, DATA_BASE + 10],
        ['LI', 1, RODATA_BASE],
        ['LI', 2, SIZE],
        ['STORE_8', 0, 1, 0],
        ['STMT', 1],
        ['COPY', 0, 1, 2],
      ],
      { rodata, dataSize: PAGE_SIZE },
    );
    const physical = vm.machine.memory.physical(DATA_BASE)!;
    vm.run(1);
    expect(FAULT(vm)).toEqual({
      signal: Signal.SIGSEGV,
      fault: FaultKind.Unmapped,
      address: DATA_BASE + PAGE_SIZE,
      pc: 7,
    });
    expect(vm.machine.bytes.slice(physical + 10, physical + PAGE_SIZE)).toEqual(rodata.slice(0, PAGE_SIZE - 10));
  });
});
