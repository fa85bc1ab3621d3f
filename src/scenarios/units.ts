import type { ProgramUnit } from '../c/index.ts';
import { liburingHeaders, liburingUnits } from '../c/liburing/index.ts';
import type { Scenario } from './scenario.ts';

/** What a scenario's program is compiled from: its own source alone, or with liburing's, each with its own headers. */
export function unitsOf({ program, units }: Pick<Scenario, 'program' | 'units'>): readonly ProgramUnit[] {
  if (!units) return [program];
  return units.flatMap(({ file, headers }) => {
    const path = liburingHeaders(headers);
    return file === 'liburing' ? liburingUnits(path) : [{ ...program, headers: path }];
  });
}
