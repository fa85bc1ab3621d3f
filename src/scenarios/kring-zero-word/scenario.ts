/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'kring-zero-word',
  title: 'kring_entries points at a word that is 0',
  group: 'kring-entries',
  summary:
    'The pointer is set, but leads to the wrong word: another field, the mapping of the SQEs, or an offset that was scaled by four. All of them hold 0, so an empty ring looks full. What helps is one comparison after set-up: *kring_entries must equal params.sq_entries.',
  program: { name: 'kring-zero-word.c', text },
  files: [],
  cause: 'zero-word',
  story: [
    { mark: 'write#1/Call', note: 'sq_off.dropped in place of sq_off.ring_entries: 0.' },
    { mark: 'write#3/Call', note: 'The mapping of the SQEs in place of the ring: 0 as well.' },
    { mark: 'write#5/Call', note: 'unsigned * plus an offset in bytes: somewhere behind, and 0 again.' },
  ],
};
