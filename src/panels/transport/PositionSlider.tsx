import { useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { frame } from '../../frame/frame-clock.ts';
import { LiveText } from '../../frame/LiveText.tsx';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { positionName } from '../../store/narration.ts';
import { pause, playbackStore, resumeRecording, stopRecording } from '../../store/playback.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { seek } from '../../store/transport.ts';
import { text } from '../../text/index.ts';
import { PositionMarks } from './PositionMarks.tsx';

const number = new Intl.NumberFormat('en');

const readPosition = ({ recording }: Session) => number.format(recording.position);
const readLength = ({ recording }: Session) =>
  recording.ending === undefined
    ? text.page.recordedSoFar(number.format(recording.length))
    : number.format(recording.length);
const isUnfinished = ({ recording }: Session) => recording.ending === undefined;

/** Parts of the track that the thumb is moved by while the run plays: less would not be seen. */
const PARTS = 1000;

/** Where in the run the page stands, and how much of it is recorded. The frame clock moves the thumb. */
export function PositionSlider() {
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    let part = -1;
    const draw = () => {
      const input = ref.current;
      const { session } = sessionStore.getState();
      if (!input || !session) return;
      const { position, length } = session.recording;
      part = Math.round((PARTS * position) / length);
      input.max = `${length}`;
      input.value = `${position}`;
      input.style.setProperty('--done', `${length === 0 ? 0 : (100 * position) / length}%`);
      input.setAttribute('aria-valuetext', positionName(session));
    };
    const follow = () => {
      const { session } = sessionStore.getState();
      if (session && Math.round((PARTS * session.recording.position) / session.recording.length) !== part) draw();
    };
    draw();
    const offs = [frame.subscribe(follow), frame.takeTurns(draw)];
    return () => {
      for (const off of offs) off();
    };
  }, []);
  return (
    <div className="position">
      <div className="track">
        <input
          ref={ref}
          type="range"
          min={0}
          max={0}
          step={1}
          defaultValue={0}
          aria-label={text.page.position}
          onChange={(event) => {
            pause();
            seek(event.target.valueAsNumber);
          }}
        />
        <PositionMarks />
      </div>
      <span className="count mono">
        <LiveText read={readPosition} /> / <LiveText read={readLength} />
      </span>
      <RecordingSwitch />
    </div>
  );
}

/** While the end is not known: stop recording ahead, or go on. */
function RecordingSwitch() {
  const unfinished = useFrameValue(isUnfinished);
  const on = useStore(playbackStore, ({ recording }) => recording === 'on');
  if (!unfinished) return null;
  return (
    <button type="button" className="plain" onClick={on ? stopRecording : resumeRecording}>
      {on ? text.page.stopRecording : text.page.resumeRecording}
    </button>
  );
}
