import { expect, test } from 'vitest';
import { compileUnits } from '../c/index.ts';
import type { Program } from '../c/program.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { anyScenario as scenarioById, allScenarios as scenarios } from '../scenarios/all.ts';
import { unitsOf } from '../scenarios/units.ts';
import { marksOf, runOnModel } from '../testing/model.ts';

const compiled = import.meta.glob<(text: string) => Program>('../scenarios/*/program.c', {
  query: '?compiled',
  import: 'default',
});
const module = await loadModule(process.env.KRING_WASM);

const revived = async (id: string): Promise<Program> =>
  (await compiled[`../scenarios/${id}/program.c`]!())(scenarioById(id)!.program.text);

function compilers(id: string): Program {
  const result = compileUnits(unitsOf(scenarioById(id)!));
  if (!result.ok) throw new Error(`${id} does not compile`);
  const files = result.program.files.map((file) => (file.library ? { ...file, text: '' } : file));
  return { ...result.program, files };
}

/** Where two graphs of objects differ: in a value, or in that two objects of one are one in the other. */
function difference(a: unknown, b: unknown, pairs = new Map<unknown, unknown>(), path = 'program'): string | undefined {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null)
    return Object.is(a, b) ? undefined : `${path}: ${a} and ${b}`;
  if (pairs.has(a) || pairs.has(b))
    return pairs.get(a) === b && pairs.get(b) === a ? undefined : `${path}: not the same objects`;
  pairs.set(a, b).set(b, a);
  if (a.constructor !== b.constructor) return `${path}: ${a.constructor.name} and ${b.constructor.name}`;
  if (a instanceof Uint8Array) return Buffer.compare(a, b as Uint8Array) === 0 ? undefined : `${path}: other bytes`;
  const keys = Object.keys(a);
  if (keys.join() !== Object.keys(b).join()) return `${path}: ${keys} and ${Object.keys(b)}`;
  for (const key of keys) {
    const found = difference(a[key as never], b[key as never], pairs, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

test.each(scenarios.map(({ id }) => id))('%s is, compiled ahead, what the compiler makes of it', async (id) => {
  const ahead = await revived(id);
  expect(difference(ahead, compilers(id))).toBeUndefined();
  // One that never ends is the same program all the same.
  if (scenarioById(id)!.ends) return;
  const run = (program: Program) => {
    const { log, ...outcome } = runOnModel(
      module,
      { cpus: 2, version: 618, seed: 1 },
      program,
      scenarioById(id)!.files,
    );
    return { ...outcome, records: log.length, marks: marksOf(log) };
  };
  expect(run(ahead)).toEqual(run(compilers(id)));
});

test('types that refer to themselves, or are shared, are looked at as such', () => {
  const list = () => {
    const node: { kind: string; members: unknown[] } = { kind: 'struct', members: [] };
    node.members.push({ to: node }, { to: node });
    return node;
  };
  expect(difference(list(), list())).toBeUndefined();
  const apart = list();
  apart.members[1] = { to: list() };
  expect(difference(list(), apart)).toBe('program.members.1.to: not the same objects');
  const other = list();
  other.kind = 'union';
  expect(difference(list(), other)).toBe('program.kind: struct and union');
});
