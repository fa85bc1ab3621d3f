import { expect, test } from 'vitest';
import { compile } from './index.ts';

const many = (count: number, piece: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => piece(i)).join('');
const inMain = (body: string): string => `int f(int x) { return x; } int main(void) { int x = 0, a[4]; ${body} }`;
const wrapped = (before: string, middle: string, after: string, count: number): string =>
  before.repeat(count) + middle + after.repeat(count);

/** The first sentence, or how many instructions came out. */
function outcome(text: string): string {
  const result = compile({ name: 'hostile.c', text });
  if (result.ok) return 'compiles';
  return result.diagnostics.find(({ severity }) => severity === 'error')!.message;
}

test.each([
  ['parentheses', inMain(`return ${wrapped('(', '1', ')', 40_000)};`)],
  ['parentheses that are never closed', inMain(`return ${'('.repeat(1_000_000)}`)],
  ['blocks', inMain('{'.repeat(60_000))],
  ['initialisers', `int a[] = ${'{'.repeat(40_000)}`],
  ['dimensions', `int a${'[1]'.repeat(40_000)};`],
  ['pointers', `int ${'*'.repeat(60_000)}p;`],
  ['minus signs', inMain(`return ${'- '.repeat(40_000)}x;`)],
  ['casts', inMain(`return ${'(int)'.repeat(30_000)}x;`)],
  ['conditionals', inMain(`return ${'x?1:'.repeat(30_000)}1;`)],
  ['assignments', inMain(`${'x='.repeat(40_000)}1;`)],
  ['calls', inMain(`return ${wrapped('f(', '1', ')', 30_000)};`)],
  ['ifs', inMain(`${'if(x)'.repeat(30_000)};`)],
  ['structs', wrapped('struct {', 'int x;', '} a;', 70_000)],
  ['function pointers', `int ${wrapped('(*', 'p', ')(void)', 80_000)};`],
  ['parameters of parameters', `int f(${wrapped('int (*)(', '', ')', 100_000)});`],
  ['statement expressions', inMain(wrapped('({', '1;', '})', 30_000))],
])('nested %s end in a sentence', (_, text) => {
  expect(outcome(text)).toBe('nested more than 200 deep, which is more than kring compiles');
});

test.each([
  ['sum', inMain(`return x${'+x'.repeat(40_000)};`)],
  ['sum in parentheses', inMain(`return ${wrapped('(', 'x', '+x+x+x)', 180)};`)],
  ['sum over statement expressions', inMain(wrapped('({', 'x;', `})${'-x'.repeat(300)};`, 40))],
  ['chain of members', `struct s { struct s *n; } *p; ${inMain(`p${'->n'.repeat(40_000)};`)}`],
  ['condition', inMain(`return x${'&&x'.repeat(30_000)};`)],
])('a long %s ends in a sentence', (_, text) => {
  expect(outcome(text)).toBe('an expression with more than 500 operators is more than kring compiles');
});

test.each([
  ['sum', inMain(`return x${'+x'.repeat(499)};`)],
  ['comparison', inMain(`return x${'<x'.repeat(499)};`)],
  ['condition', inMain(`return x${'&&x'.repeat(499)};`)],
  ['index', inMain(`return ${wrapped('a[', 'x', ']', 190)};`)],
  ['call', inMain(`return ${wrapped('f(', '1', ')', 190)};`)],
  ['conditional', inMain(`return ${'x?1:'.repeat(190)}1;`)],
  ['compound assignment', inMain(`${'x+='.repeat(190)}1;`)],
  ['if', inMain(`${'if(x)'.repeat(190)};`)],
  ['loop', inMain(`${'while(x)'.repeat(190)};`)],
  ['switch', inMain(`${'switch(x)'.repeat(95)};`)],
  ['else if', inMain(`${'if(x);else '.repeat(10_000)};`)],
  ['comma', inMain(`${'x,'.repeat(40_000)}1;`)],
  ['labels', inMain(`${many(80_000, (i) => `l${i}:`)};`)],
  ['cases', inMain(`switch(x){${many(20_000, (i) => `case ${i}:`)};}`)],
  ['locals', inMain(many(20_000, (i) => `int a${i}=${i};`))],
  ['members', `struct s {${many(80_000, (i) => `int a${i};`)}} s; ${inMain('return s.a79999;')}`],
  ['strings', `char *s = ${'"a" '.repeat(50_000)}; ${inMain('')}`],
])('as much %s as fits is compiled', (_, text) => {
  expect(outcome(text)).toBe('compiles');
});

test.each([
  ['char a[1099511627776];', "size of array 'a' is too large"],
  ['int a[1000][1000][1000][1000];', "size of array 'a' is too large"],
  ['struct s { char a[2000000000]; char b[2000000000]; };', "'struct s' is too large"],
  [`char a[2000000000]; ${inMain('')}`, /^the program's static data take \d+ bytes, there is room for 29360128$/],
  ['int a[] = { [500000000] = 1 };', 'the initializer is larger than the memory for static data'],
  ['int a[] = { [0 ... 5000000] = 1 };', 'the initializer is larger than the memory for static data'],
  [
    `int a[] = { ${many(20_000, (i) => `[${20_000 - i}] = 1,`)} };`,
    'the initializer is larger than the memory for static data',
  ],
  [inMain(many(60_000, () => 'x++; x--; x++;')), /^the program has \d+ instructions, kring's machine holds 131071$/],
])('what is too large says so: %.40s', (text, sentence) => {
  expect(outcome(text)).toMatch(sentence);
});

test('a program may end anywhere', () => {
  const text = `
    #include <libaio.h>
    typedef struct list { int v[3]; struct list *next; union { int a; char *s; }; } list;
    enum e { A = 1, B }; _Static_assert(sizeof(list) == 32, "size");
    static list head = { .v = { [1] = 2 }, &head, { .s = "text" } };
    static int twice(int (*f)(int), ...) { __builtin_va_list ap; __builtin_va_start(ap, f); return f(__builtin_va_arg(ap, int)) * 2; }
    int main(int argc, char *argv[]) {
      for (int i = 0; i < 3; i++) { switch (i) { case 1 ... 2: continue; default: break; } goto out; }
      do { argc += sizeof(struct iocb) ? (int){ 5 } : ({ list l = head; l.v[0]; }); } while (argc < 3 && !argv);
    out: asm volatile("" ::: "memory");
      return _Generic(argc, int: twice(0, 1), default: 0) + __builtin_offsetof(list, v[1]);
    }`;
  expect(outcome(text)).toBe('compiles');
  for (let end = 0; end < text.length; end += 3) compile({ name: 'cut.c', text: text.slice(0, end) });
});

test('any tokens in any order are answered', () => {
  const pieces =
    'int char struct union enum typedef static const if else while for do switch case default return break goto sizeof ( ) [ ] { } ; , . -> + - * / % & | ^ ! ~ ? : = == < > << >> && || ++ -- ... x y main 1 0 "s" \'c\' _Generic __attribute__ asm _Alignas typeof __builtin_va_arg void'.split(
      ' ',
    );
  let state = 12345;
  for (let round = 0; round < 400; round++) {
    const text = Array.from({ length: 40 }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return pieces[(state >>> 8) % pieces.length];
    }).join(' ');
    compile({ name: 'soup.c', text: round % 2 === 0 ? text : `int x, *y; int main(void) { ${text}` });
  }
});
