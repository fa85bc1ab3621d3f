/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'over-size',
  title: 'The size of the other queue: lost and doubled requests',
  group: 'kring-entries',
  summary:
    'A size that is too large is worse than 0, since nothing stops. Sixteen requests are queued into eight SQEs: the last eight overwrite the first eight. The kernel, which has its own size, takes eight at a time, and finds the same SQEs twice.',
  program: { name: 'over-size.c', text },
  files: [],
  cause: 'zero-word',
  story: [
    { mark: 'write#2/Call', note: 'Sixteen requests in eight SQEs: 100 to 107 are overwritten.' },
    {
      mark: 'io_uring_enter#1/GetSqe',
      note: 'The kernel takes no more than 8 at a time, whatever the shared page says.',
    },
    { mark: 'write#4/Call', note: '108 to 115: the second half has run.' },
    { mark: 'write#6/Call', note: 'And again: 100 to 107 are lost, 108 to 115 ran twice.' },
  ],
};
