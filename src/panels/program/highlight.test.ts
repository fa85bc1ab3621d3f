import { expect, test } from 'vitest';
import { highlight } from './highlight.ts';

/** The text, and under it a letter for every coloured column. */
function picture(text: string): string {
  const letters = { keyword: 'k', function: 'f', string: 's', number: 'n', comment: 'c', directive: 'd' };
  const spans = highlight(text);
  return text
    .split('\n')
    .map((line, index) => {
      const under = [...line].fill('.');
      for (const { from, to, kind } of spans[index] ?? []) under.fill(letters[kind], from, to);
      return `${line}\n${under.join('')}`;
    })
    .join('\n');
}

test('every kind of token', () => {
  expect(picture('int r = io_setup(8, "a b"); // go')).toBe(
    ['int r = io_setup(8, "a b"); // go', 'kkk.....ffffffff.n..sssss...ccccc'].join('\n'),
  );
});

test('a comment over several lines, and code behind it', () => {
  expect(picture('x; /* one\n  two */ return 0;')).toBe(
    ['x; /* one', '...cccccc', '  two */ return 0;', '..cccccc.kkkkkk.n.'].join('\n'),
  );
});

test('a directive, whatever it names', () => {
  expect(picture('#include <libaio.h>\nint x;')).toBe(
    ['#include <libaio.h>', 'dddddddd.dddddddddd', 'int x;', 'kkk...'].join('\n'),
  );
});

test('a text that no compiler takes is still coloured', () => {
  expect(() => highlight('char *s = "open\n/* never closed')).not.toThrow();
});
