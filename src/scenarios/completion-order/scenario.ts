/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'completion-order',
  title: 'Another order',
  group: 'basics',
  summary:
    'Four requests go to io_submit() as 0, 1, 2, 3. Request 3 is a small read and done before io_submit() ' +
    'returns; the others wait for timers, of which the first goes off last. The events come as 3, 1, 2, 0: in the ' +
    'order in which requests finish, and in no other. The number in data, which the kernel only hands back, says ' +
    'which event belongs to which request.',
  program: { name: 'completion-order.c', text },
  files: [{ name: 'data', size: 4096, seed: 10 }],
  story: [
    {
      mark: 'io_submit#1/PollFile',
      note: 'Request 0: its timer has not gone off, so the request stays with the timer, and io_submit() goes on with the next.',
    },
    {
      mark: 'io_submit#1/PublishTail',
      note: 'Request 3 came last and is finished first: the read is done here, inside io_submit().',
    },
    { mark: 'io_getevents#1/StoreHead', note: 'The first event. Its data is 3.' },
    {
      mark: 'io_getevents#2/WaitForEvents',
      note: 'Three requests are in flight, and none is finished. The program sleeps.',
    },
    { mark: 'hrtimer#1/TimerfdExpires', note: '30 ms: the timer of request 1.' },
    { mark: 'hrtimer#1/FillSlot', note: 'The next event is that of request 1. Nobody asks who was submitted first.' },
    { mark: 'hrtimer#2/FillSlot', note: '60 ms: request 2.' },
    { mark: 'hrtimer#3/FillSlot', note: '90 ms: request 0, first in the list and last in the ring.' },
  ],
};
