import { expect, test } from 'vitest';
import { HEAP_BASE, MMAP_END, STACK_BASE, STACK_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { MappedRange } from '../machine/machine.ts';
import { regionAt, regionName, regionsOf } from './memory-regions.ts';

const RODATA = 0x10_0040_0000;
const program = {
  rodata: { address: RODATA, bytes: new Uint8Array(0) },
  data: { address: RODATA + 0x3000, bytes: new Uint8Array(0) },
};

const range = (start: number, length: number, allows: Partial<MappedRange> = {}): MappedRange => ({
  start,
  end: start + length,
  read: true,
  write: true,
  ring: false,
  ...allows,
});

const described = (mappings: readonly MappedRange[], rings: readonly number[] = []) =>
  regionsOf(mappings, program, rings).map(
    (region) => `${regionName(region)}: ${region.start.toString(16)} +${(region.end - region.start).toString(16)}`,
  );

test('every region is called what it is to the program', () => {
  expect(
    described([
      range(RODATA, 0x1000, { write: false }),
      range(RODATA + 0x3000, 0x2000),
      range(HEAP_BASE, 0x21000),
      range(MMAP_END - 0x3000, 0x1000),
    ]),
  ).toEqual([
    'Read-only data: 1000400000 +1000',
    'Data: 1000403000 +2000',
    'Heap: 1002000000 +21000',
    'Mapping: 100dffd000 +1000',
  ]);
});

test('what a program has made read-only stays what it was', () => {
  expect(described([range(RODATA + 0x3000, 0x1000, { write: false }), range(RODATA + 0x4000, 0x1000)])).toEqual([
    'Data: 1000403000 +1000',
    'Data: 1000404000 +1000',
  ]);
});

test('two rings side by side are two regions', () => {
  const first = MMAP_END - 0x1000;
  const second = MMAP_END - 0x3000;
  expect(described([range(second, 0x3000, { ring: true })], [first, second])).toEqual([
    'Ring of the context 0x100dffd000: 100dffd000 +2000',
    'Ring of the context 0x100dfff000: 100dfff000 +1000',
  ]);
});

test('pages of the program on both sides of a border are two regions', () => {
  expect(described([range(RODATA + 0x2000, 0x2000, { write: false })])).toEqual([
    'Read-only data: 1000402000 +1000',
    'Data: 1000403000 +1000',
  ]);
});

test('a large region comes in parts, and an address finds its own', () => {
  const regions = regionsOf([range(STACK_BASE, STACK_SIZE)], program, []);
  expect(regions.map(regionName)).toEqual(['Stack, part 1 of 2', 'Stack, part 2 of 2']);
  expect(regions.at(-1)?.end).toBe(STACK_BASE + STACK_SIZE);
  expect(regionAt(regions, STACK_BASE + STACK_SIZE - 1)?.part).toBe(1);
  expect(regionAt(regions, STACK_BASE + STACK_SIZE)).toBeUndefined();
  const ring = regionsOf([range(MMAP_END - 0x50_0000, 0x50_0000, { ring: true })], program, [MMAP_END - 0x50_0000]);
  expect(ring.map(regionName)).toEqual([
    'Ring of the context 0x100db00000, part 1 of 2',
    'Ring of the context 0x100db00000, part 2 of 2',
  ]);
});
