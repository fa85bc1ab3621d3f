import { createStore } from 'zustand/vanilla';
import type { UringFactId } from '../text/en/uring.ts';
import type { Text } from '../text/index.ts';

/** A number that only the kernel has; it lies nowhere in user memory. */
export type FactId = AioFactId | UringFactId;

/** Of AIO, or of the whole machine. */
export type AioFactId = keyof Text['fields']['kernel'];

/** What is pointed at: bytes of user memory, whoever shows them, or a number of the kernel's own. */
export type Target =
  | { readonly kind: 'bytes'; readonly address: number; readonly size: number }
  | { readonly kind: 'fact'; readonly fact: FactId };

/** The one highlight of the page. */
export interface Spotlight {
  /** Under the pointer. */
  readonly pointed: Target | undefined;
  /** Chosen, by a press or by key; shown while nothing is pointed at. */
  readonly held: Target | undefined;
}

export const spotlightStore = createStore<Spotlight>()(() => ({ pointed: undefined, held: undefined }));

/** What lights up: what is pointed at, else what is held. */
export const lit = ({ pointed, held }: Spotlight): Target | undefined => pointed ?? held;

export function point(target: Target | undefined): void {
  if (!sameTarget(target, spotlightStore.getState().pointed)) spotlightStore.setState({ pointed: target });
}

/** Keeps the light where it is when the pointer leaves; holding the same again lets it go. */
export function hold(target: Target | undefined): void {
  const { held } = spotlightStore.getState();
  spotlightStore.setState({ held: sameTarget(held, target) ? undefined : target });
}

/** Puts the light somewhere and leaves it there, as the keys do. */
export const holdAt = (target: Target) => spotlightStore.setState({ held: target, pointed: undefined });

export const letGo = () => spotlightStore.setState({ held: undefined, pointed: undefined });

export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return a === b;
  if (a.kind === 'fact') return b.kind === 'fact' && a.fact === b.fact;
  return b.kind === 'bytes' && a.address === b.address && a.size === b.size;
}
