/**
 * The kernel's private state: where its tables lie and what is in a row, written once for assembly/ and for the
 * panels that draw it. Literals only. "by" names who writes a field.
 */

/** From MACHINE + Machine.SIM: the simulator's own words. */
export const enum Sim {
  /** u32 frames never used yet begin here (index); u32 first frame of the free list, 0: none (by frames) */
  frames_fresh = 128,
  frames_free_list = 132,
  /** u32 frames without owner; u32 frames promised to lazy pages (by frames) */
  frames_free = 136,
  frames_reserved = 140,
}

/** A row of FRAME_TABLE, 8 bytes. */
export const enum FrameRow {
  /** u8 FrameOwner */
  owner = 0,
  /** u16 inode, kioctx or task it belongs to */
  object = 2,
  /** u32 references: page table entries plus kernel pointers; in a free frame, the next free one */
  refs = 4,
  SIZEOF = 8,
}

export enum FrameOwner {
  Free = 0,
  /** Anonymous memory, and the program's segments. */
  Anonymous = 1,
  /** A page of a file. */
  PageCache = 2,
  /** A page of an aio ring. */
  AioRing = 3,
  /** The kernel's: requests, queues, tables. */
  Kernel = 4,
  /** A page in a pipe. */
  Pipe = 5,
}
