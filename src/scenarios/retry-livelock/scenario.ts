/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'retry-livelock',
  title: 'Tries again for ever: 100 % CPU',
  group: 'kring-entries',
  summary:
    'The man page says that NULL means full, and that a submit makes room. So the program submits and tries again. There is nothing to submit, so nothing changes: the very same state comes back, for ever. kring proves it; on a real machine a CPU is busy at 100 %.',
  program: { name: 'retry-livelock.c', text },
  units: [
    { file: 'retry-livelock.c', headers: '2.3' },
    { file: 'liburing', headers: '2.2' },
  ],
  files: [],
  ends: 'livelock',
  cause: 'mismatch',
  story: [
    { mark: 'mmap#2/Call', note: 'The cached size is 0, as in header-vs-so.' },
    { mark: 'write#3/Call', note: 'From here on the program goes round and round.' },
  ],
};
