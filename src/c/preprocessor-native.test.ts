import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasGcc, runTool } from '../testing/gcc.ts';
import { preprocess } from './preprocessor.ts';

/** What is left of a text: spellings, and the bytes of strings; or that it was refused. */
function ours(text: string): string[] | 'refused' {
  const { tokens, diagnostics } = preprocess({ name: '<stdin>', text }, new Map([['stddef.h', '']]));
  if (diagnostics.some((d) => d.severity === 'error')) return 'refused';
  return tokens.map((token) => (token.bytes ? `"${new TextDecoder().decode(token.bytes)}"` : token.text));
}

function theirs(text: string): string[] | 'refused' {
  let output: string;
  try {
    output = runTool('gcc', ['-E', '-P', '-w', '-x', 'c', '-'], { input: text });
  } catch {
    return 'refused';
  }
  return ours(output);
}

const agree = (text: string) => {
  expect(ours(text), text).toEqual(theirs(text));
};

/** Small macros that call, paste and quote each other, and lines that use them. */
const names = ['A', 'B', 'C', 'D', 'x', 'y'];
const word = fc.constantFrom(
  ...names,
  ...names,
  '1',
  '2',
  '+',
  ',',
  '(',
  ')',
  '(',
  ')',
  '"s"',
  "'c'",
  '\n',
  '/**/',
  ' ',
);
const parameter = fc.constantFrom('x', 'y');
const piece = fc.oneof(
  { weight: 8, arbitrary: word.filter((w) => w !== '\n') },
  { weight: 2, arbitrary: parameter.map((p) => ` #${p}`) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('x', 'y', 'A', '1', '+'), parameter).map(([a, b]) => `${a}##${b}`) },
);
const body = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(' '));
const definition = fc.oneof(
  fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), body).map(([n, b]) => `#define ${n} ${b.replaceAll('#', '')}`),
  fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), body).map(([n, b]) => `#define ${n}(x,y) ${b}`),
  fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), body).map(([n, b]) => `#define ${n}(x) ${b.replaceAll('y', 'x')}`),
  fc
    .tuple(fc.constantFrom('A', 'B', 'C', 'D'), body)
    .map(([n, b]) => `#define ${n}(x,...) ${b.replaceAll(/##?y/g, '').replaceAll('y', '__VA_ARGS__')}, ##__VA_ARGS__`),
);
const call: fc.Arbitrary<string> = fc.letrec<{ call: string }>((tie) => ({
  call: fc.oneof(
    { maxDepth: 3 },
    fc.array(word, { maxLength: 4 }).map((w) => w.join(' ')),
    fc
      .tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.array(tie('call') as fc.Arbitrary<string>, { maxLength: 3 }))
      .map(([n, args]) => `${n}(${args.join(', ')})`),
  ),
})).call;
const program = fc
  .tuple(fc.array(definition, { maxLength: 6 }), fc.array(call, { minLength: 1, maxLength: 5 }))
  .map(([definitions, calls]) => `${definitions.join('\n')}\n${calls.join('\n')}\n`);

const operand = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '2',
    '-1',
    '0x7fffffffffffffff',
    '0xffffffffffffffff',
    '3u',
    "'a'",
    "'\\xff'",
    'NAME',
    '63',
  ),
  fc.constantFrom('defined NAME', 'defined(A)', '9223372036854775807', '010', '0b11', '5ULL', '1L'),
);
const operators = '+ - * / % << >> < > <= >= == != & ^ | && || ,'.split(' ');
const expression: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    operand,
    fc.tuple(tie('e'), fc.constantFrom(...operators), tie('e')).map(([a, o, b]) => `${a} ${o} ${b}`),
    fc.tuple(fc.constantFrom('-', '~', '!', '+'), tie('e')).map(([o, a]) => `${o} ${a}`),
    fc.tuple(tie('e'), tie('e'), tie('e')).map(([a, b, c]) => `${a} ? ${b} : ${c}`),
    (tie('e') as fc.Arbitrary<string>).map((a) => `(${a})`),
  ),
})).e;

describe.skipIf(!hasGcc)('the preprocessor beside gcc -E (needs gcc)', () => {
  test('random macros come out the same', () => {
    fc.assert(fc.property(program, agree), { numRuns: 300 });
  });

  test('random #if expressions are decided the same', () => {
    const lines = fc.array(expression, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(lines, (expressions) => {
        // One gcc for many expressions; those that it refuses one by one.
        const text = (list: string[]) =>
          `#define A\n${list.map((e, i) => `#if ${e}\nyes${i}\n#else\nno${i}\n#endif\n`).join('')}`;
        if (theirs(text(expressions)) === 'refused') for (const each of expressions) agree(text([each]));
        else agree(text(expressions));
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ['hide sets', '#define f(a) a*g\n#define g(a) f(a)\nf(2)(9)\n#define n n+m\n#define m n\nn m'],
    ['a call over lines', '#define f(a,b) a-b __LINE__\nf(1\n,\n2) __LINE__\nf(__LINE__,\n__LINE__)'],
    ['directives inside a call', '#define f(a) <a>\nf(1\n#define X 2\n#ifdef X\nX\n#else\nno\n#endif\n)'],
    ['__COUNTER__', '#define c __COUNTER__\nc c __COUNTER__\n#if __COUNTER__ == 3\nthree\n#endif'],
    ['#line', '#line 100\n__LINE__\n__LINE__\n#line 7 "other.c"\n__FILE__ __LINE__\n# 9\n__LINE__'],
    ['__VA_OPT__', '#define f(a,...) g(a __VA_OPT__(, __VA_ARGS__ x##a))\nf(1) f(1,) f(1,2,3) f(,4)'],
    ['variadic with a name', '#define f(a, r...) g(a, ##r) #r\nf(1) f(1,2,3)'],
    ['only variadic', '#define f(...) g(0, ##__VA_ARGS__) #__VA_ARGS__\nf() f(1) f(1,2) f((3, 4))'],
    [
      'stringizing',
      String.raw`#define s(x) #x
      s( a  +  b ) s("a\n") s('\'') s("\"") s(a/* c */b) s(@\) s(L"x") s(a
      b) s()`,
    ],
    ['stringizing what expands', '#define x s\n#define q(y) #y\n#define Q(y) q(y)\nq(x) Q(x) Q(Q(x))'],
    [
      'empty operands of ##',
      '#define t(x,y,z) x##y##z [x##y] [##]\n#define u(x,y,z) x##y##z|\nu(1,2,3) u(,2,) u(1,,) u(,,)',
    ],
    [
      'pasted names are looked up again',
      '#define ab 1\n#define p(x,y) x##y\np(a,b) p(p,(a,b)) p(a b,c d) p(<<,=) p(-,>)',
    ],
    ['splices', '#def\\\nine A\\\nB 1\nAB in\\\nt A\\  \nB "a\\\nb" /\\\n* c *\\\n/ x /\\\n/ c\\\nc\ny'],
    ['comments', '#define /* a */ A /* b\n */ 1 /* c */ // d\nA/**/A a//*\nb /*/ */ c'],
    ['digraphs', '%:define A <: :> <% %>\nA %:%: %:'],
    ['numbers', '1.e+5 0x1e+1 1..2 .5.6 1_000 0xe+1 1e 0x 08'],
    ['punctuators', 'a+++++b a---b ->* <<= >>= ... .. ## # <: x<::>y %:%'],
    ['a skipped group holds anything', '#if 0\n"un \' #else x\n#bad\n@ `\n#if x\n#else\n#endif\n#elif 1\nyes\n#endif'],
    ['only one group is taken', '#if 0\n1\n#elif 1\n2\n#elif 1/0\n3\n#else\n4\n#endif'],
    ['#elif after a taken group is not read', '#if 1\n1\n#elif (\n2\n#endif'],
    ['defined by a macro', '#define D defined(A)\n#define A\n#if D && defined A && !defined B\nyes\n#endif'],
    ['redefinition alike', '#define A(x) x + 1\n#define A(x) x  +  1\nA(2)'],
    ['undef', '#define A 1\nA\n#undef A\n#undef A\nA'],
    ['a function-like name alone', '#define f(x) [x]\nf f\n(1) f/**/(2) (f)(3) f f(4)'],
    ['a call that a macro begins', '#define b f(\n#define f(x) [x]\nb 1) b b 2))'],
    ['_Pragma', 'a _Pragma("GCC diagnostic push") b\n#define P _Pragma("x y") c\nP'],
    [
      '#include by macro',
      '#define H <stddef.h>\n#if __has_include(H) && __has_include("stddef.h") && !__has_include(<no.h>)\nyes\n#endif',
    ],
    [
      'names that gcc has',
      '#if defined linux && defined __x86_64__ && __GNUC__ >= 4 && __STDC_VERSION__ >= 201112L\nyes\n#endif',
    ],
    ['no newline at the end', '#define A 1\nA\n#undef A'],
    ['__VA_ARGS__ outside', '#define f(a) a __VA_ARGS__\nf(1) __VA_ARGS__'],
    ['a lone #', '#\n# /* nothing */\nx # y'],
  ])('%s', (_name, text) => {
    agree(text);
  });

  test.each([
    ['a bad paste', '#define p(x,y) x##y\np(+,-)'],
    ['too few arguments', '#define f(a,b) a\nf(1)'],
    ['too many arguments', '#define f(a) a\nf(1,2)'],
    ['an open call', '#define f(a) a\nf(1'],
    ['an open call before a directive', '#define f(a) a\n#if f(1\n#endif'],
    ['no parameter behind #', '#define f(a) #b'],
    ['## at the end', '#define A x ##'],
    ['a parameter twice', '#define f(a,a) a'],
    ['an unknown directive', '#foo'],
    ['#else twice', '#if 1\n#else\n#else\n#endif'],
    ['#endif alone', '#endif'],
    ['an open #if', '#ifdef A'],
    ['#error', '#error no'],
    ['an open comment', 'a /* b'],
    ['#define defined', '#define defined 1'],
    ['#define without a name', '#define'],
    ['#define of a number', '#define 1 2'],
    ['a header that is not there', '#include <no-such-header.h>'],
    ['#include of nothing', '#include'],
  ])('refuses %s', (_name, text) => {
    expect(theirs(text)).toBe('refused');
    expect(ours(text)).toBe('refused');
  });
});
