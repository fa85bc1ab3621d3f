/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'aio-nr-overwritten',
  title: 'The number in the shared page is overwritten',
  group: 'kring-entries',
  summary:
    'The kernel wrote ring->nr for the program and keeps its own number. So a 0 in the shared page changes nothing for io_submit and io_getevents: 300 reads, all correct, across the end of the ring twice. The first reap in user space divides by it.',
  program: { name: 'aio-nr-overwritten.c', text },
  files: [{ name: 'data', size: 4096, seed: 4 }],
  cause: 'aio-zero',
  story: [
    { mark: 'io_setup#1/AllocateRing', note: 'The kernel counts 127, and writes the number into the shared page.' },
    { mark: 'io_getevents#1/StoreHead', note: 'nr in the page is 0 already; the kernel wraps head with its own.' },
    { mark: 'write#3/Call', note: 'Three hundred reads later: (head + 1) % 0 is next.' },
  ],
};
