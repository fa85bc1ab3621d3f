import { describe, expect, it } from 'vitest';
import { compileOrThrow, loadModule, runOnModel } from '../testing/model.ts';
import type { Program, ProgramUnit } from './index.ts';
import { compileUnits } from './index.ts';

const module = await loadModule();

function compiled(units: readonly ProgramUnit[]): Program {
  const result = compileUnits(units);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.program;
}

const outputOf = (program: Program) => runOnModel(module, { cpus: 2, version: 618, seed: 1 }, program, []).stdout;
const messagesOf = (units: readonly ProgramUnit[]) => {
  const result = compileUnits(units);
  return result.ok ? [] : result.diagnostics.map(({ file, line, message }) => `${file}:${line}: ${message}`);
};

describe('a program of several units', () => {
  it('meets by name', () => {
    const program = compiled([
      {
        name: 'a.c',
        text: '#include <stdio.h>\nint twice(int);\nextern int n;\nint main(void){printf("%d %d\\n",twice(21),n);}',
      },
      { name: 'b.c', text: 'int n = 7;\nint twice(int x){return 2 * x;}' },
    ]);
    expect(outputOf(program)).toBe('42 7\n');
    const own = program.files.filter(({ library }) => !library).map(({ name }) => name);
    expect(own).toEqual(['a.c', 'b.c']);
    const twice = program.functions.findIndex(({ name }) => name === 'twice');
    expect(
      program.statements.filter((statement) => statement.function === twice).map(({ file, line }) => [file, line]),
    ).toEqual([[program.files.findIndex(({ name }) => name === 'b.c'), 2]]);
  });

  it('keeps statics and static inlines of one name apart', () => {
    const headers = (n: number) => new Map([['n.h', `static inline int n(void){return ${n};}`]]);
    const program = compiled([
      {
        name: 'a.c',
        text: '#include <n.h>\n#include <stdio.h>\nint other(void);static int x=1;\nint main(void){printf("%d %d %d\\n",n(),other(),x);}',
        headers: headers(1),
      },
      { name: 'b.c', text: '#include <n.h>\nstatic int x=5;\nint other(void){return n() + x;}', headers: headers(20) },
    ]);
    expect(outputOf(program)).toBe('1 25 1\n');
    expect(program.files.filter(({ name }) => name === '<n.h>')).toHaveLength(2);
  });

  it('shares bytes, not types', () => {
    const program = compiled([
      {
        name: 'a.c',
        text: '#include <stdio.h>\nstruct s{int a;int b;};\nvoid set(struct s*);\nint main(void){struct s s={0,0};set(&s);printf("%d %d\\n",s.a,s.b);}',
      },
      { name: 'b.c', text: 'struct s{short a;short c;int b;};\nvoid set(struct s *s){s->a=1;s->c=1;s->b=9;}' },
    ]);
    expect(outputOf(program)).toBe('65537 9\n');
  });

  it('says what is defined twice, and what is not defined', () => {
    expect(
      messagesOf([
        { name: 'a.c', text: 'int f(void){return 1;}\nint main(void){return f();}' },
        { name: 'b.c', text: '\nint f(void){return 2;}' },
      ]),
    ).toEqual(["b.c:2: multiple definition of 'f'"]);
    expect(
      messagesOf([
        { name: 'a.c', text: 'int f(void);\nint main(void){return f();}' },
        { name: 'b.c', text: 'static int f(void){return 2;}\nint g(void){return f();}' },
      ]),
    ).toEqual(["a.c:2: undefined reference to 'f'"]);
  });

  it('leaves a program of one unit as it was', () => {
    const source = { name: 'a.c', text: '#include <stdio.h>\nint main(void){puts("x");}' };
    expect(compiled([source]).code).toEqual(compileOrThrow(source).code);
  });
});
