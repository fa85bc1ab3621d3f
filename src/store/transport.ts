import { follow, isMoving, pause, playbackStore } from './playback.ts';
import { type Session, sessionStore } from './session.ts';

/** Milliseconds of a frame that go to recording ahead, and to looking through what it recorded; the rest is for drawing. */
const SLICE_MS = 5;
const INDEX_MS = 2;
const TIMELINE_MS = 3;
/** The part of it that is left while the run plays. */
const WHILE_PLAYING = 0.3;
/** ms of a frame in which Run goes forward at most. On a machine that is too slow for the speed it goes as fast as that. */
const PLAY_MS = 3;

const listeners = new Set<() => void>();

/** Calls back after every move of the cursor and every growth of the recording. */
export function onMove(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function moved(): void {
  for (const listener of listeners) listener();
}

/** A recording that grows by itself knows more. */
export const grown = moved;

/** To a moment, clamped to what is recorded; records a little further when the moment is just ahead. */
export function seek(position: number): void {
  const { session } = sessionStore.getState();
  if (!session) return;
  const { recording } = session;
  if (position > recording.length && recording.ending === undefined) extend(session);
  const target = Math.max(0, Math.min(Math.floor(position), recording.length));
  if (target !== recording.position) recording.seek(target);
  moved();
}

/** One moment forward. */
export function step(): void {
  pause();
  const { session } = sessionStore.getState();
  if (session) seek(session.recording.position + 1);
}

/** One moment back. */
export function stepBack(): void {
  pause();
  const { session } = sessionStore.getState();
  if (session) seek(session.recording.position - 1);
}

/** To where the next statement of the program is about to run: over the kernel's steps. */
export function nextStatement(): void {
  pause();
  const { session } = sessionStore.getState();
  if (!session) return;
  if (session.recording.position + 1 > session.recording.length) extend(session);
  seek(session.index.nextStatement(session.recording.position));
}

/** To where the statement before was about to run. */
export function previousStatement(): void {
  pause();
  const { session } = sessionStore.getState();
  if (session) seek(session.index.previousStatement(session.recording.position));
}

/** Plays forward; from the end of a finished run, from the beginning. */
export function run(): void {
  const { session } = sessionStore.getState();
  if (!session) return;
  const { recording } = session;
  if (recording.position === recording.length && recording.ending !== undefined) seek(0);
  playbackStore.setState({ status: 'playing', recording: 'on' });
}

export function toggleRun(): void {
  if (isMoving(playbackStore.getState())) pause();
  else run();
}

export function reset(): void {
  pause();
  seek(0);
}

/** To the last moment that is recorded; while a host makes more, with it. */
export function toEnd(): void {
  pause();
  const { session } = sessionStore.getState();
  if (!session) return;
  seek(session.recording.length);
  if (session.recording.host !== 'none' && isRecording(session)) follow();
}

/**
 * Records a slice ahead, and looks through what it recorded.
 * @param share of the time that this may take
 */
export function extend(session: Session, share = 1): void {
  session.recording.extend(SLICE_MS * share);
  session.index.update(INDEX_MS * share);
  session.timeline.update(TIMELINE_MS * share);
}

/** Whether the rest of the run is still to be recorded, and wanted. */
export function isRecording(session: Session): boolean {
  return session.recording.ending === undefined && playbackStore.getState().recording === 'on';
}

/** Thousandths of a moment that Run has gone already. */
let fraction = 0;

/**
 * What one frame does: records a slice ahead and, while playing, moves the cursor.
 * @param elapsed ms since the frame before
 * @returns whether there is more to do in the next frame
 */
export function advance(elapsed: number): boolean {
  const { session } = sessionStore.getState();
  if (!session) return false;
  const { recording } = session;
  const { status, speed } = playbackStore.getState();
  if (isRecording(session)) {
    extend(session, status === 'playing' ? WHILE_PLAYING : 1);
    // What a host has added is told by grown().
    if (recording.host === 'none') moved();
  } else if (session.timeline.behind) {
    session.timeline.update(SLICE_MS + TIMELINE_MS);
    moved();
  }
  if (status === 'playing') {
    fraction += Math.min(elapsed, LONGEST_FRAME_MS) * speed;
    const moments = Math.floor(fraction / 1000);
    fraction -= moments * 1000;
    if (moments > 0) play(recording.position, moments);
  } else if (status === 'following' && recording.position !== recording.length) seek(recording.length);
  if (status !== 'paused' && recording.position === recording.length && !isRecording(session)) pause();
  return (
    (isRecording(session) && recording.host !== 'waiting') ||
    session.timeline.behind ||
    playbackStore.getState().status === 'playing'
  );
}

/** Moments that Run goes in a ms, as the last frames did. */
let pace = 10_000;

function play(from: number, moments: number): void {
  const begin = performance.now();
  const most = Math.min(moments, Math.max(1, Math.floor(pace * PLAY_MS)));
  seek(from + most);
  const took = performance.now() - begin;
  // What takes next to no time says little about the pace, except that it is no slower.
  if (took > PLAY_MS / 4) pace += (most / took - pace) / 4;
  else if (most < moments) pace *= 2;
}

/** After a pause of the tab, play goes on from where it was instead of jumping. */
const LONGEST_FRAME_MS = 100;
