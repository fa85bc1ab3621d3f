import { describe, expect, test } from 'vitest';
import { compile } from './index.ts';

/** All that kring says about a program, a line each, without the file's name. */
function say(text: string): string[] {
  const result = compile({ name: 'p.c', text });
  const diagnostics = result.ok ? result.warnings : result.diagnostics;
  return diagnostics.map(({ line, column, severity, message }) => `${line}:${column}: ${severity}: ${message}`);
}

const inMain = (body: string): string => `int main(void) { ${body} return 0; }`;
/** Where `body` begins in `inMain(body)`. */
const COLUMN = 'int main(void) { '.length + 1;

/** The first sentence about a statement in main, its column counted from the statement's begin. */
function about(body: string): string {
  const [first = 'nothing'] = say(inMain(body));
  return first.replace(/^1:(\d+): /, (_, column) => `${Number(column) - COLUMN + 1}: `);
}

describe('statements', () => {
  test.each([
    ['int x = y;', "9: error: 'y' undeclared (first use in this function)"],
    ['return 1', "9: error: expected ';' before 'return'"],
    ['foo bar;', "1: error: unknown type name 'foo'"],
    ['size_t n;', "1: error: unknown type name 'size_t'; it is defined in header '<stddef.h>'"],
    ['printf("x");', "1: error: implicit declaration of function 'printf'; include '<stdio.h>'"],
    ['nowhere();', "1: error: implicit declaration of function 'nowhere'"],
    ['int a[2]; a = 0;', '13: error: lvalue required as left operand of assignment'],
    ['const int k = 1; k = 2;', "20: error: assignment of read-only variable 'k'"],
    ['const int k = 1; ++k;', "18: error: increment of read-only variable 'k'"],
    ['struct { const int m; } s = { 1 }; s.m = 2;', "40: error: assignment of read-only member 'm'"],
    ['const char *p = "x"; *p = 1;', '25: error: assignment of read-only location'],
    ['struct s { int a; } x; x.b = 1;', "26: error: 'struct s' has no member named 'b'"],
    [
      'struct s { int fildes; } x; x.fildse = 1;',
      "31: error: 'struct s' has no member named 'fildse'; did you mean 'fildes'?",
    ],
    [
      'struct s { int a; } x; x->a = 1;',
      "24: error: invalid type argument of '->' (have 'struct s'); did you mean to use '.'?",
    ],
    ['struct s { int a; } *x; x.a = 1;', "25: error: 'struct s *' is a pointer; did you mean to use '->'?"],
    ['struct nope x;', "13: error: storage size of 'x' isn't known ('struct nope' is incomplete)"],
    ['int x; x.a = 1;', "10: error: request for member 'a' in something not a structure or union"],
    ['int x; *x = 1;', "8: error: invalid type argument of unary '*' (have 'int')"],
    ['int x; x();', "8: error: called object 'x' is not a function or function pointer"],
    ['int x, *p; p * x;', "14: error: invalid operands to binary * (have 'int *' and 'int')"],
    ['int *p = 5;', "10: warning: initialization of 'int *' from 'int' makes pointer from integer without a cast"],
    ['int *p; long *q = p;', "19: warning: initialization of 'long int *' from incompatible pointer type 'int *'"],
    [
      'unsigned *p; int *q = p;',
      "23: warning: pointer targets in initialization differ in signedness ('unsigned int *' to 'int *')",
    ],
    [
      'const char *p = 0; char *q = p;',
      "30: warning: initialization discards 'const' qualifier from pointer target type",
    ],
    ['int x; if (x = 1) ;', '14: warning: suggest parentheses around assignment used as truth value'],
    ['int x; if ((x = 1)) ;', 'nothing'],
    ['int x = 1 / 0;', '11: warning: division by zero'],
    ['int x = 1 << 40;', '11: warning: left shift count >= width of type'],
    ['int x = 2147483647 + 1;', '20: warning: integer overflow in expression'],
    ['break;', '1: error: break statement not within loop or switch'],
    ['continue;', '1: error: continue statement not within a loop'],
    ['switch (1) { continue; }', '14: error: continue statement not within a loop'],
    ['case 1: ;', '1: error: case label not within a switch statement'],
    ['switch (1) { case 1: case 1: ; }', '22: error: duplicate case value'],
    ['int n = 2; switch (1) { case n: ; }', '30: error: case label does not reduce to an integer constant'],
    ['goto out;', "6: error: label 'out' used but not defined"],
    ['x: x: ;', "4: error: duplicate label 'x'"],
    ['else ;', "1: error: 'else' without a previous 'if'"],
    ['int v[-1];', "7: error: size of array 'v' is negative"],
    ['int v[2] = { 1, 2, 3 };', '20: warning: excess elements in array initializer'],
    ['static int y; static int *z = &y; static int x = y;', '50: error: initializer element is not constant'],
    [
      'struct s { int a; } x; int y = x;',
      "32: error: incompatible types when initializing type 'int' using type 'struct s'",
    ],
    ['struct s { int a; } x; if (x) ;', "28: error: used 'struct s' type value where scalar is required"],
    ['_Static_assert(sizeof(int) == 8, "wide");', '1: error: static assertion failed: "wide"'],
    ['int x; int x;', "12: error: redefinition of 'x'"],
    ['register int x = 1; { extern char y; } return x', "48: error: expected ';' before 'return'"],
  ])('%s', (body, sentence) => {
    expect(about(body)).toBe(sentence);
  });
});

describe('what kring does not compile has a sentence of its own', () => {
  test.each([
    ['double d;', "1: error: floating point is not supported: 'double'"],
    ['int x = 1.5;', '9: error: floating point is not supported yet'],
    ['int n = 3; int v[n];', '18: error: variable length arrays are not supported'],
    ['struct { int a : 3; } s;', '14: error: bit-fields are not supported'],
    [
      'asm volatile("mfence" ::: "memory");',
      '1: error: inline assembly with instructions is not supported; asm volatile("" ::: "memory") is',
    ],
    ['alloca(8);', '1: error: alloca is not supported; use malloc'],
    ['int f(void) { return 1; }', '5: error: nested functions are not supported'],
    ['x: ; void *p = &&x;', '16: error: the address of a label and computed goto are not supported'],
    ['__int128 x;', "1: error: '__int128' is not supported"],
    ['_Thread_local int x;', "1: error: '_Thread_local' is not supported: threads share every variable"],
    ['_Complex c;', '1: error: complex numbers are not supported'],
    ['int x __attribute__((cleanup(f)));', "22: error: attribute 'cleanup' is not supported"],
    [
      'char big[600000];',
      "-12: error: the automatic variables of 'main' take 600008 bytes, a function may have 524280; make the large ones static or use malloc",
    ],
    ['int x; __builtin_popcountg(x);', "8: error: the builtin function '__builtin_popcountg' is not supported"],
  ])('%s', (body, sentence) => {
    expect(about(body)).toBe(sentence);
  });
});

describe('declarations', () => {
  test.each([
    ['int f(int a, int b); int main(void) { return f(1); }', ["1:46: error: too few arguments to function 'f'"]],
    ['int f(int a); int main(void) { return f(1, 2); }', ["1:39: error: too many arguments to function 'f'"]],
    ['main() { }', ["1:1: error: return type of 'main' is missing"]],
    [
      'int f(void); long f(void);',
      [
        "1:19: error: conflicting types for 'f'; have 'long int (void)', before it was 'int (void)'",
        "1:5: note: previous definition of 'f'",
      ],
    ],
    [
      'struct s { int a; }; struct s { int a; };',
      ["1:29: error: redefinition of 'struct s'", "1:8: note: 'struct s' was originally defined here"],
    ],
    ['int x = 1; int x = 2;', ["1:16: error: redefinition of 'x'"]],
    [
      'typedef int t; int t;',
      ["1:20: error: 't' redeclared as different kind of symbol", "1:13: note: previous definition of 't'"],
    ],
    ['struct s { int a; int a; };', ["1:23: error: duplicate member 'a'"]],
    [
      'int f(void) { return 1; } int f(void) { return 2; }',
      ["1:31: error: redefinition of 'f'", "1:5: note: previous definition of 'f'"],
    ],
    ['int main(void) { return 0; ', ['1:28: error: expected declaration or statement at end of input']],
    [
      'void f(void) { return 1; } int main(void) { f(); }',
      ["1:23: warning: 'return' with a value, in function returning void"],
    ],
    ['int a = 3; enum { E = a };', ["1:23: error: enumerator value for 'E' is not an integer constant"]],
    ['int f(a, b) int a, b; { return a; }', ["1:7: error: unknown type name 'a'"]],
  ])('%s', (text, sentences) => {
    expect(say(text)).toEqual(sentences);
  });

  test('names nobody defines', () => {
    expect(say('int f(void) { return 0; }')).toEqual(["1:1: error: undefined reference to 'main'"]);
    expect(say('int f(int);\nint main(void)\n{\n\tint x = 1;\n\treturn f(x);\n}\n')).toEqual([
      "5:2: error: undefined reference to 'f'",
    ]);
    expect(say('extern int x; int *p = &x; int main(void) { return 0; }')).toEqual([
      "1:20: error: undefined reference to 'x'",
    ]);
  });

  test('libaio and the kernel header together, as on Linux', () => {
    const said = say('#include <linux/aio_abi.h>\n#include <libaio.h>\nint main(void) { return 0; }\n');
    expect(said.join('\n')).toMatch(/error: redefinition of 'struct io_event'/);
  });
});

test('several errors are reported in one go, each once', () => {
  const text = inMain('int a = x; int b = x + y; f(1; struct s { int m; } q = { .n = 1 }, r; q.m = r.k; return z;');
  expect(say(text)).toEqual([
    "1:26: error: 'x' undeclared (first use in this function)",
    "1:44: error: implicit declaration of function 'f'",
    "1:76: error: 'struct s' has no member named 'n'",
    "1:96: error: 'struct s' has no member named 'k'",
    "1:106: error: 'z' undeclared (first use in this function)",
  ]);
});

test('no more than twenty', () => {
  const many = Array.from({ length: 50 }, (_, i) => `x${i};`).join('\n');
  expect(say(inMain(many))).toHaveLength(20);
});

test('a place has a length to underline, and the line it is in', () => {
  const result = compile({ name: 'p.c', text: 'int main(void)\n{\n\treturn missing;\n}\n' });
  expect(result).toMatchObject({
    ok: false,
    diagnostics: [{ file: 'p.c', line: 3, column: 9, length: 7, source: '\treturn missing;' }],
  });
});
