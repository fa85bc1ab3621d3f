/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'preadv-two-buffers',
  title: 'One request, two buffers',
  group: 'basics',
  summary:
    'PREADV reads one stretch of a file into several buffers. The iocb does not point to a buffer but to an array of ' +
    'iovec, and each iovec points to a buffer: three levels, and one event with one number at the end. The file is ' +
    'opened without O_DIRECT, so the read goes through the page cache and is finished before io_submit() returns.',
  program: { name: 'preadv-two-buffers.c', text },
  files: [{ name: 'data', size: 4096, seed: 2 }],
  story: [
    {
      mark: 'io_submit#1/CopyIocb',
      note: 'The iocb is copied: opcode 7 is PREADV, buf is the address of the array, nbytes counts its entries.',
    },
    { mark: 'io_submit#1/PrepareRw', note: 'The kernel reads the array itself: two iovecs, 8 and 24 bytes.' },
    { mark: 'io_submit#1/Transfer', note: 'The bytes of the file go to the first buffer, and on to the second.' },
    { mark: 'io_submit#1/PublishTail', note: 'The event is in the ring, and we are still inside io_submit().' },
    { mark: 'io_getevents#1/StoreHead', note: 'The event was there already, so io_getevents() did not wait.' },
  ],
};
