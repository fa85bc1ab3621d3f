import { useLayoutEffect, useRef } from 'react';
import { type Session, sessionStore } from '../store/session.ts';
import { frame } from './frame-clock.ts';

interface Props {
  /** The text at the cursor; stable, like useFrameValue's. */
  readonly read: (session: Session) => string;
  readonly className?: string;
}

/**
 * A text that follows the machine without rendering: the frame clock writes textContent. `data-changed` stands
 * on it while the text differs from the one before the last move.
 */
export function LiveText({ read, className }: Props) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    let shown: string | undefined;
    let position = -1;
    const draw = () => {
      const { session } = sessionStore.getState();
      if (!session) return;
      const text = read(session);
      const at = session.recording.position;
      if (text !== shown) {
        element.textContent = text;
        if (shown !== undefined) element.dataset.changed = '';
        shown = text;
      } else if (at !== position) {
        delete element.dataset.changed;
      }
      position = at;
    };
    draw();
    return frame.subscribe(draw);
  }, [read]);
  return <span ref={ref} className={className} />;
}
