/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'bad-fd-in-the-middle',
  title: 'A bad fd in the middle',
  group: 'errors',
  summary:
    'Four requests go to io_submit() in one call; the third has a file descriptor that was closed. io_submit() stops ' +
    'there and returns 2, a success: how many it took. Only when the refused request stands first in the list does ' +
    'the errno appear. A program that takes any positive result for "all of them" loses the rest of its list and ' +
    'waits for ever for events that nobody will send.',
  program: { name: 'bad-fd-in-the-middle.c', text },
  files: [{ name: 'data', size: 4096, seed: 3 }],
  story: [
    {
      mark: 'io_submit#1/PublishTail',
      note: 'Request 0 is read from the page cache: its event is in the ring before request 1 is looked at.',
    },
    { mark: 'io_submit#1/TakeSlot~3', note: 'Request 2 takes a slot like any other ...' },
    { mark: 'io_submit#1/Refuse', note: '... but its fd is closed. The slot goes back, and io_submit() returns 2.' },
    { mark: 'io_submit#2/Refuse', note: 'The same request, now first in the list: EBADF.' },
    {
      mark: 'io_submit#3/PublishTail',
      note: 'The last request was fine all the time. It only had to be submitted again.',
    },
    { mark: 'io_getevents#1/StoreHead', note: 'Three events. The refused request has none.' },
  ],
};
