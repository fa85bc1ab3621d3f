import { createStore } from 'zustand/vanilla';

/** What lies over the page: the list of keys, or the palette of commands. */
export type Overlay = 'keys' | 'palette';

export const overlayStore = createStore<{ readonly overlay: Overlay | undefined }>()(() => ({ overlay: undefined }));

export const openOverlay = (overlay: Overlay) => overlayStore.setState({ overlay });
export const closeOverlay = () => overlayStore.setState({ overlay: undefined });
