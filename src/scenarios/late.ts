/**
 * The scenarios about the number of entries. The page lists them by these lines, and fetches one when it is asked for.
 */
import type { Scenario, ScenarioEntry } from './scenario.ts';

export interface LateScenario extends ScenarioEntry {
  /** Rejects when it cannot be fetched. */
  readonly load: () => Promise<{ readonly scenario: Scenario }>;
}

const group = 'kring-entries';

export const lateScenarios: readonly LateScenario[] = [
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
