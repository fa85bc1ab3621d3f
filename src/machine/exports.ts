import { assertTrue } from '../lib/assert.ts';

/** What the wasm module exports: ARCHITECTURE.md has the meanings. */
export interface Exports {
  boot(nr_cpus: number, version: number, seed: number): void;
  set_feature(feature: number, on: number): void;
  set_disk(throttle_ns: number, requests: number, blocks: number, file_system: number): void;
  hold_disk(): void;
  release_from_disk(iocb: bigint, due: bigint): number;
  create_file(name_length: number, size_high: number, size_low: number, seed: number): number;
  write_file(name_length: number, offset: bigint, length: number): number;
  read_file(name_length: number, page: number): number;
  map_segment(address: bigint, length: number, file_length: number, writable: number): number;
  exec(entry: number, code_length: number): void;
  run(moments: number, work: number): number;
  syscall(task: number, nr: number, a0: bigint, a1: bigint, a2: bigint, a3: bigint, a4: bigint, a5: bigint): bigint;
  resume_syscall(task: number): bigint;
  begin_return(task: number): void;
  return_from_host(task: number, result: bigint, signal: number): void;
  unmodelled_by_host(task: number, detail: bigint): void;
  output_from_host(task: number, fd: number, length: number): void;
  step_from_host(task: number, activity: number, ordinal: number, step: number, words: number): void;
  reap_from_host(task: number, ring: number, before: number, after: number): void;
  find_room(task: number, length: bigint): bigint;
  map_pages(task: number, address: bigint, length: bigint, bits: number): number;
  unmap_pages(task: number, address: bigint, length: bigint): void;
  patch_page(task: number, address: bigint, length: number): number;
  show_page(task: number, address: bigint): void;
  hide_page(task: number, address: bigint): void;
  page_is_missing(task: number): void;
}

const NAMES = [
  'boot',
  'set_feature',
  'set_disk',
  'hold_disk',
  'release_from_disk',
  'create_file',
  'write_file',
  'read_file',
  'map_segment',
  'exec',
  'run',
  'syscall',
  'resume_syscall',
  'begin_return',
  'return_from_host',
  'unmodelled_by_host',
  'output_from_host',
  'step_from_host',
  'reap_from_host',
  'find_room',
  'map_pages',
  'unmap_pages',
  'patch_page',
  'show_page',
  'hide_page',
  'page_is_missing',
] as const;

/** One instance of the module on a memory of its own. */
export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Exports {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  for (const name of NAMES) assertTrue(typeof exports[name] === 'function', `the wasm module has no ${name}`);
  return exports as unknown as Exports;
}
