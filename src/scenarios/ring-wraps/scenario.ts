/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'ring-wraps',
  title: 'The ring wraps',
  group: 'ring',
  summary:
    'Behind the last place of the ring comes the first. Thirty small reads at a time carry head and tail through ' +
    'the 127 places; the fifth thirty go over the end, and now tail is smaller than head. What follows place 126 ' +
    'is (126 + 1) % 127: the number of places is no power of two, so a mask, right for most rings, is wrong for ' +
    'this one.',
  program: { name: 'ring-wraps.c', text },
  files: [{ name: 'data', size: 4096, seed: 5 }],
  story: [
    {
      mark: 'io_setup#1/AllocateRing',
      note: 'One page: a header of 32 bytes and 127 places of 32 bytes, numbered 0 to 126.',
    },
    {
      mark: 'io_submit#1/PublishTail~30',
      note: 'Thirty reads are done, and tail stands at 30: the next event will go to place 30.',
    },
    {
      mark: 'io_getevents#1/StoreHead',
      note: 'All thirty are taken: head has caught up with tail, and the ring is empty. Empty is where they meet, not 0.',
    },
    { mark: 'io_submit#5/FillSlot~7', note: 'Place 126, the last one.' },
    {
      mark: 'io_submit#5/PublishTail~7',
      note: 'Behind place 126 comes place 0: tail goes back to the beginning, while head stands at 120.',
    },
    {
      mark: 'io_submit#5/FillSlot~8',
      note: 'Place 0 still held the event of request 0. It was taken long ago, so it may be written over.',
    },
    { mark: 'io_getevents#5/ReadEvents', note: 'The kernel copies up to the end of the ring: seven events ...' },
    { mark: 'io_getevents#5/ReadEvents~2', note: '... and goes on at its beginning: twenty-three more, in one call.' },
    { mark: 'io_getevents#5/StoreHead', note: 'head has wrapped as well.' },
  ],
};
