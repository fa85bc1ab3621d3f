import type { Patch, Range, Region } from '../wire/messages.ts';

/** ns since the program's first moment, on the host's clock. */
interface Times {
  readonly began: number;
  readonly ended: number;
}

/** A system call is over. */
export interface CallEvent extends Times {
  readonly kind: 'call';
  /** The host's answer, or that it does not model the call. */
  readonly outcome: { readonly result: bigint; readonly signal: number } | { readonly unmodelled: bigint };
  /** Where other pages are mapped now, whatever the regions say. */
  readonly replaced: Range | undefined;
  /** All that is mapped, when that may have changed. */
  readonly regions: readonly Region[] | undefined;
  /** The end of the heap, when the call was brk. */
  readonly brk: number | undefined;
  readonly patches: readonly Patch[];
  readonly output: readonly { readonly fd: number; readonly bytes: Uint8Array }[];
}

/** A page has come. */
export interface PageEvent extends Times {
  readonly kind: 'page';
  readonly page: Range;
  readonly patches: readonly Patch[];
}

export type HostEvent = CallEvent | PageEvent;

/** What an event takes beside the bytes in it. */
const OVERHEAD = 300;
const PATCH_OVERHEAD = 150;

/** All that a host has said during a run, in order: with it the run can be repeated without the host. */
export class HostLog {
  private readonly events: HostEvent[] = [];
  /** Memory it takes. */
  byteLength = 0;

  get length(): number {
    return this.events.length;
  }

  at(index: number): HostEvent | undefined {
    return this.events[index];
  }

  add(event: HostEvent): void {
    this.events.push(event);
    const patched = event.patches.reduce((sum, { bytes }) => sum + PATCH_OVERHEAD + bytes.length, 0);
    const written = event.kind === 'call' ? event.output.reduce((sum, { bytes }) => sum + bytes.length, 0) : 0;
    this.byteLength += OVERHEAD + patched + written;
  }
}
