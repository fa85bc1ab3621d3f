import type { FactId } from '../../store/spotlight.ts';

/**
 * What an element shows, for the one highlight: `data-at` and `data-size` name bytes of user memory, `data-fact` a
 * number of the kernel's own. Pointing at one lights all that show some of the same; see Spotlight.tsx.
 */
export const bytesAt = (address: number, size: number) => ({ 'data-at': address, 'data-size': size });
export const factAt = (fact: FactId) => ({ 'data-fact': fact });

/** The same for those that the keys stop at: one of several elements that show the same bytes side by side. */
export const stopAt = (address: number, size: number) => ({ ...bytesAt(address, size), 'data-stop': '' });
export const factStop = (fact: FactId) => ({ ...factAt(fact), 'data-stop': '' });
