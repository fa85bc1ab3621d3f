import { HEAP_BASE, HEAP_END, MMAP_BASE, STACK_BASE, STACK_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { Program } from '../c/program.ts';
import type { MappedRange } from '../machine/machine.ts';
import { text } from '../text/index.ts';
import { hex } from '../uapi/names.ts';
import { contextsAt } from './contexts.ts';
import type { FileMapping } from './file-mappings.ts';
import { momentOf } from './moment.ts';
import { filesAt, nameOfFile } from './named-ranges.ts';
import { picture } from './picture.ts';

export type RegionKind = 'rodata' | 'data' | 'heap' | 'stack' | 'ring' | 'mapping' | 'file';

/** Mapped memory that is one thing to the program: its stack, a ring, a mapping. */
export interface MemoryRegion {
  readonly kind: RegionKind;
  /** Of pages of a file or an io_uring, which have a name of their own. */
  readonly file: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly read: boolean;
  readonly write: boolean;
  /** A large one is shown in parts. */
  readonly part: number;
  readonly parts: number;
}

/** Browsers do not draw what is higher than some ten million pixels: so much memory, 8 bytes a row, stays below. */
const PART_SIZE = 4 << 20;

/** Everything that is mapped at the cursor, by address. */
export const memoryRegions = picture<readonly MemoryRegion[]>((session) =>
  regionsOf(
    momentOf(session).memory.mappings(),
    session.program,
    contextsAt(session).map(({ handle }) => handle),
    filesAt(session),
  ),
);

/**
 * @param rings where aio rings begin: two that are mapped side by side look like one
 * @param files what is mapped of files
 */
export function regionsOf(
  mappings: readonly MappedRange[],
  program: Pick<Program, 'rodata' | 'data'>,
  rings: readonly number[],
  files: readonly FileMapping[] = [],
): MemoryRegion[] {
  const borders = [program.data.address, HEAP_BASE, MMAP_BASE, STACK_BASE, STACK_BASE + STACK_SIZE, ...rings];
  borders.push(...files.flatMap(({ start, end }) => [start, end]));
  borders.sort((a, b) => a - b);
  return mappings
    .flatMap((range) => cut(range, borders))
    .flatMap((range) => {
      const file = files.find(({ start, end }) => range.start >= start && range.end <= end);
      return inParts(range, file ? 'file' : kindOf(range, program.data.address), file && nameOfFile(file, files));
    });
}

function cut(range: MappedRange, borders: readonly number[]): MappedRange[] {
  const inside = borders.filter((border) => border > range.start && border < range.end);
  const starts = [range.start, ...inside];
  return starts.map((start, i) => ({ ...range, start, end: starts[i + 1] ?? range.end }));
}

function kindOf({ start, ring }: MappedRange, data: number): RegionKind {
  if (ring) return 'ring';
  if (start >= STACK_BASE && start < STACK_BASE + STACK_SIZE) return 'stack';
  if (start >= HEAP_BASE && start < HEAP_END) return 'heap';
  if (start < HEAP_BASE) return start < data ? 'rodata' : 'data';
  return 'mapping';
}

function inParts({ start, end, read, write }: MappedRange, kind: RegionKind, file: string | undefined): MemoryRegion[] {
  const parts = Math.ceil((end - start) / PART_SIZE);
  return Array.from({ length: parts }, (_, part) => {
    const from = start + part * PART_SIZE;
    return { kind, file, start: from, end: Math.min(end, from + PART_SIZE), read, write, part, parts };
  });
}

export function regionAt(regions: readonly MemoryRegion[], address: number): MemoryRegion | undefined {
  return regions.find(({ start, end }) => address >= start && address < end);
}

/** `Ring of the context 0x100dfff000`, `SQEs of fd 3`, `Stack, part 1 of 2`. */
export function regionName({ kind, file, start, part, parts }: MemoryRegion): string {
  const name = kind === 'ring' ? text.memory.ring(hex(start - part * PART_SIZE)) : (file ?? text.memory.kinds[kind]);
  return parts === 1 ? name : text.memory.part(name, part + 1, parts);
}
