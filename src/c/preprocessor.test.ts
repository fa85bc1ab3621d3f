import { expect, test } from 'vitest';
import { formatDiagnostic } from './diagnostics.ts';
import { compile } from './index.ts';
import { preprocess } from './preprocessor.ts';
import { explainInclusions } from './preprocessor-inclusions.ts';

const spell = (text: string, library: Record<string, string> = {}) => {
  const { tokens, diagnostics } = preprocess({ name: 'program.c', text }, new Map(Object.entries(library)));
  return [
    ...diagnostics.map(formatDiagnostic),
    tokens
      .slice(0, -1)
      .map((t) => t.text)
      .join(' '),
  ].join('\n');
};

test('C11 6.10.3.5, example 3: rescanning and hide sets', () => {
  const text = `#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x
f(y+1) + f(f(z)) % t(t(g)(0) + t)(1);
g(x+(3,4)-w) | h 5) & m
(f)^m(m);
p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };
char c[2][6] = { str(hello), str() };
`;
  expect(spell(text)).toBe(
    [
      'f ( 2 * ( y + 1 ) ) + f ( 2 * ( f ( 2 * ( z [ 0 ] ) ) ) ) % f ( 2 * ( 0 ) ) + t ( 1 ) ;',
      'f ( 2 * ( 2 + ( 3 , 4 ) - 0 , 1 ) ) | f ( 2 * ( ~ 5 ) ) & f ( 2 * ( 0 , 1 ) ) ^ m ( 0 , 1 ) ;',
      'int i [ ] = { 1 , 23 , 4 , 5 , } ;',
      'char c [ 2 ] [ 6 ] = { "hello" , "" } ;',
    ].join(' '),
  );
});

test('an error shows its line with a caret', () => {
  expect(spell('int a;\n\tint x = 1.5;\n')).toBe(
    'program.c:2:10: error: floating point is not supported yet\n    2 | \tint x = 1.5;\n      | \t        ^~~\nint a ; int x = 1.5 ;',
  );
});

test('a mistake in a header is explained by the line that includes it', () => {
  const headers = new Map([
    ['outer.h', '#include <inner.h>\n'],
    ['inner.h', '#error no\n#error again\n'],
  ]);
  const preprocessed = preprocess({ name: 'program.c', text: '\n#include <outer.h>\n' }, headers);
  expect(explainInclusions(preprocessed.diagnostics, preprocessed).map(formatDiagnostic)).toEqual([
    '<inner.h>:1:2: error: #error no\n    1 | #error no\n      |  ^~~~~',
    'program.c:2:10: note: <inner.h> is included from here\n    2 | #include <outer.h>\n      |          ^~~~~~~~~',
    '<inner.h>:2:2: error: #error again\n    2 | #error again\n      |  ^~~~~',
  ]);
});

test('libaio.h beside linux/aio_abi.h is an error, and it names the second #include', () => {
  const result = compile({
    name: 'program.c',
    text: '#include <libaio.h>\n#include <linux/aio_abi.h>\nint main(void) {}\n',
  });
  const diagnostics = result.ok ? [] : result.diagnostics;
  expect(diagnostics.slice(0, 3).map((d) => `${d.file}: ${d.severity}: ${d.message}`)).toEqual([
    "<linux/aio_abi.h>: error: redefinition of 'struct io_event'",
    "<libaio.h>: note: 'struct io_event' was originally defined here",
    'program.c: note: <linux/aio_abi.h> is included from here',
  ]);
});
