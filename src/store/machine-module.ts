import { createStore } from 'zustand/vanilla';
import { loadModule } from '../machine/load-wasm.ts';

/** The compiled model, fetched once. */
export interface MachineModule {
  readonly module: WebAssembly.Module | undefined;
  /** Why it is not there. */
  readonly failure: string | undefined;
}

export const machineStore = createStore<MachineModule>()(() => ({ module: undefined, failure: undefined }));

/** Fetches and compiles the model; a failure is in the store, in the browser's words. */
export async function loadMachine(): Promise<void> {
  try {
    machineStore.setState({ module: await loadModule(), failure: undefined });
  } catch (error) {
    machineStore.setState({ failure: error instanceof Error ? error.message : String(error) });
  }
}

/** Resolves with the model as soon as it is there, or with undefined when it could not be fetched. */
export function machineReady(): Promise<WebAssembly.Module | undefined> {
  return new Promise((resolve) => {
    const look = ({ module, failure }: MachineModule) => {
      if (module === undefined && failure === undefined) return;
      unsubscribe();
      resolve(module);
    };
    const unsubscribe = machineStore.subscribe(look);
    look(machineStore.getState());
  });
}
