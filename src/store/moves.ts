import { text } from '../text/index.ts';
import { say } from './notice.ts';
import { pause } from './playback.ts';
import { known, type RecordIndex } from './record-index.ts';
import { type Session, sessionStore } from './session.ts';
import { storyStops } from './story.ts';
import { extend, seek } from './transport.ts';

type Positions = (session: Session) => readonly number[];

const entries: Positions = ({ index }) => index.entries;
const returns: Positions = ({ index }) => index.returns;
const publishes: Positions = ({ index }) => index.publishes;
const stops: Positions = (session) => storyStops(session).map(({ position }) => position);

/** To the first kernel step of the next system call. */
export const intoCall = () => forward(entries, text.moves.noCall);
/** To where the system call that runs, or else the next one, has returned. */
export const overCall = () => forward(returns, text.moves.noCall);
/** To where the next event is in the ring, for everybody to see. */
export const nextEvent = () => forward(publishes, text.moves.noEvent);
export const previousEvent = () => backward(publishes, text.moves.noEarlierEvent);
/** To the next moment that the scenario has something to say about. */
export const nextStop = () => forward(stops, text.moves.noStop);
export const previousStop = () => backward(stops, text.moves.noEarlierStop);

function forward(positions: Positions, none: string): void {
  pause();
  const { session } = sessionStore.getState();
  if (!session) return;
  const { recording, index } = session;
  const next = () => {
    catchUp(index);
    const list = positions(session);
    return list[known(list, recording.position + 1)];
  };
  let position = next();
  if (position === undefined && recording.ending === undefined) {
    extend(session);
    position = next();
  }
  if (position === undefined) say(recording.ending === undefined ? text.moves.notYet : none);
  else seek(position);
}

function backward(positions: Positions, none: string): void {
  pause();
  const { session } = sessionStore.getState();
  if (!session) return;
  session.index.recordsAt(session.recording.position);
  const list = positions(session);
  const position = list[known(list, session.recording.position) - 1];
  if (position === undefined) say(none);
  else seek(position);
}

/** A finished index knows all; one that is far behind goes on for a moment, and is asked again at the next press. */
function catchUp(index: RecordIndex): void {
  index.update(CATCH_UP_MS);
}

const CATCH_UP_MS = 50;
