import { useLayoutEffect, useRef } from 'react';
import { type Session, sessionStore } from '../store/session.ts';
import { frame } from './frame-clock.ts';

interface Props {
  /** The text at the cursor; stable, like useFrameValue's. */
  readonly read: (session: Session) => string;
  readonly className?: string;
}

/** A text that follows the machine without rendering: the frame clock writes textContent. */
export function LiveText({ read, className }: Props) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    let shown: string | undefined;
    const draw = () => {
      const { session } = sessionStore.getState();
      if (!session || !ref.current) return;
      const text = read(session);
      if (text === shown) return;
      shown = text;
      ref.current.textContent = text;
    };
    draw();
    return frame.takeTurns(draw);
  }, [read]);
  return <span ref={ref} className={className} />;
}
