import type { Scenario } from '../scenarios/scenario.ts';

/** Whether the size of its ring is what a scenario is about. */
export const isAboutSize = ({ group }: Pick<Scenario, 'group'>): boolean => group === 'kring-entries';

/** Whether its program has an AIO ring to show beside. */
export const hasAioRing = ({ program }: Pick<Scenario, 'program'>): boolean => program.text.includes('<libaio.h>');
