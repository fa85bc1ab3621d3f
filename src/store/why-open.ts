import { createStore } from 'zustand/vanilla';

/** Whether the rule behind the sentence is unfolded. */
export const whyStore = createStore<{ readonly open: boolean }>()(() => ({ open: false }));

export const toggleWhy = () => whyStore.setState(({ open }) => ({ open: !open }));
