import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FaultKind, Step, WaitReason } from '../../assembly/uapi/records.ts';
import { stepFields } from '../recording/step-fields.ts';

const doc = readFileSync(new URL('../../docs/json.md', import.meta.url), 'utf8');
/** The names in backticks of the table's row about a step: the step, then its members. */
const rowOf = (step: string) => {
  const [, , , members = ''] =
    doc
      .split('\n')
      .find((line) => line.startsWith(`| \`${step}\` |`))
      ?.split('|') ?? [];
  return [...members.replace(/\([^)]*\)/g, '').matchAll(/`(\w+)`/g)].map(([, name]) => name);
};
const namesOf = (all: object) => Object.keys(all).filter((name) => Number.isNaN(Number(name)));
const EIGHT_WORDS = Array<bigint>(8).fill(0n);

test.each(namesOf(Step))('docs/json.md has the members of %s', (name) => {
  expect(doc).toContain(`| \`${name}\` |`);
  expect(rowOf(name)).toEqual(stepFields(Step[name as keyof typeof Step], EIGHT_WORDS).map((field) => field.name));
});

test('docs/json.md has every reason to wait and every kind of fault', () => {
  expect([...namesOf(WaitReason), ...namesOf(FaultKind)].filter((name) => !doc.includes(`\`${name}\``))).toEqual([]);
});
