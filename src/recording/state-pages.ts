import { Sim } from '../../assembly/uapi/kernel-state.ts';
import { Machine } from '../../assembly/uapi/machine-state.ts';
import {
  CODE,
  DIRTY,
  FRAME_TABLE,
  FRAMES,
  FRAMES_END,
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import type { VmMachine } from '../machine/vm-machine.ts';

/** Words that depend on how a run is cut into slices, not on where it stands: no part of what a watcher sees. */
export const SLICING: readonly number[] = [
  Machine.stop,
  Machine.trace_length,
  Machine.user_statements,
  Machine.user_work,
  Sim.work,
];

/**
 * The pages that make a machine what it is. Frames say through DIRTY when they are written; the kernel's own words
 * (MACHINE to the end of the page tables, and FRAME_TABLE) do not, and are looked at whole.
 */
export class StatePages {
  static readonly KERNEL: readonly number[] = [...pagesOf(MACHINE, CODE), ...pagesOf(FRAME_TABLE, DIRTY)];
  static readonly FIRST_FRAME = FRAMES >> PAGE_SHIFT;
  static readonly END_FRAME = FRAMES_END >> PAGE_SHIFT;

  /** Every page of the state, written or not. */
  static readonly ALL: readonly number[] = [...StatePages.KERNEL, ...pagesOf(FRAMES, FRAMES_END)];

  private readonly words: Int32Array;
  private readonly marks: Uint8Array;

  constructor(private readonly machine: VmMachine) {
    this.words = new Int32Array(machine.bytes.buffer);
    this.marks = machine.bytes.subarray(DIRTY, DIRTY + 2 * StatePages.END_FRAME);
  }

  /** A page's words in place. */
  at(page: number): Int32Array {
    return this.words.subarray((page * PAGE_SIZE) / 4, ((page + 1) * PAGE_SIZE) / 4);
  }

  set(page: number, words: Int32Array): void {
    this.words.set(words, (page * PAGE_SIZE) / 4);
  }

  isDirty(page: number): boolean {
    return this.marks[page * 2] !== 0;
  }

  /** Frames written since clearMarks(). */
  dirtyFrames(): number[] {
    const pages: number[] = [];
    for (let page = StatePages.FIRST_FRAME; page < StatePages.END_FRAME; page++) {
      if (this.marks[page * 2] !== 0) pages.push(page);
    }
    return pages;
  }

  clearMarks(): void {
    for (let page = StatePages.FIRST_FRAME; page < StatePages.END_FRAME; page++) this.marks[page * 2] = 0;
  }

  /**
   * One number for all that a watcher can see, from every byte of these pages; a page of zeroes counts like one
   * that is not among them.
   */
  hash(pages: Iterable<number>): number {
    const { view } = this.machine;
    const saved = SLICING.map((offset) => view.getUint32(MACHINE + offset, true));
    for (const offset of SLICING) view.setUint32(MACHINE + offset, 0, true);
    let hash = 0;
    for (const page of pages) hash = (hash + this.pageHash(page)) | 0;
    for (const [i, offset] of SLICING.entries()) view.setUint32(MACHINE + offset, saved[i]!, true);
    return hash >>> 0;
  }

  /** FNV-1a over the page's words and its number; 0 for zeroes. */
  private pageHash(page: number): number {
    let hash = 0x811c9dc5 ^ page;
    let any = 0;
    for (const word of this.at(page)) {
      any |= word;
      hash = Math.imul(hash ^ word, 0x01000193);
      hash ^= hash >>> 15;
    }
    return any === 0 ? 0 : hash;
  }
}

function pagesOf(start: number, end: number): number[] {
  return Array.from({ length: (end - start) >> PAGE_SHIFT }, (_, i) => (start >> PAGE_SHIFT) + i);
}
