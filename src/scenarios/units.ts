import type { ProgramUnit } from '../c/index.ts';
import { includesLiburing, liburingHeaders, liburingUnits, NEWEST_LIBURING } from '../c/liburing/index.ts';
import type { Scenario } from './scenario.ts';

/**
 * What a scenario's program is compiled from: its own source alone, or with liburing's, each with its own headers. A text
 * that wants liburing where the scenario has none gets the newest.
 */
export function unitsOf({ program, units }: Pick<Scenario, 'program' | 'units'>): readonly ProgramUnit[] {
  if (!units) {
    if (!includesLiburing(program.text)) return [program];
    const newest = liburingHeaders(NEWEST_LIBURING);
    return [{ ...program, headers: newest }, ...liburingUnits(newest)];
  }
  return units.flatMap(({ file, headers }) => {
    const path = liburingHeaders(headers);
    return file === 'liburing' ? liburingUnits(path) : [{ ...program, headers: path }];
  });
}
