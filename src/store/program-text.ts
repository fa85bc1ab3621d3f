import { createStore } from 'zustand/vanilla';
import { compile } from '../c/index.ts';
import type { Diagnostic } from '../c/program.ts';
import type { ModelOptions } from '../machine/model-machine.ts';
import { Recording } from '../recording/recording.ts';
import { type Scenario, scenarioById, scenarios } from '../scenarios/index.ts';
import { clearFailure } from './failure.ts';
import { machineStore } from './machine-module.ts';
import { pause, resumeRecording } from './playback.ts';
import { followKernel } from './selection.ts';
import { openSession } from './session.ts';

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
}

export const programStore = createStore<ProgramText>()(() => textOf(firstScenario()));

const MODEL: ModelOptions = { cpus: 2, version: 618, seed: 1 };

function firstScenario(): Scenario {
  const [first] = scenarios;
  if (!first) throw new Error('there is no scenario');
  return first;
}

function textOf(scenario: Scenario): ProgramText {
  const { text } = scenario.program;
  return { scenario, text, running: undefined, editing: false, diagnostics: [], goTo: undefined };
}

/** Shows a scenario, at its beginning; of an id that none has, the first. */
export function openScenario(id: string): void {
  programStore.setState(textOf(scenarioById(id) ?? firstScenario()));
  compileAndLoad();
}

/**
 * Shows another program with a scenario's files, at its beginning. When it does not compile, the scenario's own runs.
 * @returns whether it runs
 */
export function openProgram(scenario: Scenario, text: string): boolean {
  programStore.setState({ ...textOf(scenario), text });
  if (compileAndLoad()) return true;
  programStore.setState(textOf(scenario));
  if (compileAndLoad()) {
    programStore.setState({ text });
    compileAndLoad();
  }
  return false;
}

export const startEditing = () => programStore.setState({ editing: true, goTo: undefined });
/** Opens the editor, at a place of the text if one is given. */
export const editAt = (place: { readonly line: number; readonly column: number } | undefined) =>
  programStore.setState({ editing: true, goTo: place && { line: place.line, column: place.column } });

export const edit = (text: string) => programStore.setState({ text });

/** Leaves the editor with the text that runs. */
export function discardEdits(): void {
  const { running, scenario } = programStore.getState();
  programStore.setState({ text: running ?? scenario.program.text, editing: false, diagnostics: [] });
}

/** Brings edits to run before something goes forward. @returns false when they do not compile */
export function runEdits(): boolean {
  const program = programStore.getState();
  return !program.editing || !isEdited(program) || compileAndLoad();
}

/** Whether the text in the editor is not the one that runs. */
export function isEdited({ text, running }: ProgramText): boolean {
  return text !== running;
}

/**
 * Compiles the text and begins a new recording of it. A text that does not compile leaves the session as it is.
 * @returns whether the text runs now
 */
export function compileAndLoad(): boolean {
  const { module } = machineStore.getState();
  if (!module) return false;
  const { scenario, text } = programStore.getState();
  const result = compile({ name: scenario.program.name, text });
  if (!result.ok) {
    programStore.setState({ diagnostics: result.diagnostics });
    editAt(result.diagnostics[0]);
    return false;
  }
  pause();
  resumeRecording();
  followKernel();
  clearFailure();
  programStore.setState({ running: text, diagnostics: result.warnings, editing: false });
  openSession(result.program, Recording.create(module, MODEL, result.program, scenario.files));
  return true;
}
