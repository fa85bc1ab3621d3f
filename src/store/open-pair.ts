import type { LiburingRelease } from '../c/liburing/index.ts';
import { loadScenario } from '../scenarios/index.ts';
import { text } from '../text/index.ts';
import { complain } from './notice.ts';
import { openProgram } from './program-text.ts';
import { begin, track } from './requests.ts';

const ID = 'header-vs-so';

/** Shows the program of header-vs-so, compiled with the headers of one release and linked with another. */
export function openPair(headers: LiburingRelease, library: LiburingRelease): Promise<boolean> {
  return track(open(headers, library, begin()));
}

async function open(headers: LiburingRelease, library: LiburingRelease, signal: AbortSignal): Promise<boolean> {
  const scenario = await loadScenario(ID).catch(() => undefined);
  if (signal.aborted) return false;
  if (!scenario) {
    complain(text.link.problems.notLoaded);
    return false;
  }
  const units = [
    { file: scenario.program.name, headers },
    { file: 'liburing', headers: library },
  ];
  return openProgram({ ...scenario, units }, scenario.program.text, signal);
}
