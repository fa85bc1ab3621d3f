/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'healthy',
  title: 'A healthy ring: NULL means full',
  group: 'kring-entries',
  summary:
    'The number of entries stands in three places: the kernel keeps it for itself, writes it once into the shared page, and liburing copies it into its own struct. All three say 8 here, so io_uring_get_sqe() answers NULL at the ninth call and not before: a full queue, which a submit empties.',
  program: { name: 'healthy.c', text },
  units: [
    { file: 'healthy.c', headers: '2.3' },
    { file: 'liburing', headers: '2.3' },
  ],
  files: [],
  cause: 'full',
  story: [
    {
      mark: 'io_uring_setup#1/AllocateUring',
      note: 'The kernel rounds up and keeps 8 and 16 for itself; the shared page gets copies that it will never read again.',
    },
    {
      mark: 'mmap#2/Call',
      note: 'Set-up is over: the pointers lead into the shared page, and the cached copies say 8 as well.',
    },
    { mark: 'write#3/Call', note: '9 - 0 > 8: NULL at the ninth call. The ring is full, and the program is right.' },
    {
      mark: 'io_uring_enter#1/CommitSqring',
      note: 'The kernel has taken all eight: head moves to 8, and there is room again.',
    },
  ],
};
