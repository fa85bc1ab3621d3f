import { createStore } from 'zustand/vanilla';

/** Moments a second that Run goes forward with. */
export const SPEEDS = [2, 5, 15, 60, 1_000, 100_000] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the person set; never bytes, never values that change every frame. */
export interface Playback {
  readonly status: 'paused' | 'playing';
  readonly speed: Speed;
  /** Whether the rest of the run is being recorded in the background. */
  readonly recording: 'on' | 'off';
}

export const playbackStore = createStore<Playback>()(() => ({ status: 'paused', speed: 15, recording: 'on' }));

export const pause = () => playbackStore.setState({ status: 'paused' });
export const setSpeed = (speed: Speed) => playbackStore.setState({ speed });
export const stopRecording = () => playbackStore.setState({ recording: 'off' });
export const resumeRecording = () => playbackStore.setState({ recording: 'on' });
