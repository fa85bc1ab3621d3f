import { useSyncExternalStore } from 'react';

/** What the window has room for: so many columns, and three wide ones. app.css has the same two smaller widths. */
export type Columns = 1 | 2 | 3 | 'wide';

const wide = matchMedia('(min-width: 1600px)');
const three = matchMedia('(min-width: 1200px)');
const two = matchMedia('(min-width: 720px)');

const read = (): Columns => (wide.matches ? 'wide' : three.matches ? 3 : two.matches ? 2 : 1);

function subscribe(listener: () => void): () => void {
  const widths = [wide, three, two];
  for (const width of widths) width.addEventListener('change', listener);
  return () => {
    for (const width of widths) width.removeEventListener('change', listener);
  };
}

export const useColumns = (): Columns => useSyncExternalStore(subscribe, read);
