/** Every scenario with all that belongs to it, for whoever need not fetch them: the command line, the build, tests. */
import { scenario as aioNrOverwritten } from './aio-nr-overwritten/scenario.ts';
import { scenario as aioNrZeroGe } from './aio-nr-zero-ge/scenario.ts';
import { scenario as eventLoopHang } from './event-loop-hang/scenario.ts';
import { scenario as headerVsSo } from './header-vs-so/scenario.ts';
import { scenario as healthy } from './healthy/scenario.ts';
import { scenarios } from './index.ts';
import { scenario as initIgnored } from './init-ignored/scenario.ts';
import { scenario as kringNull } from './kring-null/scenario.ts';
import { scenario as kringZeroWord } from './kring-zero-word/scenario.ts';
import { scenario as maskZero } from './mask-zero/scenario.ts';
import { scenario as overSize } from './over-size/scenario.ts';
import { scenario as retryLivelock } from './retry-livelock/scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenario as zeroRingEmulator } from './zero-ring-emulator/scenario.ts';

export const allScenarios: readonly Scenario[] = [
  ...scenarios,
  healthy,
  headerVsSo,
  retryLivelock,
  eventLoopHang,
  kringNull,
  kringZeroWord,
  overSize,
  maskZero,
  initIgnored,
  aioNrZeroGe,
  aioNrOverwritten,
  zeroRingEmulator,
];

/** The scenario with this id, or undefined. */
export function anyScenario(id: string): Scenario | undefined {
  return allScenarios.find((scenario) => scenario.id === id);
}
