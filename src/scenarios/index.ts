/**
 * The scenarios that the page has at once, in the order in which a learner should meet them, one group after the other.
 * The first is what it opens with.
 */
import { aioNrZeroModulo } from './aio-nr-zero-modulo/scenario.ts';
import { badFdInTheMiddle } from './bad-fd-in-the-middle/scenario.ts';
import { completionOrder } from './completion-order/scenario.ts';
import { errorsInThreePlaces } from './errors-in-three-places/scenario.ts';
import { eventfdEpoll } from './eventfd-epoll/scenario.ts';
import { lateScenarios } from './late.ts';
import { minNrTimeout } from './min-nr-timeout/scenario.ts';
import { oneRead } from './one-read/scenario.ts';
import { preadvTwoBuffers } from './preadv-two-buffers/scenario.ts';
import { reapInUserSpace } from './reap-in-user-space/scenario.ts';
import { ringFull } from './ring-full/scenario.ts';
import { ringWraps } from './ring-wraps/scenario.ts';
import type { Scenario, ScenarioEntry } from './scenario.ts';
import { whatBlocks } from './what-blocks/scenario.ts';

export type { GeneratedFile } from './file-content.ts';
export type { Scenario, ScenarioEntry, ScenarioGroup, StoryMark } from './scenario.ts';

export const scenarios: readonly Scenario[] = [
  oneRead,
  preadvTwoBuffers,
  completionOrder,
  whatBlocks,
  ringWraps,
  ringFull,
  reapInUserSpace,
  minNrTimeout,
  eventfdEpoll,
  badFdInTheMiddle,
  errorsInThreePlaces,
  aioNrZeroModulo,
];

/** All that there are, as a list shows them. */
export const listedScenarios: readonly ScenarioEntry[] = [...scenarios, ...lateScenarios];

/** The scenario with this id, fetched if it has to be; undefined when there is none. Rejects when it cannot be fetched. */
export async function loadScenario(id: string): Promise<Scenario | undefined> {
  const late = lateScenarios.find((scenario) => scenario.id === id);
  return late ? (await late.load()).scenario : scenarioById(id);
}

/** Of those the page has at once: the scenario with this id, or undefined. */
export function scenarioById(id: string): Scenario | undefined {
  return scenarios.find((scenario) => scenario.id === id);
}
