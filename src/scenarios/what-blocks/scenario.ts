/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'what-blocks',
  title: 'What blocks in io_submit',
  group: 'basics',
  summary:
    'io_submit() starts requests; whether it also finishes them before it returns depends on the request. A ' +
    'buffered read is done inside it, and so is an O_DIRECT write that makes its file longer. An O_DIRECT write ' +
    'over old data goes to the disk, FSYNC to a thread of the kernel, POLL waits with its file: these are in ' +
    'flight when io_submit() returns, and only they leave the program time for something else.',
  program: { name: 'what-blocks.c', text },
  files: [{ name: 'data', size: 16384, seed: 11 }],
  story: [
    { mark: 'io_submit#1/Transfer', note: 'A buffered read: the bytes are copied here, inside io_submit().' },
    { mark: 'io_submit#1/PublishTail', note: 'So its event is there before io_submit() has returned.' },
    { mark: 'io_submit#2/QueueAtDevice', note: 'O_DIRECT, at the end of the file: the write goes to the disk ...' },
    {
      mark: 'io_submit#2/PublishTail',
      note: '... and io_submit() slept until it was done. An asynchronous log writer that appends is not one.',
    },
    { mark: 'io_submit#3/QueueAtDevice', note: 'O_DIRECT over blocks that exist: this one is left to the disk.' },
    {
      mark: 'aio_complete#1/PublishTail',
      note: 'The event comes by an interrupt, while the program does something else; here it only waits.',
    },
    { mark: 'io_submit#4/QueueWork', note: 'FSYNC: a thread of the kernel will do it.' },
    {
      mark: 'io_submit#5/PollFile',
      note: 'The pipe is empty. The request stays with the pipe, and io_submit() returns.',
    },
    { mark: 'write#15/PublishTail', note: 'The program writes to the pipe, and inside that write() the event comes.' },
  ],
};
