import type { InputFile, ModelOptions } from '../machine/model-machine.ts';
import type { Image } from '../machine/vm-machine.ts';
import type { HostRecording } from '../recording/host-recording.ts';
import { Recording } from '../recording/recording.ts';

/** How a program goes on for ever: every task waits for what will not come, or the same states come again and again. */
export type Endless =
  | { readonly kind: 'stuck' }
  /** `moments`: until that was proven. */
  | { readonly kind: 'livelock'; readonly moments: number };

/** A program that the model has not seen to its end by then counts as one that ends. */
const MOST_MS = 5000;
const TURN_MS = 8;
/** A host's program that waits for so long, and would for ever on the model, waits for ever. */
const STILL_MS = 1000;
const LOOK_MS = 50;

/** Runs a program on the model, with turns for others. @returns undefined: it ends, as far as anybody knows */
export async function endlessness(
  module: WebAssembly.Module,
  options: ModelOptions,
  program: Image,
  files: readonly InputFile[],
): Promise<Endless | undefined> {
  const recording = Recording.create(module, options, program, files);
  for (let spent = 0; spent < MOST_MS && recording.ending === undefined; spent += TURN_MS) {
    recording.extend(TURN_MS);
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { ending, length } = recording;
  if (ending?.kind === 'livelock') return { kind: 'livelock', moments: length };
  return ending?.kind === 'stuck' ? { kind: 'stuck' } : undefined;
}

/**
 * Runs a host's program to its end; one that has none on the model is stopped when it waits, or has gone as far as the
 * model until the proof.
 */
export async function untilOver(
  { recording, run }: HostRecording,
  endless: Endless | undefined,
  stop: () => void,
): Promise<void> {
  let waited = 0;
  const watch = setInterval(() => {
    waited = recording.host === 'waiting' ? waited + LOOK_MS : 0;
    if (endless?.kind === 'livelock' ? recording.length >= endless.moments : waited >= STILL_MS) stop();
  }, LOOK_MS);
  if (endless === undefined) clearInterval(watch);
  await run();
  clearInterval(watch);
}
