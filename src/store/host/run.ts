import { createStore } from 'zustand/vanilla';
import { LinuxMachine } from '../../machine/linux-machine.ts';
import { LoadError } from '../../machine/load-error.ts';
import { SocketTransport } from '../../machine/socket-transport.ts';
import { type HostRecording, recordHost } from '../../recording/host-recording.ts';
import { contentOf } from '../../scenarios/file-content.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { linkErrors } from '../../text/en/link-errors.ts';
import { errnoName } from '../../uapi/names.ts';
import { LinkError } from '../../wire/link-error.ts';
import { clearFailure, fail } from '../failure.ts';
import { machineReady } from '../machine-module.ts';
import { forgetPlace } from '../memory-view.ts';
import { follow, resumeRecording } from '../playback.ts';
import { compileAndLoad, hasEdits, programStore } from '../program-text.ts';
import { begin, track } from '../requests.ts';
import { followKernel } from '../selection.ts';
import { type Session, sessionStore, openSession as show } from '../session.ts';
import { grown } from '../transport.ts';
import { openSession } from './facts.ts';

/** A program on the host. */
export interface HostRun {
  readonly state: 'idle' | 'starting' | 'running';
  /** Why the last one did not begin. */
  readonly failure: string | undefined;
}

export const hostRunStore = createStore<HostRun>()(() => ({ state: 'idle', failure: undefined }));

let transport: SocketTransport | undefined;

/** A run that has just begun on the host. */
export interface Started {
  readonly session: Session;
  /** When it is over, whatever its end. */
  readonly over: Promise<void>;
  readonly cpus: number;
  readonly release: string;
}

/**
 * Runs the program on the page, as it stands in the editor, on the host, and shows that run.
 * @returns undefined when it does not begin: the store, or the editor, says why
 */
export async function runOnHost(): Promise<Started | undefined> {
  if (hasEdits() && !(await compileAndLoad())) return undefined;
  stopOnHost();
  return track(start(begin()));
}

async function start(signal: AbortSignal): Promise<Started | undefined> {
  const module = await machineReady();
  const { session } = sessionStore.getState();
  if (module === undefined || session === undefined || signal.aborted) return undefined;
  hostRunStore.setState({ state: 'starting', failure: undefined });
  try {
    const { scenario } = programStore.getState();
    const { machine, host } = await startMachine(module, session, scenario);
    if (signal.aborted) {
      machine.close();
      hostRunStore.setState({ state: 'idle' });
      return undefined;
    }
    return begun(session, machine, host);
  } catch (error) {
    hostRunStore.setState({ state: 'idle', failure: sentenceOf(error) });
    return undefined;
  }
}

async function startMachine(
  module: WebAssembly.Module,
  { program }: Session,
  scenario: Scenario,
): Promise<{ machine: LinuxMachine; host: HostRecording }> {
  transport = new SocketTransport(openSession());
  const machine = await LinuxMachine.connect(module, transport);
  await machine.load(
    program,
    scenario.files.map((file) => ({ name: file.name, bytes: contentOf(file) })),
  );
  return { machine, host: recordHost(module, machine) };
}

function begun({ program }: Session, { cpus, release }: LinuxMachine, { recording, run }: HostRecording): Started {
  follow();
  resumeRecording();
  followKernel();
  forgetPlace();
  clearFailure();
  hostRunStore.setState({ state: 'running' });
  const session = show(program, recording);
  recording.onGrow = grown;
  const over = run()
    .catch(fail)
    .finally(() => hostRunStore.setState({ state: 'idle' }));
  return { session, over, cpus, release };
}

/** Ends the run on the host, also one that waits in a system call. What it did until then stays to be looked at. */
export function stopOnHost(): void {
  transport?.stop();
  transport = undefined;
}

/** @throws what is neither the host's nor the program's fault */
function sentenceOf(error: unknown): string {
  if (error instanceof LinkError) return linkErrors.because(linkErrors.errors[error.code], error.detail);
  if (error instanceof LoadError) return linkErrors.noRoom(errnoName(error.errno) ?? `errno ${error.errno}`);
  throw error;
}
