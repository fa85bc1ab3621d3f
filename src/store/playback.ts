import { createStore } from 'zustand/vanilla';

/** Moments a second that Run can go forward with: 1, 2, 5 and so on, each a like step up. */
export const SPEEDS: readonly number[] = [0, 1, 2, 3, 4, 5]
  .flatMap((decade) => [1, 2, 5].map((digit) => digit * 10 ** decade))
  .concat(1_000_000);

/** What the person set; never bytes, never values that change every frame. */
export interface Playback {
  /** Following: the cursor stands at the end of a run that a host makes longer. */
  readonly status: 'paused' | 'playing' | 'following';
  /** One of SPEEDS. */
  readonly speed: number;
  /** Whether the rest of the run is being recorded in the background. */
  readonly recording: 'on' | 'off';
}

export const playbackStore = createStore<Playback>()(() => ({ status: 'paused', speed: 10, recording: 'on' }));

export const pause = () => playbackStore.setState({ status: 'paused' });
/** Shows what a host does, as it happens, until the person pauses or goes somewhere else. */
export const follow = () => playbackStore.setState({ status: 'following' });
/** Whether the cursor goes on without being told. */
export const isMoving = ({ status }: Playback) => status !== 'paused';
export const setSpeed = (speed: number) => playbackStore.setState({ speed });
/** The next higher or lower speed of the list. */
export function changeSpeed(by: 1 | -1): void {
  const next = SPEEDS[SPEEDS.indexOf(playbackStore.getState().speed) + by];
  if (next !== undefined) setSpeed(next);
}
export const stopRecording = () => playbackStore.setState({ recording: 'off' });
export const resumeRecording = () => playbackStore.setState({ recording: 'on' });
