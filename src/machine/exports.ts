import { assertTrue } from '../lib/assert.ts';

/** What the wasm module exports: ARCHITECTURE.md has the meanings. */
export interface Exports {
  boot(nr_cpus: number, version: number, seed: number): void;
  set_feature(feature: number, on: number): void;
  set_disk(throttle_ns: number, requests: number, blocks: number, file_system: number): void;
  create_file(name_length: number, size_high: number, size_low: number, seed: number): number;
  write_file(name_length: number, offset: bigint, length: number): number;
  read_file(name_length: number, page: number): number;
  map_segment(address: bigint, length: number, file_length: number, writable: number): number;
  exec(entry: number, code_length: number): void;
  run(moments: number, work: number): number;
  syscall(task: number, nr: number, a0: bigint, a1: bigint, a2: bigint, a3: bigint, a4: bigint, a5: bigint): bigint;
  resume_syscall(task: number): bigint;
}

const NAMES = [
  'boot',
  'set_feature',
  'set_disk',
  'create_file',
  'write_file',
  'read_file',
  'map_segment',
  'exec',
  'run',
  'syscall',
  'resume_syscall',
] as const;

/** One instance of the module on a memory of its own. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  for (const name of NAMES) assertTrue(typeof exports[name] === 'function', `the wasm module has no ${name}`);
  return exports as unknown as Exports;
}
