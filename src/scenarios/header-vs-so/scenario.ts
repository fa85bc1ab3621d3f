/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'header-vs-so',
  title: 'Compiled with 2.3, runs with 2.2: NULL at the first call',
  group: 'kring-entries',
  summary:
    '"The number in kring_entries is not set: that is the problem." So ends a note about libaio, and this is its commonest case: kring_entries itself is right. Headers from 2.3 on read a copy beside it, in what was padding before; the library, 2.2, does not know the copy and leaves it 0. With size 0 an empty ring looks full: 1 - 0 > 0. No system call fails.',
  program: { name: 'header-vs-so.c', text },
  units: [
    { file: 'header-vs-so.c', headers: '2.3' },
    { file: 'liburing', headers: '2.2' },
  ],
  files: [],
  cause: 'mismatch',
  story: [
    { mark: 'io_uring_setup#1/AllocateUring', note: 'The kernel counts 8 entries, for itself and in the shared page.' },
    {
      mark: 'mmap#2/Call',
      note: 'The library of 2.2 draws its pointers and stops there: bytes 88 and 92 are padding to it, and stay 0.',
    },
    {
      mark: 'write#2/Call',
      note: 'The same bytes under the headers of 2.3: ring_mask 0, ring_entries 0. *kring_entries is 8 all the same.',
    },
    { mark: 'write#4/Call', note: '1 - 0 > 0: NULL, at the first call, on an empty ring.' },
    { mark: 'write#5/Call', note: 'Nothing was queued, so there is nothing to submit: 0, and no error anywhere.' },
  ],
};
