/// <reference types="vite/client" />
import type { Scenario } from '../scenario.ts';
import text from './program.c?raw';

export const scenario: Scenario = {
  id: 'ring-full',
  title: 'The ring is full',
  group: 'ring',
  summary:
    'io_submit() takes no request whose event might find no place. Here 150 reads are offered to a ring of 127 ' +
    'places, and 120 are taken; all of them finish at once, nothing is in flight, and still every further call ' +
    'says EAGAIN, today and for ever, because nobody takes the events out. Only reaping helps: take one, and one ' +
    'more request fits.',
  program: { name: 'ring-full.c', text },
  files: [{ name: 'data', size: 4096, seed: 6 }],
  story: [
    {
      mark: 'io_setup#1/AllocateRing',
      note: '127 places, one of which stays empty, so that full and empty can be told apart: 126 slots.',
    },
    {
      mark: 'io_submit#1/TakeSlot',
      note: 'A request needs a slot. This CPU has none and fetches a batch of 15 from the common store: 14 are left here, 111 there.',
    },
    {
      mark: 'io_submit#1/TakeSlot~121',
      note: 'Request 121: the CPU has used up 8 batches, and the 6 slots in the store are less than a batch.',
    },
    {
      mark: 'io_submit#1/RefillSlots',
      note: 'All 120 reads are finished, but nobody has taken one of their events, so head has not moved.',
    },
    { mark: 'io_submit#1/Refuse', note: '120 of 150. io_submit() says so, and calls it a success.' },
    { mark: 'io_submit#2/Refuse', note: 'Offered again: EAGAIN. Nothing is in flight, so waiting changes nothing.' },
    {
      mark: 'io_getevents#1/StoreHead',
      note: 'One event is taken: head moves to 1. That is all that reaping does; no slot is free yet.',
    },
    {
      mark: 'io_submit#4/RefillSlots',
      note: 'Now a submit finds no slot, looks at head, and gets one back: for the one event taken.',
    },
    { mark: 'io_submit#4/Refuse', note: 'The second request finds the ring full again.' },
    { mark: 'io_submit#5/RefillSlots', note: 'Forty events were taken, forty slots come back.' },
    { mark: 'io_submit#5/PublishTail~7', note: 'And tail goes over the end of the ring.' },
  ],
};
