import { createStore } from 'zustand/vanilla';

/** Something said beside what the panels show: what a link led to, what was copied. */
export interface Notice {
  readonly tone: 'plain' | 'failed';
  readonly sentence: string;
  /** An address for the person to copy by hand. */
  readonly link: string | undefined;
}

export const noticeStore = createStore<{ readonly notice: Notice | undefined }>()(() => ({ notice: undefined }));

export const say = (sentence: string, link?: string) =>
  noticeStore.setState({ notice: { tone: 'plain', sentence, link } });
export const complain = (sentence: string) =>
  noticeStore.setState({ notice: { tone: 'failed', sentence, link: undefined } });
export const dismiss = () => noticeStore.setState({ notice: undefined });
