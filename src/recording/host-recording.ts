import { assertExists } from '../lib/assert.ts';
import type { LinuxMachine } from '../machine/linux-machine.ts';
import { ReplayMachine } from '../machine/replay-machine.ts';
import { HostFrontier } from './host-frontier.ts';
import { Recording, type RecordingOptions } from './recording.ts';

/** A recording of a run on a Linux host, and what makes it happen: to its end, which may also be the end of the link. */
export interface HostRecording {
  readonly recording: Recording;
  /** Begins it. @returns when it is over; rejects only with a defect of kring's own */
  readonly run: () => Promise<void>;
}

/** @param ahead has its program, and has not begun it */
export function recordHost(
  module: WebAssembly.Module,
  ahead: LinuxMachine,
  settings: RecordingOptions = {},
): HostRecording {
  ahead.drain();
  let frontier: HostFrontier | undefined;
  const view = ReplayMachine.create(module, ahead.cpus, ahead.log);
  const recording = new Recording(ahead, view, settings, (...parts) => {
    frontier = new HostFrontier(ahead, ...parts);
    return frontier;
  });
  return { recording, run: () => assertExists(frontier, 'no frontier').run() };
}
