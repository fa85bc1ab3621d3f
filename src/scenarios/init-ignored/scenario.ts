/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'init-ignored',
  title: 'A set-up that failed, and nobody looked',
  group: 'kring-entries',
  summary:
    'Zero entries are refused with -EINVAL, as a container without io_uring refuses with -EPERM or -ENOSYS. The struct stays as it was: every pointer NULL. The crash comes later and elsewhere, when io_uring_get_sqe() loads *khead, before it looks at any size.',
  program: { name: 'init-ignored.c', text },
  units: [
    { file: 'init-ignored.c', headers: '2.3' },
    { file: 'liburing', headers: '2.3' },
  ],
  files: [],
  cause: 'null-pointer',
  story: [
    { mark: 'io_uring_setup#1/Call', note: '-22 EINVAL: no ring, no fd, nothing mapped.' },
    { mark: 'write#2/Call', note: 'All pointers are NULL.' },
    { mark: 'write#3/Call', note: 'io_uring_get_sqe() begins with a load of *khead.' },
  ],
};
