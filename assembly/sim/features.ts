/**
 * What differs between kernels, by name and by version: this table is the only place where a version is looked at.
 * A version is one number, 618 for 6.18; what was measured on which is in the rules named here.
 */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Feature, Sim } from '../uapi/kernel-state';

/** A feature that was always there, or still is. */
const ALWAYS: u32 = 0;
const STILL: u32 = 0xffff_ffff;

/** At boot: Sim.features. */
export function initFeatures(): void {
  // Numbers of the kernels that were asked; what lies between two of them is not modelled.
  row(Feature.AioNrDoubled, ALWAYS, 413);
  row(Feature.WakesAll, ALWAYS, 607);
  row(Feature.RwfNoappendAtomic, 609, STILL);
  row(Feature.RwfDontcacheNosignal, 618, STILL);
  row(Feature.NowaitStreams, 602, STILL);
  row(Feature.NowaitReadsAhead, 602, STILL);
  row(Feature.TimerfdReadIter, 602, STILL);
  row(Feature.TmpfsDirect, 606, STILL);
  row(Feature.EventfdExactly8, 609, STILL);
  row(Feature.SizeMovesOnFault, 618, STILL);
  row(Feature.DirectAlignsLate, 618, 618);
  row(Feature.MremapClearsFirst, ALWAYS, 616);
  row(Feature.RingMovesWhole, 701, STILL);
  row(Feature.RingStaysBehind, 701, STILL);
}

/** One row of the table: versions `first` to `last` have the feature. */
function row(feature: Feature, first: u32, last: u32): void {
  const version = load<u32>(MACHINE + Machine.version);
  setFeature(feature, version >= first && version <= last);
}

/** For a machine that is of one version but for this feature. */
export function setFeature(feature: Feature, on: bool): void {
  const features = load<u32>(MACHINE + Sim.features);
  store<u32>(MACHINE + Sim.features, on ? features | feature : features & ~(<u32>feature));
}

/** Whether the kernel that is modelled has it. */
export function has(feature: Feature): bool {
  return (load<u32>(MACHINE + Sim.features) & feature) != 0;
}
