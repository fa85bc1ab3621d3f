import { type ComponentType, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { importPart } from '../../lib/import-part.ts';
import { chooseMachine, machineChoiceStore } from '../../store/machine-choice.ts';
import { complain } from '../../store/notice.ts';
import { track } from '../../store/requests.ts';
import { text } from '../../text/index.ts';

/** Where the region of the Linux host is while that is chosen; its code comes when it is chosen first. */
export function HostPlace() {
  const chosen = useStore(machineChoiceStore, ({ machine }) => machine === 'host');
  const [loaded, setLoaded] = useState<{ Panel: ComponentType }>();
  useEffect(() => {
    if (!chosen || loaded) return;
    track(importPart(() => import('./HostPanel.tsx'))).then(
      ({ HostPanel }) => setLoaded({ Panel: HostPanel }),
      () => {
        chooseMachine('model');
        complain(text.page.hostNotLoaded);
      },
    );
  }, [chosen, loaded]);
  return chosen && loaded ? <loaded.Panel /> : null;
}
