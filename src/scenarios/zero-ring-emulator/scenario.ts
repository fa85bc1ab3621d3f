/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'zero-ring-emulator',
  title: 'A kernel whose ring is all zero',
  group: 'kring-entries',
  summary:
    'Emulators of Linux AIO often leave the ring out: the handle is valid, and the page behind it is all zero. libaio and fio look at magic first and fall back to the system call. A reaper without that guard sees head equal to tail, waits for the eventfd, is told once, sees an empty ring again, and sleeps for ever.',
  program: { name: 'zero-ring-emulator.c', text },
  files: [{ name: 'data', size: 4096, seed: 4 }],
  ends: 'stuck',
  cause: 'aio-magic',
  story: [
    { mark: 'write#3/Call', note: 'magic is 0, so the guard asks the kernel: the event is there.' },
    { mark: 'io_submit#2/SignalEventfd', note: 'The second request is done too, and the eventfd says so.' },
    { mark: 'write#5/Call', note: 'The reaper looks at a ring that never changes.' },
  ],
};
