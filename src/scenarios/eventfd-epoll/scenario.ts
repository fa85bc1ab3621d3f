/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'eventfd-epoll',
  title: 'In an event loop',
  group: 'waiting',
  summary:
    'A program with an event loop waits in epoll_wait(), not in io_getevents(). A request that names an eventfd ' +
    'adds 1 to it with its event, and epoll reports the eventfd. The number in it is how many events there were ' +
    'since it was last read, not how many are in the ring: it adds up, and taking events does not lower it. So: ' +
    'set the counter back, then take events until there are none.',
  program: { name: 'eventfd-epoll.c', text },
  files: [{ name: 'data', size: 4096, seed: 12 }],
  story: [
    { mark: 'io_submit#1/LookupEventfd', note: 'The iocb names an eventfd: flags is 1, resfd its number.' },
    {
      mark: 'io_submit#1/QueueAtDevice',
      note: 'The read is at the disk, and the program goes to sleep in epoll_wait().',
    },
    { mark: 'aio_complete#1/PublishTail', note: 'First the event, in the ring ...' },
    {
      mark: 'aio_complete#1/SignalEventfd',
      note: '... then the counter, which wakes epoll_wait(). Who sees the number finds the event.',
    },
    { mark: 'io_getevents#1/StoreHead', note: 'The ring is drained.' },
    {
      mark: 'io_submit#2/SignalEventfd~3',
      note: 'Three events, three times 1: the counter says 3, and epoll reports it once.',
    },
    { mark: 'io_submit#3/SignalEventfd~2', note: 'Two more. This time the program takes the events first.' },
    {
      mark: 'io_getevents#4/StoreHead',
      note: 'The ring is empty, and the counter still says 2: epoll_wait() will return, with nothing to do. That is normal.',
    },
  ],
};
