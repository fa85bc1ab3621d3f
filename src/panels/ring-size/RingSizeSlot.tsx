import { type ComponentType, useEffect, useState } from 'react';
import { importPart } from '../../lib/import-part.ts';
import { complain } from '../../store/notice.ts';
import { text } from '../../text/index.ts';

/** Where the panel about the ring's size will be: its code comes when a program is about that. */
export function RingSizeSlot() {
  const [Panel, setPanel] = useState<ComponentType>();
  useEffect(() => {
    let wanted = true;
    importPart(() => import('./RingSizePanel.tsx')).then(
      (module) => {
        if (wanted) setPanel(() => module.default);
      },
      () => complain(text.overlayFailed),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return Panel ? <Panel /> : null;
}
