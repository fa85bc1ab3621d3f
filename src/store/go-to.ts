import type { Recording } from '../recording/recording.ts';
import { text } from '../text/index.ts';
import { complain } from './notice.ts';
import { isMoving, pause, playbackStore } from './playback.ts';
import { type Session, sessionStore } from './session.ts';
import { isRecording, onMove, seek } from './transport.ts';

/** A place that the recording may not have reached yet. */
interface Wanted {
  readonly session: Session;
  readonly place: string;
  /** Where the cursor stood; if it stands elsewhere, the person has moved on. */
  readonly from: number;
  /** Records that must be there before looking again is worth it. */
  next: number;
}

let wanted: Wanted | undefined;

/**
 * Goes to a mark, or to the moment of a number, as soon as it is recorded; says so when the run has none.
 * @param place `io_submit#2/PublishTail`, or `42`
 */
export function goTo(place: string): void {
  const { session } = sessionStore.getState();
  if (!session) return;
  pause();
  wanted = { session, place, from: session.recording.position, next: 0 };
  look();
}

onMove(look);

function look(): void {
  if (!wanted) return;
  const { session, place, from } = wanted;
  const { recording } = session;
  const left = sessionStore.getState().session !== session || recording.position !== from;
  if (left || isMoving(playbackStore.getState())) {
    wanted = undefined;
    return;
  }
  const all = !isRecording(session);
  const { length } = recording.records;
  if (!all && length < wanted.next) return;
  wanted.next = /^\d/.test(place) ? length : 2 * length + 1;
  const position = positionOf(recording, place);
  if (position === undefined && !all) return;
  wanted = undefined;
  if (position === undefined) complain(text.link.noMoment(place));
  else seek(position);
}

function positionOf(recording: Recording, place: string): number | undefined {
  if (!/^\d{1,15}$/.test(place)) return recording.positionOf(place);
  return Number(place) <= recording.length ? Number(place) : undefined;
}
