/**
 * All scenarios but the first. The page lists them by these lines, and fetches one when it is asked for.
 */
import type { Scenario, ScenarioEntry } from './scenario.ts';

export interface LateScenario extends ScenarioEntry {
  /** Rejects when it cannot be fetched. */
  readonly load: () => Promise<{ readonly scenario: Scenario }>;
}

const group = 'kring-entries';

export const lateScenarios: readonly LateScenario[] = [
  {
    id: 'preadv-two-buffers',
    title: 'One request, two buffers',
    group: 'basics',
    load: () => import('./preadv-two-buffers/scenario.ts'),
  },
  {
    id: 'completion-order',
    title: 'Another order',
    group: 'basics',
    load: () => import('./completion-order/scenario.ts'),
  },
  {
    id: 'what-blocks',
    title: 'What blocks in io_submit',
    group: 'basics',
    load: () => import('./what-blocks/scenario.ts'),
  },
  { id: 'ring-wraps', title: 'The ring wraps', group: 'ring', load: () => import('./ring-wraps/scenario.ts') },
  { id: 'ring-full', title: 'The ring is full', group: 'ring', load: () => import('./ring-full/scenario.ts') },
  {
    id: 'reap-in-user-space',
    title: 'Taking events without a system call',
    group: 'ring',
    load: () => import('./reap-in-user-space/scenario.ts'),
  },
  {
    id: 'min-nr-timeout',
    title: 'At least, at most, and for how long',
    group: 'waiting',
    load: () => import('./min-nr-timeout/scenario.ts'),
  },
  {
    id: 'eventfd-epoll',
    title: 'In an event loop',
    group: 'waiting',
    load: () => import('./eventfd-epoll/scenario.ts'),
  },
  {
    id: 'bad-fd-in-the-middle',
    title: 'A bad fd in the middle',
    group: 'errors',
    load: () => import('./bad-fd-in-the-middle/scenario.ts'),
  },
  {
    id: 'errors-in-three-places',
    title: 'Errors in three places',
    group: 'errors',
    load: () => import('./errors-in-three-places/scenario.ts'),
  },
  { id: 'healthy', title: 'A healthy ring: NULL means full', group, load: () => import('./healthy/scenario.ts') },
  {
    id: 'header-vs-so',
    title: 'Compiled with 2.3, runs with 2.2: NULL at the first call',
    group,
    load: () => import('./header-vs-so/scenario.ts'),
  },
  {
    id: 'retry-livelock',
    title: 'Tries again for ever: 100 % CPU',
    group,
    load: () => import('./retry-livelock/scenario.ts'),
  },
  {
    id: 'event-loop-hang',
    title: 'Waits for a completion of nothing',
    group,
    load: () => import('./event-loop-hang/scenario.ts'),
  },
  { id: 'kring-null', title: 'kring_entries points nowhere', group, load: () => import('./kring-null/scenario.ts') },
  {
    id: 'kring-zero-word',
    title: 'kring_entries points at a word that is 0',
    group,
    load: () => import('./kring-zero-word/scenario.ts'),
  },
  {
    id: 'over-size',
    title: 'The size of the other queue: lost and doubled requests',
    group,
    load: () => import('./over-size/scenario.ts'),
  },
  {
    id: 'mask-zero',
    title: 'The mask is not set: one SQE for all',
    group,
    load: () => import('./mask-zero/scenario.ts'),
  },
  {
    id: 'init-ignored',
    title: 'A set-up that failed, and nobody looked',
    group,
    load: () => import('./init-ignored/scenario.ts'),
  },
  {
    id: 'aio-nr-zero-modulo',
    title: 'The number of entries is not set',
    group,
    load: () => import('./aio-nr-zero-modulo/scenario.ts'),
  },
  {
    id: 'aio-nr-zero-ge',
    title: 'The same event for ever, then EAGAIN',
    group,
    load: () => import('./aio-nr-zero-ge/scenario.ts'),
  },
  {
    id: 'aio-nr-overwritten',
    title: 'The number in the shared page is overwritten',
    group,
    load: () => import('./aio-nr-overwritten/scenario.ts'),
  },
  {
    id: 'zero-ring-emulator',
    title: 'A kernel whose ring is all zero',
    group,
    load: () => import('./zero-ring-emulator/scenario.ts'),
  },
];
