/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'min-nr-timeout',
  title: 'At least, at most, and for how long',
  group: 'waiting',
  summary:
    'io_getevents() takes two numbers and a time. nr is how many events fit into our array. min_nr is how many we ' +
    'insist on: with fewer the call sleeps, until they have come or the time is up. Then it returns what there ' +
    'is, which may be less than min_nr, and that is no error. min_nr = 0 never sleeps, and a timeout of zero does ' +
    'not either.',
  program: { name: 'min-nr-timeout.c', text },
  files: [{ name: 'data', size: 4096, seed: 8 }],
  story: [
    { mark: 'io_submit#1/PublishTail~5', note: 'Five events are in the ring.' },
    { mark: 'io_getevents#1/StoreHead', note: 'nr is 2: two are taken, three stay.' },
    {
      mark: 'io_getevents#2/StoreHead',
      note: 'At least 1, at most 8: the three that are there. Nobody waits for the other five.',
    },
    {
      mark: 'io_getevents#3/ReadEvents',
      note: 'The ring is empty and the timeout is an hour. But 0 are enough, so the call returns at once.',
    },
    { mark: 'io_getevents#4/StoreHead', note: 'Three are wanted, two are there. They are taken right now ...' },
    { mark: 'io_getevents#4/WaitForEvents', note: '... and the call sleeps for the third: 20 ms at most.' },
    { mark: 'hrtimer#1/TimerExpires', note: 'The time is up.' },
    { mark: 'io_getevents#4/ReadEvents~2', note: 'Nothing new. The call returns 2: a short count, no error.' },
    { mark: 'io_getevents#5/WaitForEvents', note: 'Again, with nothing at all in the ring: after 20 ms it returns 0.' },
    {
      mark: 'io_getevents#6/WaitForEvents',
      note: 'Two are there and the third is at the disk. No timeout: this sleep ends only with the event.',
    },
    { mark: 'aio_complete#1/WakeWaiters', note: 'One was missing and one has come: the sleeper is woken.' },
    { mark: 'io_getevents#6/StoreHead~2', note: 'All three.' },
  ],
};
