import type { RunOptions } from './options.ts';
import { readSource } from './source.ts';

export function run(source: string | undefined, options: RunOptions, module: WebAssembly.Module): number {
  console.error(source && readSource(source).name, options, module);
  return 7;
}
