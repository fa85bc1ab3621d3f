/**
 * The scenarios, in the order in which a learner should meet them, one group after the other. The page has the first at
 * once, and fetches another when it is asked for.
 */
import { importPart } from '../lib/import-part.ts';
import { lateScenarios } from './late.ts';
import { scenario as firstScenario } from './one-read/scenario.ts';
import type { Scenario, ScenarioEntry } from './scenario.ts';

export type { GeneratedFile } from './file-content.ts';
export type { Scenario, ScenarioEntry, ScenarioGroup, StoryMark } from './scenario.ts';
export { firstScenario };

/** All that there are, as a list shows them. */
export const listedScenarios: readonly ScenarioEntry[] = [firstScenario, ...lateScenarios];

/** The scenario with this id, fetched if it has to be; undefined when there is none. Rejects when it cannot be fetched. */
export async function loadScenario(id: string): Promise<Scenario | undefined> {
  if (id === firstScenario.id) return firstScenario;
  const late = lateScenarios.find((scenario) => scenario.id === id);
  return late && (await importPart(late.load)).scenario;
}
