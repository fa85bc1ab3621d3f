/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'mask-zero',
  title: 'The mask is not set: one SQE for all',
  group: 'kring-entries',
  summary:
    'The mask is the size minus one, and has the same life: written once, never read by the kernel. With mask 0 all eight requests are written into SQE 0, one over the other, and the index array names SQE 0 eight times. The last request runs eight times.',
  program: { name: 'mask-zero.c', text },
  files: [],
  cause: 'zero-word',
  story: [
    { mark: 'write#2/Call', note: 'Eight requests, all in SQE 0.' },
    { mark: 'io_uring_enter#1/GetSqe~2', note: 'The second index is 0 as well.' },
    { mark: 'write#4/Call', note: '107 eight times; 100 to 106 never ran.' },
  ],
};
