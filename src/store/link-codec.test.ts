import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeProgram, encodeProgram, LARGEST_CONTENT, LONGEST_FRAGMENT, type SharedProgram } from './link-codec.ts';

const PROBLEMS = ['version', 'damaged', 'tooLarge'];

const pack = (content: string | Buffer) => `1.${deflateRawSync(content).toString('base64url')}`;

test('every program comes back as it was', async () => {
  const programs = fc.record({
    scenario: fc.string({ maxLength: 100 }),
    text: fc.string({ unit: 'binary', maxLength: 4000 }),
    at: fc.option(fc.string({ maxLength: 100 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(programs, async (program) => {
      const fragment = await encodeProgram(program);
      expect(fragment).toMatch(/^1\.[\w-]*$/);
      expect(await decodeProgram(fragment ?? '')).toEqual(program);
    }),
  );
});

test('whatever a fragment is, the answer is a program or a problem', async () => {
  const fragments = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((rest) => `1.${rest}`),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => `1.${Buffer.from(bytes).toString('base64url')}`),
    fc.json().map(pack),
    fc.record({ scenario: fc.anything(), text: fc.anything(), at: fc.anything() }).map((it) => {
      return pack(JSON.stringify(it, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
    }),
  );
  await fc.assert(
    fc.asyncProperty(fragments, async (fragment) => {
      const answer = await decodeProgram(fragment);
      if (typeof answer === 'string') expect(PROBLEMS).toContain(answer);
      else expect([typeof answer.scenario, typeof answer.text]).toEqual(['string', 'string']);
    }),
  );
});

test('a program whose fragment lost or changed a character is damaged or another program, never an error', async () => {
  const program: SharedProgram = { scenario: 'one-read', text: 'int main(void) { return 0; }\n', at: 'io_setup#1' };
  const fragment = (await encodeProgram(program)) ?? '';
  for (let at = 0; at < fragment.length; at++) {
    await decodeProgram(fragment.slice(0, at));
    await decodeProgram(`${fragment.slice(0, at)}A${fragment.slice(at + 1)}`);
  }
});

test('what unpacks to too much is refused, and so is what is too long to begin with', async () => {
  const bomb = pack(Buffer.alloc(40_000_000, ' '));
  expect(bomb.length).toBeLessThan(LONGEST_FRAGMENT);
  expect(await decodeProgram(bomb)).toBe('tooLarge');
  expect(await decodeProgram(`1.${'A'.repeat(LONGEST_FRAGMENT)}`)).toBe('tooLarge');
  expect(await encodeProgram({ scenario: '', text: ' '.repeat(LARGEST_CONTENT), at: undefined })).toBeUndefined();
});

test('a later version says so', async () => {
  expect(await decodeProgram('2.AAAA')).toBe('version');
  expect(await decodeProgram('')).toBe('damaged');
  expect(await decodeProgram('main')).toBe('damaged');
});
