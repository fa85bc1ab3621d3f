/**
 * Where everything lies in the one WebAssembly.Memory, and in the one user window.
 * Literals only: asc and tsc both read this file. ARCHITECTURE.md draws it.
 *
 * physical (offset in the wasm memory)
 *   0000_0000  unused: a null pointer of ours lands here
 *   0001_0000  MACHINE      clock, counters, what stopped the last run
 *   0001_1000  TASKS        MAX_TASKS x TASK_SIZE
 *   0001_9000  MMS          MAX_MMS address spaces: brk, mmap cursor, table of aio contexts
 *   0001_c000  EXECUTED     a bit for every statement of the program: it has run
 *   0002_0000  KERNEL_DATA  files, inodes, kioctx, timers, device queue
 *   0010_0000  PAGE_TABLES  MAX_MMS x 65,536 PTEs of 4 bytes
 *   0030_0000  CODE         bytecode of the program, 16 bytes an instruction; written once, at load
 *   0050_0000  TRACE        records, drained after every run(); output, not state
 *   0060_0000  STAGE        bytes on their way in (names, file contents); input, not state
 *   0070_0000  FRAME_TABLE  8 bytes a frame: owner, reference count
 *   0074_0000  DIRTY        2 bytes a physical page; bookkeeping of the recording, not state
 *   0080_0000  FRAMES       11,264 frames of 4 KiB; the first 2,048 are the main stack, contiguous
 *   0340_0000  SHADOW       reserved: 2 bits for every byte of a frame (unmapped, undefined, live, freed)
 *   03f0_0000  spare
 */
export const WASM_PAGES = 1024;
export const PAGE_SIZE = 4096;
export const PAGE_SHIFT = 12;

export const MACHINE = 0x0001_0000;
export const TASKS = 0x0001_1000;
export const TASK_SIZE = 512;
export const MAX_TASKS = 64;
export const MMS = 0x0001_9000;
export const MM_SIZE = 256;
export const MAX_MMS = 8;
/** As many bits as CODE has instructions, so that every statement has one. */
export const EXECUTED = 0x0001_c000;
export const EXECUTED_MASK = 0x3fff;
export const KERNEL_DATA = 0x0002_0000;
export const PAGE_TABLES = 0x0010_0000;
export const PAGE_TABLE_SIZE = 0x0004_0000;
export const CODE = 0x0030_0000;
export const CODE_END = 0x0050_0000;
export const TRACE = 0x0050_0000;
export const TRACE_END = 0x0060_0000;
export const STAGE = 0x0060_0000;
export const STAGE_END = 0x0070_0000;
export const FRAME_TABLE = 0x0070_0000;
export const DIRTY = 0x0074_0000;
export const FRAMES = 0x0080_0000;
export const FRAMES_END = 0x0340_0000;
export const FRAME_COUNT = 11_264;
export const SHADOW = 0x0340_0000;
export const SHADOW_END = 0x03f0_0000;

/** The user window: WINDOW_PAGES pages from WINDOW_BASE. Every user address is in it or is a fault. */
export const WINDOW_BASE = 0x10_0000_0000;
export const WINDOW_SIZE = 0x1000_0000;
export const WINDOW_PAGES = 65_536;

/** Function addresses: TEXT_BASE + 16 * instruction index. Not mapped for loads and stores. */
export const TEXT_BASE = 0x10_0001_0000;
/** String literals and const data (read-only), then data and bss, each on pages of its own. */
export const RODATA_BASE = 0x10_0040_0000;
export const HEAP_BASE = 0x10_0200_0000;
export const HEAP_END = 0x10_0800_0000;
/** mmap (and the aio rings) go here, from the top down. */
export const MMAP_BASE = 0x10_0800_0000;
export const MMAP_END = 0x10_0e00_0000;
/** The main stack, mapped whole to the first 2,048 frames; it grows upwards, and the page after it is a guard. */
export const STACK_BASE = 0x10_0f00_0000;
export const STACK_SIZE = 0x0080_0000;

/** Page table entry: physical frame address in bits 12..31, these in the low bits. 0 is "not mapped". */
export const PTE_READ = 1;
export const PTE_WRITE = 2;
/** Shared with the kernel or another process (aio ring, MAP_SHARED): survives fork as the same frame. */
export const PTE_SHARED = 4;
/** The page belongs to an aio ring. */
export const PTE_RING = 8;
/** Of a shared mapping of a file opened for reading: mprotect may not make it writable. */
export const PTE_NO_MAYWRITE = 32;
/** Of a private mapping of a file. */
export const PTE_FILE = 64;
/** MADV_DONTFORK: a child process does not get it. */
export const PTE_DONTFORK = 128;
/**
 * Reserved by mmap, no frame yet: the first touch allocates a zero frame. PTE_READ and PTE_WRITE are clear until
 * then; what the page will allow stands PTE_LAZY_SHIFT bits higher, where the frame address will be.
 */
export const PTE_LAZY = 16;
export const PTE_LAZY_SHIFT = 12;
/**
 * What the page holds is known to a Linux host only: PTE_READ and PTE_WRITE are clear until it has been fetched. What it
 * will allow then stands PTE_HOST_SHIFT bits higher, also while it is there.
 */
export const PTE_HOST = 1024;
/** The host's kernel may write it at any time (aio ring, shared file): it has to be fetched again for every statement. */
export const PTE_VOLATILE = 2048;
export const PTE_HOST_SHIFT = 8;

/** DIRTY[page]: low byte, written since the last checkpoint; high byte, since the last sync with a host. */
export const DIRTY_BOTH = 0x0101;
