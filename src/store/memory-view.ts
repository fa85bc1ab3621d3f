import { createStore } from 'zustand/vanilla';
import { STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import { showTab } from './tray.ts';

/** A few bytes of user memory. */
export interface Place {
  readonly address: number;
  readonly size: number;
}

/** Where the person looks at memory; what is there is read from the machine. */
export interface MemoryView {
  /** An address of the region that is shown. */
  readonly at: number;
  /** What was jumped to, and is outlined. */
  readonly sought: Place | undefined;
  /** Counts the times that another place was asked for, so that the same one can be asked for again. */
  readonly asked: number;
  /** The first row in sight, once it is: what scrolling changes. */
  readonly top: number | undefined;
}

const BEGINNING: MemoryView = { at: STACK_BASE, sought: undefined, asked: 0, top: undefined };

export const memoryViewStore = createStore<MemoryView>()(() => BEGINNING);

/** The tray shows memory, scrolled to this place and with an outline around it. */
export function showInMemory(address: number, size: number): void {
  ask({ at: address, sought: { address, size: Math.max(1, size) } });
  showTab('memory');
}

/** A region from its beginning. */
export const showRegion = (start: number) => ask({ at: start, sought: undefined });

/** For another program. */
export const forgetPlace = () => ask({ at: BEGINNING.at, sought: undefined });

export const scrolledTo = (top: number) => memoryViewStore.setState({ top });

function ask(where: Pick<MemoryView, 'at' | 'sought'>): void {
  memoryViewStore.setState(({ asked }) => ({ ...where, asked: asked + 1, top: undefined }));
}
