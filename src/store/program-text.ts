import { createStore } from 'zustand/vanilla';
import type { CompileResult, Diagnostic } from '../c/program.ts';
import type { ModelOptions } from '../machine/model-machine.ts';
import { Recording } from '../recording/recording.ts';
import { firstScenario, listedScenarios, loadScenario, type Scenario, type ScenarioEntry } from '../scenarios/index.ts';
import { text as sentences } from '../text/index.ts';
import { clearFailure } from './failure.ts';
import { compiledProgram, loadCompiler } from './load-program.ts';
import { machineReady } from './machine-module.ts';
import { forgetPlace } from './memory-view.ts';
import { complain } from './notice.ts';
import { pause, resumeRecording } from './playback.ts';
import { begin, track, withdraw } from './requests.ts';
import { followKernel } from './selection.ts';
import { openSession, sessionStore } from './session.ts';

/** The program as text: what the person reads and edits. */
export interface ProgramText {
  readonly scenario: Scenario;
  /** As it stands in the editor. */
  readonly text: string;
  /** As it was last compiled: what runs on the page. */
  readonly running: string | undefined;
  readonly editing: boolean;
  /** Of the last text that was compiled. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the editor is to go; a new object asks again. */
  readonly goTo: { readonly line: number; readonly column: number } | undefined;
  /** Id of the scenario that is on its way to the page. */
  readonly opening: string | undefined;
  /** Why there is no program to run at all. */
  readonly failure: string | undefined;
}

export const programStore = createStore<ProgramText>()(() => textOf(firstScenario));

/** The machine of the page. */
export const MODEL: ModelOptions = { cpus: 2, version: 618, seed: 1 };

function textOf(scenario: Scenario): ProgramText {
  return {
    scenario,
    text: scenario.program.text,
    running: undefined,
    editing: false,
    diagnostics: [],
    goTo: undefined,
    opening: undefined,
    failure: undefined,
  };
}

/**
 * Shows a scenario, at its beginning; of an id that none has, the first. What is on the page stays there until the
 * program has come.
 * @param signal of the request it is part of
 * @returns whether it is shown now: not if a later request came first, or it cannot be fetched
 */
export function openScenario(id: string, signal = begin()): Promise<boolean> {
  const entry = listedScenarios.find((scenario) => scenario.id === id) ?? firstScenario;
  if (entry.id === firstScenario.id) announce(firstScenario, firstScenario.program.text);
  else programStore.setState({ opening: entry.id, failure: undefined });
  return track(fetchAndRun(entry, signal));
}

async function fetchAndRun(entry: ScenarioEntry, signal: AbortSignal): Promise<boolean> {
  const [scenario, make, module] = await Promise.all([
    loadScenario(entry.id).catch(() => undefined),
    compiledProgram(entry).catch(() => undefined),
    machineReady(),
  ]);
  if (signal.aborted || !module) return false;
  if (scenario && make) {
    const { text } = scenario.program;
    run(module, scenario, text, { program: make(text), warnings: [] });
    return true;
  }
  if (scenario) announce(scenario, scenario.program.text);
  return notFetched(entry.title);
}

/** The run on the page stays; where there is none, the page says so in its place. */
function notFetched(title: string): false {
  programStore.setState({ opening: undefined });
  if (programStore.getState().running === undefined) programStore.setState({ failure: sentences.page.notFetched });
  else complain(sentences.page.scenarioNotFetched(title));
  return false;
}

/**
 * Shows another program with a scenario's files, at its beginning. When it does not compile, or the compiler cannot be
 * fetched, the scenario's own runs.
 * @param signal of the request it is part of
 * @returns whether it runs now
 */
export function openProgram(scenario: Scenario, text: string, signal = begin()): Promise<boolean> {
  announce(scenario, text);
  return track(compileAndRun(scenario, text, signal));
}

async function compileAndRun(scenario: Scenario, text: string, signal: AbortSignal): Promise<boolean> {
  const [compiler, module] = await Promise.all([loadCompiler().catch(() => undefined), machineReady()]);
  if (signal.aborted || !module) return false;
  if (!compiler) {
    complain(sentences.link.problems.notLoaded);
    await fetchAndRun(scenario, signal);
    return false;
  }
  const result = compiler.compile(scenario, text);
  if (result.ok) {
    run(module, scenario, text, result);
    return true;
  }
  const own = compiler.compile(scenario, scenario.program.text);
  if (own.ok) run(module, scenario, scenario.program.text, own);
  programStore.setState({ text });
  refuse(result.diagnostics);
  return false;
}

/** Names what is on its way; while nothing is on the page yet, its text is there at once. */
function announce(scenario: Scenario, text: string): void {
  const empty = programStore.getState().running === undefined;
  programStore.setState({ ...(empty ? { ...textOf(scenario), text } : {}), opening: scenario.id, failure: undefined });
}

/** Begins a new recording of a program and shows it. */
function run(module: WebAssembly.Module, scenario: Scenario, text: string, { program, warnings }: Runnable): void {
  pause();
  resumeRecording();
  followKernel();
  forgetPlace();
  clearFailure();
  programStore.setState({ ...textOf(scenario), text, running: text, diagnostics: warnings });
  openSession(program, Recording.create(module, MODEL, program, scenario.files));
}

type Runnable = Omit<Extract<CompileResult, { ok: true }>, 'ok'>;

/** The program that runs, again and on the model: from its beginning. What is in the editor runs instead if it is another. */
export async function runOnModel(): Promise<void> {
  if (hasEdits()) {
    await compileAndLoad();
    return;
  }
  const signal = begin();
  const module = await machineReady();
  const { session } = sessionStore.getState();
  const { scenario, running } = programStore.getState();
  if (signal.aborted || !module || !session || running === undefined) return;
  run(module, scenario, running, { program: session.program, warnings: [] });
}

/** Says what is wrong with the text, where it can be changed. */
function refuse(diagnostics: readonly Diagnostic[]): void {
  programStore.setState({ diagnostics });
  editAt(diagnostics[0]);
}

/** Opens the editor. What its text will be compiled with comes meanwhile; if it does not, compileAndLoad says so. */
export function startEditing(): void {
  programStore.setState({ editing: true, goTo: undefined });
  track(loadCompiler()).catch(() => undefined);
}

/** Opens the editor, at a place of the text if one is given. */
export const editAt = (place: { readonly line: number; readonly column: number } | undefined) =>
  programStore.setState({ editing: true, goTo: place && { line: place.line, column: place.column } });

/** The text in the editor has changed; what else was asked for would take it away. */
export function edit(text: string): void {
  if (programStore.getState().opening !== undefined) withdraw();
  programStore.setState({ text, opening: undefined });
}

/** Leaves the editor with the text that runs. */
export function discardEdits(): void {
  const { running, scenario } = programStore.getState();
  programStore.setState({ text: running ?? scenario.program.text, editing: false, diagnostics: [] });
}

/** Whether the text in the editor must be compiled before anything goes forward. */
export function hasEdits(): boolean {
  const program = programStore.getState();
  return program.editing && isEdited(program);
}

/** Whether the text in the editor is not the one that runs. */
export function isEdited({ text, running }: ProgramText): boolean {
  return text !== running;
}

/**
 * Compiles the text in the editor and begins a new recording of it. A text that does not compile leaves the session as
 * it is.
 * @returns whether the text runs now
 */
export function compileAndLoad(): Promise<boolean> {
  programStore.setState({ opening: undefined });
  return track(compileEdits(begin()));
}

async function compileEdits(signal: AbortSignal): Promise<boolean> {
  const [compiler, module] = await Promise.all([loadCompiler().catch(() => undefined), machineReady()]);
  // The text as it stands now: what was typed while the compiler was on its way is in it.
  const { scenario, text, editing } = programStore.getState();
  if (signal.aborted || !module || !editing) return false;
  if (!compiler) {
    complain(sentences.program.compilerFailed);
    return false;
  }
  const result = compiler.compile(scenario, text);
  if (result.ok) run(module, scenario, text, result);
  else refuse(result.diagnostics);
  return result.ok;
}
