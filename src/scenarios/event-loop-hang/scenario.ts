/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'event-loop-hang',
  title: 'Waits for a completion of nothing',
  group: 'kring-entries',
  summary:
    'An event loop that finds no SQE keeps the request and waits until something completes. Nothing was ever submitted, so nothing will: the process sleeps in poll() with no CPU used, and /proc/PID/fdinfo shows a healthy ring that nobody has touched. That is how qemu-img hangs with a library of 2.1.',
  program: { name: 'event-loop-hang.c', text },
  units: [
    { file: 'event-loop-hang.c', headers: '2.3' },
    { file: 'liburing', headers: '2.2' },
  ],
  files: [],
  ends: 'stuck',
  cause: 'mismatch',
  story: [
    { mark: 'mmap#2/Call', note: 'The cached size is 0, as in header-vs-so.' },
    { mark: 'write#3/Call', note: 'No SQE: the program puts its request aside.' },
    { mark: 'write#5/Call', note: 'Now it sleeps for what nobody began.' },
  ],
};
