import { createStore } from 'zustand/vanilla';
import { pause, stopRecording } from './playback.ts';

/** A defect of kring's own: what it said. The machine does nothing more until another program is opened. */
export const failureStore = createStore<{ readonly what: string | undefined }>()(() => ({ what: undefined }));

/** Stops everything that moves, and says so on the page. */
export function fail(error: unknown): void {
  pause();
  stopRecording();
  failureStore.setState({ what: error instanceof Error ? error.message : String(error) });
}

export const clearFailure = () => failureStore.setState({ what: undefined });
