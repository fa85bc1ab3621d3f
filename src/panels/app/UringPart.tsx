import { useEffect } from 'react';
import { frame } from '../../frame/frame-clock.ts';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { complain } from '../../store/notice.ts';
import { fetchUringPart, usesUring } from '../../store/uring/part.ts';
import { text } from '../../text/index.ts';

/** Fetches what panels say about io_uring when a program has one. Shows nothing. */
export function UringPart() {
  const wanted = useFrameValue(usesUring);
  useEffect(() => {
    if (wanted) fetchUringPart().then(frame.invalidate, () => complain(text.overlayFailed));
  }, [wanted]);
  return null;
}
