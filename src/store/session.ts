import { createStore } from 'zustand/vanilla';
import type { Program } from '../c/program.ts';
import type { Recording } from '../recording/recording.ts';
import { RecordIndex } from './record-index.ts';
import { Timeline } from './timeline.ts';

/** One program, loaded and recorded: everything that panels draw comes from here. */
export interface Session {
  /** Counts sessions, so that a new run of the same text is another session. */
  readonly id: number;
  readonly program: Program;
  readonly recording: Recording;
  /** The recording's records, found by what they are about. */
  readonly index: RecordIndex;
  /** What happens when, over the whole recording. */
  readonly timeline: Timeline;
}

/** The session on the screen; undefined until the first program is compiled and loaded. */
export const sessionStore = createStore<{ readonly session: Session | undefined }>()(() => ({ session: undefined }));

export function openSession(program: Program, recording: Recording): Session {
  const id = (sessionStore.getState().session?.id ?? 0) + 1;
  const { records } = recording;
  const session = { id, program, recording, index: new RecordIndex(records), timeline: new Timeline(records) };
  sessionStore.setState({ session });
  return session;
}
