/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'one-read',
  title: 'One read',
  group: 'basics',
  summary:
    'A program asks for 4096 bytes of a file and does something else while the disk works. io_submit() hands the ' +
    'request over and returns at once; when the data has arrived, the kernel writes an event into a ring that both ' +
    'share, and io_getevents() takes it out. Follow the two numbers head and tail: tail moves when something is ' +
    'finished, head moves when somebody has looked.',
  program: { name: 'one-read.c', text },
  files: [{ name: 'data', size: 16384, seed: 1 }],
  story: [
    {
      mark: 'io_setup#1/AllocateRing',
      note: 'We asked for 1 event. The kernel makes a ring of whole pages: room for 127.',
    },
    {
      mark: 'io_setup#1/StoreHandle',
      note: 'The handle in ctx is the address of that ring, mapped into our own memory.',
    },
    {
      mark: 'io_submit#1/CopyIocb',
      note: 'The kernel copies the 64 bytes of the iocb. From here on only its address matters.',
    },
    {
      mark: 'io_submit#1/TakeSlot',
      note: 'A place in the ring is reserved before anything starts, so the event will fit.',
    },
    { mark: 'io_submit#1/QueueAtDevice', note: 'The request waits at the disk. io_submit() does not: it returns 1.' },
    { mark: 'io_getevents#1/WaitForEvents', note: 'head equals tail: the ring is empty, so the program sleeps.' },
    {
      mark: 'aio_complete#1/FillSlot',
      note: 'The data is in the buffer. The kernel writes the event behind tail; nobody looks there yet.',
    },
    { mark: 'aio_complete#1/PublishTail', note: 'tail moves: now the event exists for everybody who reads the ring.' },
    { mark: 'aio_complete#1/WakeWaiters', note: 'The sleeping program is woken.' },
    {
      mark: 'io_getevents#1/StoreHead',
      note: 'The event is copied out and head moves up to tail: the ring is empty again.',
    },
  ],
};
