import { Tabs } from 'radix-ui';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { memoryViewStore } from '../../store/memory-view.ts';
import { complain } from '../../store/notice.ts';
import { track } from '../../store/requests.ts';
import { focusTaken, showTab, type TrayTab, trayStore } from '../../store/tray.ts';
import { text } from '../../text/index.ts';
import { hex } from '../../uapi/names.ts';
import { ConsolePanel } from '../console/ConsolePanel.tsx';
import './tray.css';
import { importPart } from '../../lib/import-part.ts';

/**
 * One place for two regions: what the program printed, and its memory. Only the chosen one is there. A jump to memory
 * brings it into sight, and is said to those who do not see it.
 */
export function Tray() {
  const tab = useStore(trayStore, (tray) => tray.tab);
  const focus = useStore(trayStore, (tray) => tray.focus);
  const root = useRef<HTMLDivElement>(null);
  const Memory = useMemory(tab === 'memory');
  const Shown = tab === 'console' ? ConsolePanel : Memory;
  useEffect(() => {
    if (!focus || !Shown) return;
    focusTaken();
    root.current?.querySelector<HTMLElement>('.scroll')?.focus();
  }, [focus, Shown]);
  const sought = useStore(memoryViewStore, (view) => view.sought);
  useEffect(() => {
    if (sought) root.current?.scrollIntoView({ block: 'nearest' });
  }, [sought]);
  return (
    <Tabs.Root ref={root} className="tray" value={tab} onValueChange={(chosen) => showTab(chosen as TrayTab)}>
      <Tabs.List className="tray-tabs" aria-label={text.tray.name}>
        <Tabs.Trigger value="console">{text.console.name}</Tabs.Trigger>
        <Tabs.Trigger value="memory">{text.memory.name}</Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content value={tab} tabIndex={-1}>
        {Shown && <Shown />}
      </Tabs.Content>
      <p className="visually-hidden" role="status">
        {sought && text.memory.shown(sought.size, hex(sought.address))}
      </p>
    </Tabs.Root>
  );
}

/** The Memory panel, which is no part of the first screen. @param wanted now; what has come stays */
function useMemory(wanted: boolean): ComponentType | undefined {
  const [Memory, setMemory] = useState<ComponentType>();
  useEffect(() => {
    if (!wanted || Memory) return;
    track(importPart(() => import('../memory/MemoryPanel.tsx'))).then(
      ({ MemoryPanel }) => setMemory(() => MemoryPanel),
      () => {
        showTab('console');
        complain(text.overlayFailed);
      },
    );
  }, [wanted, Memory]);
  return Memory;
}
