import { importPart } from '../../lib/import-part.ts';
import { track } from '../requests.ts';
import type { Session } from '../session.ts';

/** What the page knows about io_uring, and a program without one never asks for. */
type UringPart = typeof import('./uring.ts');

let part: UringPart | undefined;

/** Undefined until it has come. */
export const uringPart = (): UringPart | undefined => part;

/** Whether the run, as far as it is recorded, has an io_uring. */
export const usesUring = ({ index }: Session): boolean => index.files.urings.length > 0;

/** Fetches it. @returns rejects when it cannot be fetched now */
export async function fetchUringPart(): Promise<void> {
  part ??= await track(importPart(() => import('./uring.ts')));
}
