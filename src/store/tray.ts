import { createStore } from 'zustand/vanilla';

/** What the tray at the bottom left holds. */
export type TrayTab = 'console' | 'memory';

interface Tray {
  readonly tab: TrayTab;
  /** Asked for by key: what is shown takes the focus, once. */
  readonly focus: boolean;
}

export const trayStore = createStore<Tray>()(() => ({ tab: 'console', focus: false }));

export const showTab = (tab: TrayTab) => trayStore.setState({ tab });
export const focusTab = (tab: TrayTab) => trayStore.setState({ tab, focus: true });
export const focusTaken = () => trayStore.setState({ focus: false });
