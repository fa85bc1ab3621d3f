import { expect, test } from 'vitest';
import { IORING_OFF_CQ_RING, IORING_OFF_SQ_RING, IORING_OFF_SQES } from '../../assembly/uapi/io_uring_abi.ts';
import { RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { MappedRange } from '../machine/machine.ts';
import { FileMappings } from './file-mappings.ts';
import { regionName, regionsOf } from './memory-regions.ts';

const AT = 0x10_0d00_0000;
const SHARED = 1;
const ANONYMOUS = 0x22;

/** Records of calls and their answers, as a run writes them. */
class Run {
  readonly files = new FileMappings();
  private count = 0;

  call(nr: Sys, result: number, ...args: number[]): this {
    this.record(RecordKind.SyscallEnter, 0, nr, [...args, 0, 0, 0, 0, 0, 0].slice(0, 7));
    return this.record(RecordKind.SyscallReturn, 0, nr, [result]);
  }

  uring(fd: number): this {
    this.record(RecordKind.Step, Step.AllocateUring, Sys.io_uring_setup, [1, 8, 16, 352]);
    return this.record(RecordKind.Step, Step.InstallUring, Sys.io_uring_setup, [1, fd]);
  }

  /** `fd 4 +1000 [0, 2000)` in hex, of all that is mapped at the end, or when `count` records were known. */
  mapped(count = this.count): string[] {
    const hex = (value: number) => value.toString(16);
    return this.files
      .at(count)
      .map(({ fd, offset, start, end }) => `fd ${fd} +${hex(offset)} [${hex(start - AT)}, ${hex(end - AT)})`);
  }

  private record(kind: RecordKind, step: Step | 0, activity: number, words: readonly number[]): this {
    const bytes = new Uint8Array(RecordLayout.HEADER + words.length * 8);
    const view = new DataView(bytes.buffer);
    bytes.set([kind, step, words.length, 1]);
    view.setUint16(RecordLayout.activity, activity, true);
    for (const [i, word] of words.entries()) view.setBigInt64(RecordLayout.payload + 8 * i, BigInt(word), true);
    this.files.add(this.count++, bytes);
    return this;
  }
}

const mmap = (run: Run, at: number, length: number, fd: number, offset = 0) =>
  run.call(Sys.mmap, AT + at, 0, length, 3, SHARED, fd, offset);

test('a file, in whole pages, from when the call has returned', () => {
  const run = mmap(new Run(), 0, 5000, 4, 0x1000);
  expect(run.mapped()).toEqual(['fd 4 +1000 [0, 2000)']);
  expect(run.mapped(1)).toEqual([]);
});

test('anonymous pages are no file, nor what was refused; they lie over what was there', () => {
  const run = mmap(new Run(), 0, 0x3000, 4)
    .call(Sys.mmap, -12, 0, 0x1000, 3, SHARED, 5, 0)
    .call(Sys.mmap, AT + 0x1000, AT + 0x1000, 0x1000, 3, ANONYMOUS | 0x10, -1, 0);
  expect(run.mapped()).toEqual(['fd 4 +0 [0, 1000)', 'fd 4 +2000 [2000, 3000)']);
});

test('munmap takes a part away, mremap moves what is left', () => {
  const run = mmap(new Run(), 0, 0x3000, 4).call(Sys.munmap, 0, AT, 0x1000);
  expect(run.mapped()).toEqual(['fd 4 +1000 [1000, 3000)']);
  run.call(Sys.mremap, AT + 0x8000, AT + 0x1000, 0x2000, 0x4000, 1, 0);
  expect(run.mapped()).toEqual(['fd 4 +1000 [8000, c000)']);
});

test('an io_uring is one until its fd is closed: then the number is another file’s', () => {
  const run = new Run().uring(3);
  mmap(run, 0, 0x1000, 3, IORING_OFF_SQES).call(Sys.close, 0, 3);
  mmap(run, 0x4000, 0x1000, 3);
  expect(run.files.at(99).map(({ uring }) => uring?.fd)).toEqual([3, undefined]);
});

test('rings that are mapped once, and twice', () => {
  const called = (run: Run) => {
    const files = run.files.at(99);
    const mapped: MappedRange[] = [{ start: AT, end: AT + 0x3000, read: true, write: true, ring: false }];
    const empty = { address: 0x10_0040_0000, bytes: new Uint8Array(0) };
    return regionsOf(mapped, { rodata: empty, data: empty }, [], files).map(regionName);
  };
  const run = new Run().uring(3);
  mmap(run, 0, 0x1000, 3, IORING_OFF_SQ_RING);
  mmap(run, 0x2000, 0x1000, 3, IORING_OFF_SQES);
  expect(called(run)).toEqual(['SQ and CQ rings of fd 3', 'Mapping', 'SQEs of fd 3']);
  mmap(run, 0x1000, 0x1000, 3, IORING_OFF_CQ_RING);
  expect(called(run)).toEqual(['SQ ring of fd 3', 'CQ ring of fd 3', 'SQEs of fd 3']);
});
