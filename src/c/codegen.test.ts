import { describe, expect, test } from 'vitest';
import { disassemble } from './disassemble.ts';
import { compile } from './index.ts';
import type { FunctionInfo, Program, Statement } from './program.ts';

function build(text: string): Program {
  const result = compile({ name: 'p.c', text });
  if (!result.ok) throw new Error(result.diagnostics[0]!.message);
  return result.program;
}

const functionNamed = (program: Program, name: string): FunctionInfo =>
  program.functions.find((each) => each.name === name)!;

/** The source text that a statement highlights. */
function textOf(program: Program, { file, line, column, endLine, endColumn }: Statement): string {
  const lines = program.files[file]!.text.split('\n').slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = lines[last]!.slice(0, endColumn - 1);
  return lines.join('\n').slice(column - 1);
}

/** Opcodes of a function, statements and the frame's size left out. */
function opcodes(text: string, name: string): string[] {
  const lines = disassemble(build(text), name).split('\n').slice(2);
  return lines.map((line) => line.trim().split(/\s+/)[1]!).filter((op) => op !== 'STMT');
}

describe('statements', () => {
  test('each has its own text; braces, labels, empty ones and declarations without code have none', () => {
    const program = build(`
int f(int x) { return x; }
int main(void)
{
  int a = 1, b;
  static int c = 2;
  for (int i = 0; i < 3; i++) { a += f(i); }
  while (a > 0)
    a--;
  do ; while (a++ < 2);
  if (a) b = 2; else if (b) ; else { ; }
  switch (b + c) { case 2: break; default: a = f(
    b); }
  for (;;) { if (a) goto out; continue; }
out:
  return 0;
}
`);
    const main = program.functions.findIndex(({ name }) => name === 'main');
    const own = program.statements.filter(({ function: index }) => index === main);
    expect(own.map((each) => textOf(program, each))).toEqual([
      'int a = 1, b;',
      'int i = 0;',
      'a += f(i);',
      'i++',
      'i < 3',
      'a--;',
      'a > 0',
      'a++ < 2',
      'a',
      'b = 2;',
      'b',
      'b + c',
      'break;',
      'a = f(\n    b);',
      'a',
      'goto out;',
      'continue;',
      'return 0;',
    ]);
  });

  test('a loop without anything in it passes one in each round', () => {
    const program = build('int main(void) { for (;;) ; }');
    expect(program.statements.map((each) => textOf(program, each))).toEqual(['for']);
  });

  test('a macro is one place: that of its use', () => {
    const program = build(
      '#define TWICE(x) do { x; x; } while (0)\nint main(void) { int a = 0; TWICE(a++); return a; }',
    );
    const texts = program.statements.map((each) => textOf(program, each));
    expect(texts.slice(1, -1)).toEqual(['TWICE(a++', 'TWICE(a++', 'TWICE']);
  });

  test('library code has none', () => {
    const program = build('#include <stdio.h>\nint main(void) { puts("x"); return 0; }');
    expect(program.statements).toHaveLength(2);
    expect(program.statements.every((each) => each.file === 0)).toBe(true);
  });
});

describe('variables', () => {
  const program = build(`
struct pair { int a, b; };
int global = 5;
int f(char c, struct pair p)
{
  static int calls;
  int *q = &p.b, x = c;
  { long x = *q; calls += x; }
  _Alignas(64) char line[64];
  line[0] = c;
  return x + line[0];
}
int main(void) { return f(1, (struct pair){ 2, 3 }); }
`);
  const f = functionNamed(program, 'f');

  test('parameters first, then locals in the order of their scopes', () => {
    expect(f.locals.map(({ name, type, line }) => [name, type.kind, line])).toEqual([
      ['c', 'integer', 4],
      ['p', 'struct', 4],
      ['q', 'pointer', 7],
      ['x', 'integer', 7],
      ['x', 'integer', 8],
      ['line', 'array', 9],
    ]);
  });

  test('parameters are in the first slots of the frame', () => {
    expect(f.locals.slice(0, 2).map(({ offset }) => offset)).toEqual([0, 8]);
  });

  test('the inner x is in scope for a part of the function only', () => {
    const [outer, inner] = f.locals.filter(({ name }) => name === 'x');
    expect(outer!.from).toBeLessThan(inner!.from);
    expect(inner!.to).toBeLessThan(outer!.to);
    expect(inner!.type).toMatchObject({ size: 8 });
    for (const { from, to } of f.locals) expect(f.start <= from && from < to && to <= f.end).toBe(true);
  });

  test('one that is aligned to more than frames are is behind its address', () => {
    expect(f.locals.map(({ indirect }) => indirect ?? false)).toEqual([false, false, false, false, false, true]);
  });

  test('globals and statics of the program', () => {
    expect(program.globals.map(({ name, line }) => [name, line])).toEqual([
      ['global', 3],
      ['calls', 6],
    ]);
  });
});

describe('code', () => {
  test('simple statements are one to three instructions', () => {
    const text = `
      unsigned long hash(const char *s, unsigned n) {
        unsigned long h = 5381;
        for (unsigned i = 0; i < n; i++)
          h = h * 33 ^ s[i];
        return h;
      }
      int main(void) { return hash("x", 1); }`;
    expect(opcodes(text, 'hash')).toEqual([
      'LI', // h = 5381
      'LI', // i = 0
      'JUMP',
      'MUL_IMM', // h * 33
      'INDEX_LOAD_I8', // s[i]
      'XOR',
      'ADD_U32_IMM', // i++
      'JUMP_LT_S', // i < n
      'MOV',
      'RET',
    ]);
  });

  test('constants are folded, conversions that change nothing cost nothing', () => {
    const text = 'long f(int x) { return (long)x + 3 * 4 - sizeof(int) / 4 * 12; } int main(void) { return f(1); }';
    expect(opcodes(text, 'f')).toEqual(['ADD_IMM', 'ADD_IMM', 'RET']);
  });

  test('a volatile variable is read and written each time, another lives in its slot', () => {
    const body = (qualifier: string) => `int main(void) { ${qualifier} int x = 1; x += 2; x; return x; }`;
    expect(opcodes(body(''), 'main')).toEqual(['LI', 'ADD_I32_IMM', 'MOV', 'RET']);
    expect(opcodes(body('volatile'), 'main')).toEqual([
      ...['LI', 'FRAME_STORE_32'],
      ...['FRAME_LOAD_I32', 'ADD_I32_IMM', 'FRAME_STORE_32'],
      'FRAME_LOAD_I32',
      ...['FRAME_LOAD_I32', 'RET'],
    ]);
  });

  test('what nothing reaches stays out: functions of the library, static ones, their data', () => {
    const small = build('static int unused(void) { return 1; } int main(void) { return 0; }');
    const names = small.functions.map(({ name }) => name);
    expect(names).toContain('main');
    expect(names).not.toContain('unused');
    expect(names).not.toContain('printf');
    expect(small.code.length / 16).toBeLessThan(100);
  });

  test("the program's own function comes before the library's of the same name", () => {
    const program = build(
      '#include <string.h>\nsize_t strlen(const char *s) { (void)s; return 7; } int main(void) { return strlen(""); }',
    );
    expect(program.functions.filter(({ name }) => name === 'strlen').map(({ library }) => library)).toEqual([false]);
  });

  test('equal string literals are one object, in the read-only segment', () => {
    const program = build('const char *a = "unlikely text", *b = "unlikely text"; int main(void) { return a == b; }');
    const text = new TextDecoder('latin1').decode(program.rodata.bytes);
    expect(text.split('unlikely text')).toHaveLength(2);
  });
});

test('compiling the same source twice gives the same program', () => {
  const text = '#include <stdio.h>\nint main(void) { printf("%d\\n", 1); return 0; }';
  expect(build(text)).toEqual(build(text));
});
