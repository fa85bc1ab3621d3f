import { type ComponentType, useEffect, useState } from 'react';
import { frame } from '../../frame/frame-clock.ts';
import { importPart } from '../../lib/import-part.ts';
import { complain } from '../../store/notice.ts';
import { track } from '../../store/requests.ts';
import { text } from '../../text/index.ts';

/**
 * A component that comes when it is wanted, and stays. Not by Suspense, which waits before it shows what has come.
 * @param load an import() as it is; must be stable
 * @returns undefined until then
 */
export function usePart(
  wanted: boolean,
  load: () => Promise<{ readonly default: ComponentType }>,
): ComponentType | undefined {
  const [part, setPart] = useState<{ readonly Part: ComponentType }>();
  useEffect(() => {
    if (!wanted || part) return;
    const shown = importPart(load).then((module) => setPart({ Part: module.default }));
    track(shown).then(frame.invalidate, () => complain(text.overlayFailed));
  }, [wanted, part, load]);
  return part?.Part;
}
