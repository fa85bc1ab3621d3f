export const WASM_FILE: string;
export function buildAssembly(outFile?: string): Promise<void>;
