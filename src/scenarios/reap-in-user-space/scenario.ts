/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'reap-in-user-space',
  title: 'Taking events without a system call',
  group: 'ring',
  summary:
    'The ring lies in memory that the program shares with the kernel, so it can take events out itself: read ' +
    'tail, copy the events, move head. That saves a system call and costs care. tail is read with acquire, so ' +
    'that the events are read after it; head is written with release, so that the kernel does not reuse a place ' +
    'before it has been copied; and the step to the next place is % nr.',
  program: { name: 'reap-in-user-space.c', text },
  files: [{ name: 'data', size: 4096, seed: 7 }],
  story: [
    {
      mark: 'io_setup#1/StoreHandle',
      note: 'The handle is the address of the ring, and the program casts it to struct aio_ring.',
    },
    { mark: 'io_submit#1/FillSlot', note: 'The kernel writes the event ...' },
    {
      mark: 'io_submit#1/WmbBeforeTail',
      note: '... then orders its stores: who sees the new tail also sees the event. The acquire in reap() is the other half.',
    },
    { mark: 'io_submit#1/PublishTail', note: '... and moves tail.' },
    {
      mark: 'io_getevents#1/ReadEvents',
      note: 'reap() has taken ten events by moving head. The kernel reads head from the ring and goes on from there.',
    },
    {
      mark: 'io_submit#2/RefillSlots',
      note: 'The slots of all 25 come back, whoever took their events: the kernel only compares head with its own tail.',
    },
    {
      mark: 'io_submit#6/PublishTail~2',
      note: 'tail goes from place 126 to place 0. The next ten events lie on both sides of the end.',
    },
    { mark: 'io_getevents#6/ReadEvents', note: 'reap() has gone over the end by % nr: head stands at 8.' },
    { mark: 'io_getevents#6/StoreHead', note: '150 events, half by hand, and none lost or seen twice.' },
  ],
};
