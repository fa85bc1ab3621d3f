import { createStore } from 'zustand/vanilla';

/** What lies over the page: the list of keys, the palette of commands, the diagnosis of a ring, or what liburing's releases do to each other. */
export type Overlay = 'keys' | 'palette' | 'diagnosis' | 'matrix';

export const overlayStore = createStore<{ readonly overlay: Overlay | undefined }>()(() => ({ overlay: undefined }));

export const openOverlay = (overlay: Overlay) => overlayStore.setState({ overlay });
export const closeOverlay = () => overlayStore.setState({ overlay: undefined });
