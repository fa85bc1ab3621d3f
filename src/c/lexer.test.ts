import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDiagnostic, MAX_ERRORS } from './diagnostics.ts';
import { MAX_SOURCE } from './lexer.ts';
import { preprocess } from './preprocessor.ts';
import { MAX_EXPANSION } from './preprocessor-input.ts';

const run = (text: string, library: Record<string, string> = {}) =>
  preprocess({ name: 'program.c', text }, new Map(Object.entries(library)));
const messages = (text: string, library: Record<string, string> = {}) =>
  run(text, library).diagnostics.map((d) => `${d.line}:${d.column}: ${d.severity}: ${d.message}`);
const one = (text: string) => run(text).tokens[0]!;

describe('integer constants have the type and value of LP64', () => {
  test.each([
    ['0', 0n, 'int'],
    ['2147483647', 2147483647n, 'int'],
    ['2147483648', 2147483648n, 'long'],
    ['0x7fffffff', 0x7fffffffn, 'int'],
    ['0x80000000', 0x80000000n, 'unsigned'],
    ['0xffffffff', 0xffffffffn, 'unsigned'],
    ['0x100000000', 0x100000000n, 'long'],
    ['0xffffffffffffffff', 0xffffffffffffffffn, 'unsigned long'],
    ['037777777777', 0xffffffffn, 'unsigned'],
    ['0b101', 5n, 'int'],
    ['1u', 1n, 'unsigned'],
    ['4294967296u', 4294967296n, 'unsigned long'],
    ['1l', 1n, 'long'],
    ['1LL', 1n, 'long'],
    ['1ull', 1n, 'unsigned long'],
    ['1LLU', 1n, 'unsigned long'],
    ['9223372036854775807', 9223372036854775807n, 'long'],
    ["'a'", 97n, 'int'],
    [String.raw`'\xff'`, -1n, 'int'],
    [String.raw`'\0'`, 0n, 'int'],
    [String.raw`'\377'`, -1n, 'int'],
    ["'ab'", 0x6162n, 'int'],
    ["L'é'", 0xe9n, 'int'],
  ])('%s', (text, value, integerType) => {
    expect(one(text)).toMatchObject({ value, integerType });
  });
});

describe('what is not a constant says why', () => {
  test.each([
    ['int x = 1.5;', '1:9: error: floating point is not supported yet'],
    ['1e3', '1:1: error: floating point is not supported yet'],
    ['.5f', '1:1: error: floating point is not supported yet'],
    ['0x1p3', '1:1: error: floating point is not supported yet'],
    ['12abc', '1:1: error: invalid suffix "abc" on integer constant'],
    ['1lul', '1:1: error: invalid suffix "lul" on integer constant'],
    ['089', '1:1: error: invalid digit "8" in octal constant'],
    ['0b12', '1:1: error: invalid digit "2" in binary constant'],
    ['0x', '1:1: error: invalid suffix "x" on integer constant'],
    ['99999999999999999999', '1:1: warning: integer constant is too large for its type'],
    ['18446744073709551615', '1:1: warning: integer constant is so large that it is unsigned'],
    ["''", '1:1: error: empty character constant'],
    ["x = 'a", "1:5: error: missing terminating ' character"],
    ['x = "abc\n";', '1:5: error: missing terminating " character'],
    ['a /* b\n\n', '1:3: error: unterminated comment'],
    ['a @ b', "1:3: error: stray '@' in program"],
    ['a \\ b', "1:3: error: stray '\\' in program"],
    ['“x”', "1:1: error: stray '“' in program"],
    [String.raw`"a\qb"`, String.raw`1:3: warning: unknown escape sequence: '\q'`],
    [String.raw`"\x"`, String.raw`1:2: error: \x used with no following hex digits`],
    ['L"wide"', `1:1: error: 'L""' strings are not supported yet`],
  ])('%s', (text, message) => {
    expect(messages(text)[0]).toBe(message);
  });
});

describe('strings', () => {
  test.each([
    [String.raw`"a\tb\n\\\"\?\a\b\e\f\v\r"`, 'a\tb\n\\"?\x07\b\x1b\f\v\r'],
    [String.raw`"\1018\x41g"`, 'A8Ag'],
    ['"é€😀"', 'é€😀'],
    [String.raw`"é\U0001F600"`, 'é😀'],
    ['"one " "two"\n"three"', 'one twothree'],
    ['u8"x"', 'x'],
    ['""', ''],
  ])('%s', (text, expected) => {
    expect(run(text).diagnostics).toEqual([]);
    expect(new TextDecoder().decode(one(text).bytes)).toBe(expected);
  });

  test('bytes above 127', () => {
    expect([...one(String.raw`"\xff\200"`).bytes!]).toEqual([255, 128]);
  });
});

describe('places', () => {
  test('a tab is one column, a splice moves nothing', () => {
    const { tokens } = run('\tint x;\nlo\\\nng \\\n y; "a\\\nb" z\n');
    expect(tokens.map((t) => `${t.text.replaceAll('\n', '|')}@${t.line}:${t.column}`)).toEqual([
      'int@1:2',
      'x@1:6',
      ';@1:7',
      'long@2:1',
      'y@4:2',
      ';@4:3',
      '"ab"@4:5',
      'z@5:4',
      '@6:1',
    ]);
  });

  test('what a macro made stands where the macro is used; an argument where it is written', () => {
    const { tokens } = run('#define TWICE(x) ((x) + (x))\n  TWICE(  abc  );\n');
    const places = tokens.map((t) => `${t.text}@${t.line}:${t.column}`);
    expect(places.slice(0, 4)).toEqual(['(@2:3', '(@2:3', 'abc@2:11', ')@2:3']);
  });

  test('files: the program first, headers as library', () => {
    const { files, tokens } = run('#include <a.h>\nx', { 'a.h': 'y' });
    expect(files.map(({ name, library }) => [name, library])).toEqual([
      ['program.c', false],
      ['<a.h>', true],
    ]);
    expect(tokens.map((t) => t.file)).toEqual([1, 0, 0]);
  });

  test('keywords are told from names', () => {
    expect(run('int inte __inline__ inline typeof defined').tokens.map((t) => t.kind)).toEqual([
      'keyword',
      'identifier',
      'keyword',
      'keyword',
      'keyword',
      'identifier',
      'end',
    ]);
  });
});

test('a diagnostic looks like one of gcc', () => {
  const { diagnostics } = run('#include <stdoi.h>\n');
  expect(diagnostics.map(formatDiagnostic).join('\n')).toBe(
    [
      'program.c:1:10: error: stdoi.h: no such header; kring has its own headers only',
      '    1 | #include <stdoi.h>',
      '      |          ^~~~~~~~~',
    ].join('\n'),
  );
});

describe('hostile input ends in a sentence', () => {
  const bomb = (letters: string) =>
    [...letters].map((c, i) => `#define ${c} ${`${letters[i + 1] ?? 'x'} `.repeat(10)}`).join('\n');
  test.each<[name: string, text: string, message: RegExp]>([
    ['a macro bomb', `${bomb('ABCDEFGHIJKLMNOP')}\nA`, /macros expand to more than/],
    ['a bomb of arguments', `#define F(x) x x x x\n${'F('.repeat(30)}1${')'.repeat(30)}`, /macros expand to more than/],
    ['a bomb of text', `#define S(x) #x\n#define X(x) S(x)\n${'X('.repeat(90)}"x"${')'.repeat(90)}`, /macros expand/],
    [
      'a bomb of pasting',
      `#define P(x) x##x\n#define X(x) P(x)\n${'X('.repeat(90)}a${')'.repeat(90)}`,
      /macros expand to more than/,
    ],
    ['nested calls', `#define F(x) x\n${'F('.repeat(450)}1${')'.repeat(450)}`, /nested more than/],
    ['nested parentheses in #if', `#if ${'('.repeat(100_000)}1\n#endif`, /nested more than/],
    ['unary operators in #if', `#if ${'- '.repeat(100_000)}1\n#endif`, /nested more than/],
    ['conditional operators in #if', `#if ${'1 ? '.repeat(50_000)}1\n#endif`, /nested more than/],
    ['a huge source', ' '.repeat(MAX_SOURCE + 1), /larger than/],
    ['many mistakes', '@\n'.repeat(MAX_ERRORS + 10), /too many errors/],
    ['an open call and much text', `#define F(x) x\nF(${'1 '.repeat(MAX_EXPANSION / 4)}`, /unterminated argument list/],
    ['a long number', '9'.repeat(1_000_000), /too large/],
  ])('%s', (_name, text, message) => {
    expect(run(text).diagnostics.at(-1)?.message).toMatch(message);
  });

  test('a header that includes itself', () => {
    expect(messages('#include "a.h"', { 'a.h': '#include "a.h"\n' })).toEqual([
      '1:10: error: #include nested more than 200 deep',
    ]);
  });

  test('#pragma once', () => {
    expect(run('#include "a.h"\n#include "a.h"\n', { 'a.h': '#pragma once\nx' }).tokens.length).toBe(2);
  });

  test('#pragma pack is not silently ignored', () => {
    expect(messages('#pragma pack(1)\n_Pragma("pack(1)")')).toEqual([
      '1:9: error: #pragma pack is not supported; use __attribute__((packed))',
      '2:1: error: #pragma pack is not supported; use __attribute__((packed))',
    ]);
  });

  test('random pieces never throw, and end with an end', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'#define #undef #if #elif #else #endif #include #line #pragma defined __VA_ARGS__'.split(' ')),
      fc.constantFrom(
        ...'A B ( ) , ## # ... \n \\\n " \' /* */ // 1 0x 1.5 L" <a.h> "a.h" __COUNTER__ _Pragma @'.split(' '),
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const source = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ').replaceAll('\\n', '\n'));
    fc.assert(
      fc.property(source, (text) => {
        const { tokens, diagnostics } = run(text, { 'a.h': '#define A(x) x B\n#ifndef B\n#define B A(\n#endif\n' });
        expect(tokens.at(-1)!.kind).toBe('end');
        for (const d of diagnostics) expect(formatDiagnostic(d)).toContain(d.message);
      }),
      { numRuns: 3000 },
    );
  });
});
