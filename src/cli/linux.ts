import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { Program } from '../c/program.ts';
import { Session } from '../host/session.ts';
import { sweep, workRoot } from '../host/work-root.ts';
import { LinuxMachine } from '../machine/linux-machine.ts';
import type { InputFile } from '../machine/model-machine.ts';
import type { Record } from '../recording/record.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { linkErrors } from '../text/en/link-errors.ts';
import { LinkError } from '../wire/link-error.ts';
import { Failure } from './failure.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { lastRecord } from './records.ts';

const SLICE_MOMENTS = 200_000;
const SLICE_WORK = 4_000_000;

/** The files of a program as bytes. */
export function fileBytes(files: readonly InputFile[]): { readonly name: string; readonly bytes: Uint8Array }[] {
  return files.map((file) => ('bytes' in file ? file : { name: file.name, bytes: contentOf(file) }));
}

/**
 * A machine on this machine's kernel; what it made is gone when `use` is over.
 * @throws {Failure} when there can be none, or it is lost
 */
export async function withLinux<T>(
  module: WebAssembly.Module,
  childFile: string,
  use: (machine: LinuxMachine, session: Session) => Promise<T>,
): Promise<T> {
  const root = workRoot(undefined).path;
  sweep(root);
  let session: Session | undefined;
  try {
    session = Session.open({ childFile, root });
    return await use(await LinuxMachine.connect(module, session), session);
  } catch (error) {
    if (error instanceof LinkError) throw new Failure(linkErrors.because(linkErrors.errors[error.code], error.detail));
    throw error;
  } finally {
    session?.close();
    await session?.over;
  }
}

/** Runs a program that is loaded to its end, or for `maxMoments`. @param take gets the records as they come */
export async function runLinux(
  machine: LinuxMachine,
  program: Program,
  maxMoments: number,
  take: (trace: Uint8Array) => void,
): Promise<Outcome> {
  let last: Record | undefined;
  for (;;) {
    const stop = await machine.run(Math.min(SLICE_MOMENTS, maxMoments - machine.position), SLICE_WORK);
    const trace = machine.drain();
    last = lastRecord(trace) ?? last;
    take(trace);
    const goesOn = stop === Stop.Work || stop === Stop.TraceFull;
    if (!goesOn && (stop !== Stop.Budget || machine.position >= maxMoments)) {
      return outcomeOf(stop, machine, program, last);
    }
  }
}

/** The files of a session's working directory, as the program left them. */
export function filesOf({ directory }: Session): { readonly name: string; readonly bytes: Uint8Array }[] {
  return readdirSync(directory).map((name) => ({ name, bytes: readFileSync(join(directory, name)) }));
}
