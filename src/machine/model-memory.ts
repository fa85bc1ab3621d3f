import { Machine, Task } from '../../assembly/uapi/machine-state.ts';
import {
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
  PAGE_TABLE_SIZE,
  PAGE_TABLES,
  PTE_HOST,
  PTE_HOST_SHIFT,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_READ,
  PTE_RING,
  PTE_WRITE,
  TASK_SIZE,
  TASKS,
  WINDOW_BASE,
  WINDOW_PAGES,
  WINDOW_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import type { MappedRange, Protection, UserMemory } from './machine.ts';

/** The user's window of the model: one address space, or that of the task that ran last. */
export class ModelMemory implements UserMemory {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly view: DataView,
    private readonly fixed?: number,
  ) {}

  read(address: number, length: number, into: Uint8Array): number {
    let done = 0;
    while (done < length) {
      const at = address + done;
      const entry = this.entry(at);
      const chunk = Math.min(length - done, PAGE_SIZE - (at % PAGE_SIZE));
      if ((allowed(entry) & PTE_READ) === 0) break;
      const physical = this.physical(at);
      if (physical === undefined) into.fill(0, done, done + chunk);
      else into.set(this.bytes.subarray(physical, physical + chunk), done);
      done += chunk;
    }
    return done;
  }

  protection(address: number): Protection | undefined {
    const entry = this.entry(address);
    return entry === 0 ? undefined : protectionOf(entry);
  }

  /** One look at every entry of the page table: a fraction of a millisecond. */
  mappings(): MappedRange[] {
    const table = new Int32Array(this.bytes.buffer, this.pageTable(), WINDOW_PAGES);
    const ranges: MappedRange[] = [];
    let first = 0;
    let kind = 0;
    for (let page = 0; page <= WINDOW_PAGES; page++) {
      const entry = page < WINDOW_PAGES ? table[page]! : 0;
      const next = entry === 0 ? 0 : PRESENT | (allowed(entry) & (PTE_READ | PTE_WRITE)) | (entry & PTE_RING);
      if (next === kind) continue;
      if (kind !== 0) {
        const [start, end] = [WINDOW_BASE + first * PAGE_SIZE, WINDOW_BASE + page * PAGE_SIZE];
        ranges.push({ start, end, ...protectionOf(kind) });
      }
      first = page;
      kind = next;
    }
    return ranges;
  }

  /** Whether what a page holds is known to a host only: of a file, and nobody has looked at it. */
  isUnfetched(address: number): boolean {
    const entry = this.entry(address);
    return (entry & PTE_LAZY) === 0 && (entry & PTE_HOST) !== 0 && (entry & PTE_RING) === 0;
  }

  /**
   * Physical address of a user byte, good to the end of its page; undefined where no frame is.
   */
  physical(address: number): number | undefined {
    const entry = this.entry(address);
    if (entry === 0 || (entry & PTE_LAZY) !== 0) return undefined;
    return (entry & ~(PAGE_SIZE - 1)) + (address % PAGE_SIZE);
  }

  /** The page table entry of an address, 0 outside the window. Physical addresses are below 2^26: no sign. */
  private entry(address: number): number {
    const offset = address - WINDOW_BASE;
    if (!(offset >= 0 && offset < WINDOW_SIZE)) return 0;
    return this.view.getInt32(this.pageTable() + (Math.floor(offset) >> PAGE_SHIFT) * 4, true);
  }

  private pageTable(): number {
    return PAGE_TABLES + (this.fixed ?? this.current()) * PAGE_TABLE_SIZE;
  }

  private current(): number {
    const task = this.view.getInt32(MACHINE + Machine.current_task, true);
    return this.view.getInt32(TASKS + task * TASK_SIZE + Task.mm, true);
  }
}

/** A bit that no entry has among those that allow something: of a page that is mapped and allows nothing. */
const PRESENT = 1 << 30;

/** PTE_READ and PTE_WRITE as the program has them, also where a page has no frame or must come from a host first. */
function allowed(entry: number): number {
  if ((entry & PTE_LAZY) !== 0) return entry >> PTE_LAZY_SHIFT;
  return (entry & PTE_HOST) !== 0 ? entry >> PTE_HOST_SHIFT : entry;
}

function protectionOf(entry: number): Protection {
  const bits = allowed(entry);
  return { read: (bits & PTE_READ) !== 0, write: (bits & PTE_WRITE) !== 0, ring: (entry & PTE_RING) !== 0 };
}
