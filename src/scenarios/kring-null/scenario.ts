/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'kring-null',
  title: 'kring_entries points nowhere',
  group: 'kring-entries',
  summary:
    "A ring set up by hand: four words of the shared page get a pointer each, and kring_entries is forgotten. The kernel knows nothing of the program's pointers, so every call succeeds. The first look at the size is a load from address 0.",
  program: { name: 'kring-null.c', text },
  files: [],
  cause: 'null-pointer',
  story: [
    { mark: 'io_uring_setup#1/AllocateUring', note: '8 entries, in the kernel and in the shared page.' },
    { mark: 'mmap#2/Call', note: 'Now the pointers are set, all but one.' },
    { mark: 'write#2/Call', note: 'The next thing that get_sqe() does is to load *kring_entries.' },
  ],
};
