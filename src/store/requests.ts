/** What the page has been asked for and has not shown yet. Of two requests for a program the later one wins. */

const pending = new Set<Promise<unknown>>();
let latest = new AbortController();

/** Begins a request for another program on the page. @returns aborted as soon as there is a later one */
export function begin(): AbortSignal {
  latest.abort();
  latest = new AbortController();
  return latest.signal;
}

/** Whatever was asked for is not wanted any more. */
export const withdraw = () => latest.abort();

/** Makes `settled` wait for some work. */
export function track<T>(work: Promise<T>): Promise<T> {
  pending.add(work);
  const done = () => pending.delete(work);
  work.then(done, done);
  return work;
}

/** Whether nothing is on its way. */
export const isSettled = (): boolean => pending.size === 0;

/** Resolves when all that was begun has ended, well or not. */
export async function settled(): Promise<void> {
  while (pending.size > 0) await Promise.allSettled(pending);
}
