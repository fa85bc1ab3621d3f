import { expect, test } from 'vitest';
import { assemble, DATA_BASE } from './assemble.ts';
import { loadModule } from './load-wasm.ts';
import { type InputFile, ModelMachine } from './model-machine.ts';

const module = await loadModule();
const OPTIONS = { cpus: 2, version: 618, seed: 1 };
const IDLE = [{ name: 'main', frame: 64, body: [['STMT', 0], ['TRAP']] as const }];

function machineWith(files: readonly InputFile[]): ModelMachine {
  const machine = ModelMachine.create(module, OPTIONS);
  machine.load(assemble(IDLE), files);
  return machine;
}

test('a file is what was put in, to the byte', () => {
  const sizes = [0, 1, 4095, 4096, 4097, 3_000_000];
  const files = sizes.map((size) => ({
    name: `file-${size}`,
    bytes: Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 12)) & 0xff),
  }));
  const machine = machineWith(files);
  expect(machine.fileNames()).toEqual(files.map((file) => file.name));
  for (const file of files) expect(Buffer.compare(machine.readFile(file.name), file.bytes)).toBe(0);
});

test('reading a file changes nothing in the machine', () => {
  const machine = machineWith([{ name: 'seeded', size: 10_000, seed: 3 }]);
  const before = machine.bytes.slice(0, 0x30_0000);
  expect(machine.readFile('seeded').length).toBe(10_000);
  expect(Buffer.compare(before, machine.bytes.subarray(0, 0x30_0000))).toBe(0);
});

test('no such file', () => {
  expect(() => machineWith([]).readFile('nothing')).toThrow("no file 'nothing'");
});

test('a segment larger than STAGE is mapped whole', () => {
  const size = 3_000_000;
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 13 + (i >> 9)) & 0xff);
  const machine = ModelMachine.create(module, OPTIONS);
  machine.load({ ...assemble(IDLE), data: { address: DATA_BASE, bytes }, bssSize: 5000 }, []);
  const into = new Uint8Array(size + 5000);
  expect(machine.memory.read(DATA_BASE, into.length, into)).toBe(into.length);
  expect(Buffer.compare(into.subarray(0, size), bytes)).toBe(0);
  expect(into.subarray(size).every((byte) => byte === 0)).toBe(true);
  expect(machine.memory.protection(DATA_BASE)).toEqual({ read: true, write: true, ring: false });
  expect(machine.memory.protection(DATA_BASE - 1)).toBeUndefined();
});
