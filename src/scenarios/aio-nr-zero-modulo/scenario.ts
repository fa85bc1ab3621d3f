/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'aio-nr-zero-modulo',
  title: 'The number of entries is not set',
  group: 'kring-entries',
  summary:
    'The size of the ring stands in three places: in the kernel, in the shared page as ring->nr, and in the program, ' +
    'which here has forgotten to set its own copy. The kernel trusts only the first, so every system call works and ' +
    'nothing looks wrong. Then the program takes an event out of the ring by itself, computes (head + 1) % nr with ' +
    'nr = 0, and dies with SIGFPE.',
  program: { name: 'aio-nr-zero-modulo.c', text },
  files: [{ name: 'data', size: 4096, seed: 4 }],
  cause: 'aio-zero',
  story: [
    { mark: 'io_setup#1/AllocateRing', note: 'The kernel counts 127 entries, for itself and in the shared page.' },
    {
      mark: 'io_getevents#1/StoreHead',
      note: 'The first read is reaped by the kernel, which wraps head with its own number.',
    },
    { mark: 'io_getevents#3/StoreHead', note: 'Three reads, all correct, while the number in the program is 0.' },
    {
      mark: 'io_submit#4/PublishTail',
      note: 'The fourth event is in the ring. This time the program reaps it itself: (head + 1) % 0.',
    },
  ],
};
