import { expect, test } from 'vitest';
import { printable } from './console-text.ts';

const utf8 = new TextEncoder();

test('text stays what it is', () => {
  expect(printable(utf8.encode('tail\t7 → 8\nµs, 😀'))).toBe('tail\t7 → 8\nµs, 😀');
});

test.each([
  ['a control character', [0x61, 0x1b, 0x62, 0], 'a\\x1bb\\x00'],
  ['a byte that begins nothing', [0x80, 0x61], '\\x80a'],
  ['a sequence that is cut', [0x61, 0xe2, 0x86], 'a\\xe2\\x86'],
  ['an overlong sequence', [0xc0, 0xaf], '\\xc0\\xaf'],
  ['a surrogate', [0xed, 0xa0, 0x80], '\\xed\\xa0\\x80'],
  ['carriage return', [0x0d, 0x0a], '\\x0d\n'],
])('%s is written as bytes', (_, bytes, shown) => {
  expect(printable(Uint8Array.from(bytes))).toBe(shown);
});
