import { createStore } from 'zustand/vanilla';
import type { Program } from '../../c/program.ts';
import { type Comparison, comparing } from '../../compare/compare.ts';
import { type Endless, endlessness, untilOver } from '../../compare/endless.ts';
import { report, type Said, sayDifference, summary } from '../../compare/report.ts';
import { machineReady } from '../machine-module.ts';
import { compileAndLoad, hasEdits, MODEL, programStore } from '../program-text.ts';
import { sessionStore } from '../session.ts';
import { runOnHost, type Started, stopOnHost } from './run.ts';

/** What a comparison said about a run on the page. */
export interface Compared {
  /** Of the session on the page: another one has not been compared. */
  readonly session: number;
  readonly summary: string;
  readonly same: boolean;
  readonly differences: readonly Said[];
  /** As a C file, and its name. */
  readonly report: string;
  readonly name: string;
}

export const compareStore = createStore<{ readonly running: boolean; readonly compared: Compared | undefined }>()(
  () => ({ running: false, compared: undefined }),
);

/** ms of comparing before the page has its turn. */
const TURN_MS = 8;

/** Runs the program on the host, then on the model as the host ran it, and says where the two differ. */
export async function compareOnHost(): Promise<void> {
  compareStore.setState({ running: true, compared: undefined });
  try {
    const module = await machineReady();
    const endless = module && (await endlessOnModel(module));
    const started = await runOnHost();
    if (module === undefined || started === undefined) return;
    await untilOver({ recording: started.session.recording, run: () => started.over }, endless, stopOnHost);
    const ended = started.session.recording.ending;
    if (ended === undefined || (ended.kind === 'lost' && ended.code !== 'STOPPED')) return;
    const { scenario } = programStore.getState();
    const { program } = started.session;
    const comparison = await inTurns(module, started, scenario.files, endless);
    if (sessionStore.getState().session !== started.session) return;
    compareStore.setState({ compared: comparedOf(started, program, scenario.id, comparison) });
  } finally {
    compareStore.setState({ running: false });
  }
}

/** Of the program as it stands in the editor. */
async function endlessOnModel(module: WebAssembly.Module): Promise<Endless | undefined> {
  if (hasEdits() && !(await compileAndLoad())) return undefined;
  const { session } = sessionStore.getState();
  const { files } = programStore.getState().scenario;
  return session && endlessness(module, MODEL, session.program, files);
}

async function inTurns(
  module: WebAssembly.Module,
  { session: { program, recording }, cpus, release }: Started,
  files: Parameters<typeof comparing>[2],
  endless: Endless | undefined,
): Promise<Comparison> {
  const steps = comparing(module, program, files, { recording, cpus, release, endless });
  let turn = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - turn < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    turn = performance.now();
  }
}

function comparedOf(started: Started, program: Program, name: string, comparison: Comparison): Compared {
  const { session, cpus, release } = started;
  return {
    session: session.id,
    summary: summary(comparison),
    same: comparison.differences.length === 0,
    differences: comparison.differences.map((difference) => sayDifference(program, difference)),
    report: report({ name, program, release, cpus, comparison }),
    name,
  };
}
