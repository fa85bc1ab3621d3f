/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'errors-in-three-places',
  title: 'Errors in three places',
  group: 'errors',
  summary:
    'What is wrong with a request is told in one of three places. What the kernel sees before it starts comes ' +
    'back from io_submit(), as a negative number; but only if it is the first request of the list. If it is a ' +
    'later one, all that is told is a count that is too small. And what goes wrong while the request is carried ' +
    'out, a bad buffer or an offset that the disk does not like, is in the res of its event, long after ' +
    'io_submit() has said that all is well.',
  program: { name: 'errors-in-three-places.c', text },
  files: [{ name: 'data', size: 4000, seed: 9 }],
  story: [
    {
      mark: 'io_submit#1/Refuse',
      note: 'No such file descriptor: io_submit() returns EBADF, and there will be no event.',
    },
    { mark: 'io_submit#2/Refuse', note: 'The file is open, but not for writing: EBADF as well, two steps later.' },
    {
      mark: 'io_submit#3/Refuse',
      note: 'A negative offset: EINVAL. The same number would stand for a bad context or an unknown opcode.',
    },
    {
      mark: 'io_submit#4/Refuse',
      note: 'The second of three requests is bad. The first is done, so io_submit() returns 1 and keeps the EBADF to itself.',
    },
    {
      mark: 'io_submit#5/Issue',
      note: 'The buffer is NULL. Nobody has looked at it so far, and from here on every result is an event.',
    },
    { mark: 'io_submit#5/FillSlot', note: 'The copy fails: res is EFAULT, in the event. io_submit() returns 1.' },
    { mark: 'io_submit#6/FillSlot', note: 'O_DIRECT at an offset that is no multiple of the block: res is EINVAL.' },
    { mark: 'io_submit#7/FillSlot', note: 'The file ends 1000 bytes on: res is 1000. Who asked for 4096 has to look.' },
    { mark: 'io_submit#8/FillSlot', note: 'Behind the end: res is 0, and that is no error either.' },
  ],
};
