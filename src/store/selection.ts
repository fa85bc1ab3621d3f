import { createStore } from 'zustand/vanilla';

/** What the person chose to look at; undefined follows what the kernel last did. */
export interface Selection {
  /** Handle of the context. */
  readonly context: number | undefined;
  /** User address of the iocb. */
  readonly iocb: number | undefined;
}

export const selectionStore = createStore<Selection>()(() => ({ context: undefined, iocb: undefined }));

export const selectContext = (context: number) => selectionStore.setState({ context });
export const selectIocb = (iocb: number | undefined) => selectionStore.setState({ iocb });
export const followKernel = () => selectionStore.setState({ context: undefined, iocb: undefined });
