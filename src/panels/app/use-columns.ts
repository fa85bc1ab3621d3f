import { useSyncExternalStore } from 'react';

/** How many columns the window has room for. app.css has the same two widths. */
export type Columns = 1 | 2 | 3;

const three = matchMedia('(min-width: 1200px)');
const two = matchMedia('(min-width: 720px)');

const read = (): Columns => (three.matches ? 3 : two.matches ? 2 : 1);

function subscribe(listener: () => void): () => void {
  three.addEventListener('change', listener);
  two.addEventListener('change', listener);
  return () => {
    three.removeEventListener('change', listener);
    two.removeEventListener('change', listener);
  };
}

export const useColumns = (): Columns => useSyncExternalStore(subscribe, read);
