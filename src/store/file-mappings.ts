import { IORING_OFF_MMAP_MASK } from '../../assembly/uapi/io_uring_abi.ts';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { signedWord, word } from './record-words.ts';

/** An io_uring, as the records of its set-up tell of it. */
export interface UringLife {
  /** What the records call it. */
  readonly ring: number;
  readonly fd: number;
  readonly sqEntries: number;
  readonly cqEntries: number;
  /** Of struct io_rings, with the array of indexes behind the CQEs if there is one. */
  readonly bytes: number;
}

/** Pages of a file, where mmap has put them. */
export interface FileMapping {
  readonly start: number;
  readonly end: number;
  readonly fd: number;
  /** Of its first byte, in the file. */
  readonly offset: number;
  /** The io_uring that the file was. */
  readonly uring: UringLife | undefined;
}

const MAP_ANONYMOUS = 0x20;
/** A program that maps without end is followed this far. */
const MOST = 64;
/** Calls after which files lie elsewhere, or a number is another file's. */
const FOLLOWED: ReadonlySet<number> = new Set([Sys.mmap, Sys.munmap, Sys.mremap, Sys.close, Sys.dup2, Sys.dup3]);

interface Call {
  readonly nr: number;
  /** A part of memory, or the fd that is closed. */
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly flags: number;
  readonly fd: number;
  readonly offset: number;
}

/**
 * Which files are mapped where, by what mmap, munmap and mremap were asked and answered: known of any machine, also
 * of one that does not show its kernel's tables. For every state that there was the list as it then was.
 */
export class FileMappings {
  /** Every io_uring, in the order in which they were made. */
  readonly urings: UringLife[] = [];
  private readonly from: number[] = [];
  private readonly lists: (readonly FileMapping[])[] = [];
  private readonly calls = new Map<number, Call>();
  private readonly byFd = new Map<number, UringLife>();
  private allocated: Omit<UringLife, 'fd'> | undefined;

  /** The next record. */
  add(number: number, bytes: Uint8Array): void {
    const kind: RecordKind = bytes[RecordLayout.kind]!;
    if (kind === RecordKind.Step) {
      const step: Step = bytes[RecordLayout.step]!;
      if (step === Step.AllocateUring || step === Step.InstallUring) this.setUp(step, viewOf(bytes));
      return;
    }
    if (kind !== RecordKind.SyscallEnter && kind !== RecordKind.SyscallReturn) return;
    const nr = bytes[RecordLayout.activity]! + 256 * bytes[RecordLayout.activity + 1]!;
    if (!FOLLOWED.has(nr)) return;
    const view = viewOf(bytes);
    const task = view.getUint8(RecordLayout.task);
    if (kind === RecordKind.SyscallEnter) {
      this.calls.set(task, callOf(view, nr));
      return;
    }
    const call = this.calls.get(task);
    this.calls.delete(task);
    const result = signedWord(view, 0, 0);
    if (call?.nr === nr && (result >= 0 || result < -4095)) this.returned(number, call, result);
  }

  /** What is mapped when so many records are known. */
  at(count: number): readonly FileMapping[] {
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.from[middle]! < count) low = middle + 1;
      else high = middle;
    }
    return this.lists[low - 1] ?? NONE;
  }

  private setUp(step: Step, view: DataView): void {
    const ring = word(view, 0, 0);
    if (step === Step.AllocateUring) {
      this.allocated = { ring, sqEntries: word(view, 0, 1), cqEntries: word(view, 0, 2), bytes: word(view, 0, 3) };
      return;
    }
    const fd = signedWord(view, 0, 1);
    if (this.allocated?.ring !== ring || fd < 0) return;
    const life = { ...this.allocated, fd };
    this.urings.push(life);
    this.byFd.set(fd, life);
  }

  private returned(number: number, call: Call, result: number): void {
    const { nr, first, second, third, flags, fd, offset } = call;
    if (nr === Sys.close) this.byFd.delete(first);
    else if (nr === Sys.dup2 || nr === Sys.dup3) this.byFd.delete(second);
    else if (nr === Sys.munmap) this.change(number, without(this.now, first, first + pages(second)));
    else if (nr === Sys.mmap) {
      const end = result + pages(second);
      const rest = without(this.now, result, end);
      const uring = this.byFd.get(fd);
      // io_uring_mmap: of its offset only the kind counts.
      const made = { start: result, end, fd, offset: uring ? (offset & IORING_OFF_MMAP_MASK) >>> 0 : offset, uring };
      this.change(number, (flags & MAP_ANONYMOUS) !== 0 ? rest : [...rest, made].slice(-MOST));
    } else this.moved(number, first, pages(second), result, pages(third));
  }

  /** mremap: what lay at `from` is at `to` now. */
  private moved(number: number, from: number, length: number, to: number, newLength: number): void {
    const old = this.now.find(({ start, end }) => from >= start && from < end);
    const rest = without(without(this.now, from, from + length), to, to + newLength);
    if (!old) this.change(number, rest);
    else
      this.change(number, [...rest, { ...old, start: to, end: to + newLength, offset: old.offset + from - old.start }]);
  }

  private get now(): readonly FileMapping[] {
    return this.lists.at(-1) ?? NONE;
  }

  private change(number: number, list: readonly FileMapping[]): void {
    if (list === this.now || (list.length === 0 && this.now.length === 0)) return;
    this.from.push(number);
    this.lists.push(list);
  }
}

const NONE: readonly FileMapping[] = [];

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const pages = (length: number) => Math.ceil(length / PAGE_SIZE) * PAGE_SIZE;

function callOf(view: DataView, nr: number): Call {
  const [first, second, third, flags, , offset] = [0, 1, 2, 3, 4, 5].map((i) => word(view, 0, i));
  const fd = signedWord(view, 0, 4) | 0;
  return { nr, first: first!, second: second!, third: third!, flags: flags!, fd, offset: offset! };
}

/** What is left when the pages from `from` to `to` are something else. */
function without(list: readonly FileMapping[], from: number, to: number): readonly FileMapping[] {
  if (list.every(({ start, end }) => end <= from || start >= to)) return list;
  return list.flatMap((mapping) => {
    const { start, end, offset } = mapping;
    if (end <= from || start >= to) return [mapping];
    const parts: FileMapping[] = [];
    if (start < from) parts.push({ ...mapping, end: from });
    if (end > to) parts.push({ ...mapping, start: to, offset: offset + to - start });
    return parts;
  });
}
