/** Every scenario with all that belongs to it, for whoever need not fetch them: the command line, the build, tests. */
import { scenario as aioNrOverwritten } from './aio-nr-overwritten/scenario.ts';
import { scenario as aioNrZeroGe } from './aio-nr-zero-ge/scenario.ts';
import { scenario as aioNrZeroModulo } from './aio-nr-zero-modulo/scenario.ts';
import { scenario as badFdInTheMiddle } from './bad-fd-in-the-middle/scenario.ts';
import { scenario as completionOrder } from './completion-order/scenario.ts';
import { scenario as errorsInThreePlaces } from './errors-in-three-places/scenario.ts';
import { scenario as eventLoopHang } from './event-loop-hang/scenario.ts';
import { scenario as eventfdEpoll } from './eventfd-epoll/scenario.ts';
import { scenario as headerVsSo } from './header-vs-so/scenario.ts';
import { scenario as healthy } from './healthy/scenario.ts';
import { scenario as initIgnored } from './init-ignored/scenario.ts';
import { scenario as kringNull } from './kring-null/scenario.ts';
import { scenario as kringZeroWord } from './kring-zero-word/scenario.ts';
import { scenario as maskZero } from './mask-zero/scenario.ts';
import { scenario as minNrTimeout } from './min-nr-timeout/scenario.ts';
import { scenario as oneRead } from './one-read/scenario.ts';
import { scenario as overSize } from './over-size/scenario.ts';
import { scenario as preadvTwoBuffers } from './preadv-two-buffers/scenario.ts';
import { scenario as reapInUserSpace } from './reap-in-user-space/scenario.ts';
import { scenario as retryLivelock } from './retry-livelock/scenario.ts';
import { scenario as ringFull } from './ring-full/scenario.ts';
import { scenario as ringWraps } from './ring-wraps/scenario.ts';
import type { Scenario } from './scenario.ts';
import { scenario as whatBlocks } from './what-blocks/scenario.ts';
import { scenario as zeroRingEmulator } from './zero-ring-emulator/scenario.ts';

export const allScenarios: readonly Scenario[] = [
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
  healthy,
  headerVsSo,
  retryLivelock,
  eventLoopHang,
  kringNull,
  kringZeroWord,
  overSize,
  maskZero,
  initIgnored,
  aioNrZeroModulo,
  aioNrZeroGe,
  aioNrOverwritten,
  zeroRingEmulator,
];

/** The scenario with this id, or undefined. */
export function anyScenario(id: string): Scenario | undefined {
  return allScenarios.find((scenario) => scenario.id === id);
}
