/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'aio-nr-zero-ge',
  title: 'The same event for ever, then EAGAIN',
  group: 'kring-entries',
  summary:
    'The same forgotten number, another way to wrap: if (++head >= nr) head = 0. With nr = 0 that is always true, so head never leaves 0 and the first event is reaped again and again. The kernel never sees a slot come back, and about nr requests later io_submit answers EAGAIN.',
  program: { name: 'aio-nr-zero-ge.c', text },
  files: [{ name: 'data', size: 4096, seed: 4 }],
  cause: 'aio-zero',
  story: [
    { mark: 'io_setup#1/AllocateRing', note: '127 entries, in the kernel and in the shared page.' },
    { mark: 'write#2/Call', note: 'The first event, and head is 0 again.' },
    { mark: 'write#3/Call', note: 'The second request, and the first event once more.' },
  ],
};
