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
  WINDOW_SIZE,
} from '../../assembly/uapi/memory-map.ts';
import type { UserMemory } from './machine.ts';

/** The user's window of the model: the address space of the task that ran last. */
export class ModelMemory implements UserMemory {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly view: DataView,
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

  protection(address: number): { read: boolean; write: boolean; ring: boolean } | undefined {
    const entry = this.entry(address);
    if (entry === 0) return undefined;
    const access = allowed(entry);
    return {
      read: (access & PTE_READ) !== 0,
      write: (access & PTE_WRITE) !== 0,
      ring: (entry & PTE_RING) !== 0,
    };
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
    const task = this.view.getInt32(MACHINE + Machine.current_task, true);
    const mm = this.view.getInt32(TASKS + task * TASK_SIZE + Task.mm, true);
    return this.view.getInt32(PAGE_TABLES + mm * PAGE_TABLE_SIZE + (Math.floor(offset) >> PAGE_SHIFT) * 4, true);
  }
}

/** PTE_READ and PTE_WRITE as the program has them, also where a page has no frame or must come from a host first. */
function allowed(entry: number): number {
  if ((entry & PTE_LAZY) !== 0) return entry >> PTE_LAZY_SHIFT;
  return (entry & PTE_HOST) !== 0 ? entry >> PTE_HOST_SHIFT : entry;
}
