import {
  DIRTY,
  FRAMES,
  FRAMES_END,
  PAGE_SHIFT,
  PAGE_SIZE,
  WINDOW_BASE,
  WINDOW_PAGES,
} from '../../assembly/uapi/memory-map.ts';
import type { VmMachine } from '../machine/vm-machine.ts';

/** Bytes that follow each other and differ. */
export interface ByteDifference {
  readonly address: number;
  readonly host: Uint8Array;
  readonly model: Uint8Array;
}

const ZEROES = new Uint8Array(PAGE_SIZE);
/** Of one difference, so that it can be shown. */
const MOST_BYTES = 64;

/** User memory of two machines, page by page; only what has changed on one of them since the last look is looked at. */
export class TwoMemories {
  /** Which pages were found equal with nothing changed since. */
  private readonly same = new Uint8Array(WINDOW_PAGES);
  /** Pages that were compared, for the record of how much that was. */
  compared = 0;

  constructor(
    private readonly host: VmMachine,
    private readonly model: VmMachine,
  ) {}

  /** What differs now; afterwards the model's bytes are the host's, so that a difference is told once. */
  differences(most: number): ByteDifference[] {
    const found: ByteDifference[] = [];
    for (let page = 0; page < WINDOW_PAGES; page++) {
      const address = WINDOW_BASE + page * PAGE_SIZE;
      const host = this.host.memory.physical(address);
      const model = this.model.memory.physical(address);
      if (host === undefined && model === undefined) continue;
      if (this.same[page] === 1 && !isDirty(this.host, host) && !isDirty(this.model, model)) continue;
      this.same[page] = 1;
      this.compared += PAGE_SIZE;
      if (this.isUnknown(address)) continue;
      this.comparePage(address, pageOf(this.host, host), pageOf(this.model, model), found, most);
    }
    clean(this.host);
    clean(this.model);
    return found;
  }

  /** The model has what the host has there: it cannot be compared. */
  copy(address: number, length: number): void {
    const bytes = new Uint8Array(length);
    const there = this.host.memory.read(address, length, bytes);
    this.write(address, bytes.subarray(0, there));
  }

  private comparePage(
    address: number,
    host: Uint8Array,
    model: Uint8Array,
    found: ByteDifference[],
    most: number,
  ): void {
    for (let at = 0; at < PAGE_SIZE; at++) {
      if (host[at] === model[at]) continue;
      let end = at + 1;
      while (end < PAGE_SIZE && end - at < MOST_BYTES && host[end] !== model[end]) end++;
      if (found.length < most) {
        found.push({ address: address + at, host: host.slice(at, end), model: model.slice(at, end) });
      }
      this.write(address + at, host.slice(at, end));
      at = end;
    }
  }

  /** A page of a file that the program has not looked at: nobody asked the host what is in it. */
  private isUnknown(address: number): boolean {
    return this.host.memory.isUnfetched(address);
  }

  private write(address: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const at = address + done;
      const length = Math.min(bytes.length - done, PAGE_SIZE - (at % PAGE_SIZE));
      const physical = this.model.memory.physical(at);
      if (physical !== undefined) this.model.bytes.set(bytes.subarray(done, done + length), physical);
      done += length;
    }
  }
}

function pageOf(machine: VmMachine, physical: number | undefined): Uint8Array {
  return physical === undefined ? ZEROES : machine.bytes.subarray(physical, physical + PAGE_SIZE);
}

function isDirty(machine: VmMachine, physical: number | undefined): boolean {
  return physical !== undefined && machine.bytes[DIRTY + (physical >> PAGE_SHIFT) * 2] !== 0;
}

function clean(machine: VmMachine): void {
  for (let page = FRAMES >> PAGE_SHIFT; page < FRAMES_END >> PAGE_SHIFT; page++) machine.bytes[DIRTY + page * 2] = 0;
}
