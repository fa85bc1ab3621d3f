import { useEffect, useRef } from 'react';
import { frame } from '../../frame/frame-clock.ts';
import { narration } from '../../store/narration.ts';
import { isMoving, playbackStore } from '../../store/playback.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { storyNote } from '../../store/story.ts';

/** The cursor must stand still that long before its sentence is read out. */
const STILL_MS = 400;

/**
 * Reads the sentence out to those who do not see it: not while the run plays, and of many quick steps the last.
 * What it says is the narration's; it lies apart from it because it comes later.
 */
export function Announcer() {
  const ref = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen: { session: Session; position: number } | undefined;
    const speak = () => {
      const { session } = sessionStore.getState();
      if (!session || !ref.current || isMoving(playbackStore.getState())) return;
      const said = [narration(session).sentence, storyNote(session).text ?? '']
        .join(' ')
        .replaceAll(/[`*]/g, '')
        .trim();
      if (ref.current.textContent !== said) ref.current.textContent = said;
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(speak, STILL_MS);
    };
    const look = () => {
      const { session } = sessionStore.getState();
      if (!session || (seen?.session === session && seen.position === session.recording.position)) return;
      seen = { session, position: session.recording.position };
      later();
    };
    look();
    const offFrame = frame.subscribe(look);
    const offPlayback = playbackStore.subscribe(later);
    return () => {
      clearTimeout(timer);
      offFrame();
      offPlayback();
    };
  }, []);
  return <p ref={ref} className="visually-hidden" aria-live="polite" />;
}
