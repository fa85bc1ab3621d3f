import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MEMORY_GROW, readWasm } from './wasm-binary.ts';

const file = process.env.KRING_WASM ?? new URL('../../build/kring.wasm', import.meta.url);

describe('the wasm module keeps all its state in the one memory', () => {
  const facts = readWasm(readFileSync(file));

  it('imports nothing but the memory', () => {
    expect(facts.imports).toEqual(['env.memory']);
  });

  it('has no mutable global', () => {
    expect(facts.mutableGlobals).toBe(0);
  });

  it('never grows the memory', () => {
    expect(facts.opcodes.get(MEMORY_GROW)).toBeUndefined();
  });
});

describe('the reader of wasm modules', () => {
  it('sees a mutable global, a second import and memory.grow', () => {
    const facts = readWasm(
      Uint8Array.from([
        ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        ...[1, 4, 1, 0x60, 0, 0],
        ...[2, 7, 1, 1, 0x61, 1, 0x62, 0, 0],
        ...[3, 2, 1, 0],
        ...[5, 3, 1, 0, 1],
        ...[6, 6, 1, 0x7f, 1, 0x41, 0, 0x0b],
        ...[10, 9, 1, 7, 0, 0x41, 1, 0x40, 0, 0x1a, 0x0b],
      ]),
    );
    expect(facts.imports).toEqual(['a.b']);
    expect(facts.mutableGlobals).toBe(1);
    expect(facts.opcodes.get(MEMORY_GROW)).toBe(1);
  });
});
