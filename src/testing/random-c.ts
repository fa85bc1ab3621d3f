/**
 * C programs made up at random: integer expressions and statements of every kind over variables of every type, in
 * registers, frames, globals, structs and arrays. What C leaves undefined is avoided, except that signed arithmetic
 * wraps (gcc -fwrapv). The same seed makes the same program.
 */
const TYPES = [
  ['_Bool', 1],
  ['signed char', 8],
  ['unsigned char', 8],
  ['short', 16],
  ['unsigned short', 16],
  ['int', 32],
  ['unsigned', 32],
  ['long', 64],
  ['unsigned long', 64],
  ['char', 8],
  ['long long', 64],
] as const;

/** mulberry32 */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** A program of `count` functions that are called one after the other and print what they computed. */
export function randomProgram(seed: number, count: number): string {
  return new Writer(generator(seed)).program(count);
}

class Writer {
  private variables: string[] = [];
  private loops = 0;
  private functions = 0;

  constructor(private readonly below: (limit: number) => number) {}

  private pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)]!;
  }

  private type(): string {
    return this.pick(TYPES)[0];
  }

  program(count: number): string {
    const members = TYPES.map(([type], i) => `${type} m${i};`).join(' ');
    const globals = TYPES.map(([type], i) => `${type} g${i} = ${this.literal()};`).join('\n');
    const bodies = Array.from({ length: count }, () => this.function());
    const calls = bodies.map(
      (_, i) => `\tprintf("${i}: %lld\\n", (long long)f${i}(${this.literal()}, ${this.literal()}));`,
    );
    const print = TYPES.map((_, i) => `(long long)g${i}, (long long)s.m${i}`).join(', ');
    const format = TYPES.map(() => '%lld %lld').join(' ');
    return [
      '#include <stdio.h>',
      `struct s { ${members} };`,
      globals,
      'static struct s s; static struct s *volatile vs = &s;',
      'static long la[8]; static unsigned char ca[8]; static short sa[8]; static int ia[8];',
      ...bodies,
      'int main(void)\n{',
      ...calls,
      `\tprintf("${format}\\n", ${print});`,
      '\tfor (int i = 0; i < 8; i++) printf("%ld %d %d %d\\n", la[i], ca[i], sa[i], ia[i]);',
      '\treturn 0;\n}\n',
    ].join('\n');
  }

  private function(): string {
    const number = this.functions++;
    const result = this.type();
    const globals = TYPES.flatMap((_, i) => [`g${i}`, `s.m${i}`, `vs->m${i}`, `ps->m${i}`]);
    this.variables = [...globals, 'a', 'b', 'x0', 'x1', 'x2', 'x3', '*p0', '*p1'];
    const locals = [0, 1, 2, 3].map((i) => `\t${this.type()} x${i} = ${this.literal()};`);
    const [t0, t1] = [this.type(), this.type()];
    this.loops = 0;
    const body = Array.from({ length: 4 + this.below(4) }, () => this.statement(3));
    return [
      `static ${result} f${number}(${this.type()} a, ${this.type()} b)\n{`,
      ...locals,
      `\t${t0} y0 = ${this.literal()}, *p0 = &y0; ${t1} y1 = ${this.literal()}; ${t1} *p1 = &y1; struct s *ps = &s;`,
      '\tlong check = 0;',
      ...body.map((line) => `\t${line}`),
      '\tcheck = check * 31 + x0; check = check * 31 + x1; check = check * 31 + x2; check = check * 31 + x3;',
      '\tcheck = check * 31 + a; check = check * 31 + b; check = check * 31 + y0; check = check * 31 + y1;',
      `\tprintf("%ld ", check);\n\treturn ${this.expression(3)};\n}`,
    ].join('\n');
  }

  private statement(depth: number): string {
    const choice = depth === 0 ? this.below(4) : this.below(10);
    switch (choice) {
      case 0:
      case 1:
        return `${this.target()} = ${this.expression(3)};`;
      case 2:
        return this.compound();
      case 3:
        return `${this.pick(['++', '--', ''])}${this.target()}${this.below(2) ? '' : ' '};`;
      case 4:
        return `if (${this.condition()}) { ${this.statement(depth - 1)} } else { ${this.statement(depth - 1)} }`;
      case 5: {
        const i = `i${this.loops++}`;
        return `for (int ${i} = 0; ${i} < ${1 + this.below(5)}; ${i}++) { ${this.statement(depth - 1)} if (${this.condition()}) ${this.pick(['break', 'continue'])}; ${this.statement(depth - 1)} }`;
      }
      case 6: {
        const cases = [0, 1, 2, 5, 6, 9].map(
          (value) => `case ${value}: ${this.statement(0)} ${this.below(2) ? 'break;' : ''}`,
        );
        return `switch (${this.expression(2)} & 15) { ${cases.join(' ')} default: ${this.statement(0)} }`;
      }
      case 7:
        return `${this.target()} = ${this.condition()} ? ${this.expression(1)} : ${this.literal()};`;
      case 8: {
        const i = `w${this.loops++}`;
        return `{ int ${i} = ${1 + this.below(4)}; do { ${this.statement(depth - 1)} } while (--${i} > 0 && (${this.condition()})); }`;
      }
      default:
        return `{ struct s t = s; ${this.statement(depth - 1)} t.m${this.below(TYPES.length)} ^= ${this.expression(1)}; s = t; }`;
    }
  }

  private target(): string {
    return this.below(6) === 0 ? this.element() : this.pick(this.variables);
  }

  private element(): string {
    return `${this.pick(['la', 'ca', 'sa', 'ia'])}[${this.expression(1)} & 7]`;
  }

  private compound(): string {
    const target = this.pick(this.variables);
    const operator = this.pick(['+', '-', '*', '&', '|', '^', '<<', '>>', '/', '%']);
    if (operator === '/' || operator === '%') return `${target} ${operator}= (${this.expression(1)} & 31) + 1;`;
    if (operator === '<<' || operator === '>>') return `${target} ${operator}= ${this.expression(1)} & 7;`;
    return `${target} ${operator}= ${this.expression(2)};`;
  }

  private condition(): string {
    const comparison = `${this.expression(2)} ${this.pick(['<', '<=', '>', '>=', '==', '!='])} ${this.expression(2)}`;
    switch (this.below(5)) {
      case 0:
        return this.expression(2);
      case 1:
        return `(${comparison}) && ${this.expression(1)}`;
      case 2:
        return `!(${comparison}) || ${this.expression(1)}`;
      default:
        return comparison;
    }
  }

  private expression(depth: number): string {
    if (depth === 0) return this.below(3) === 0 ? this.literal() : this.pick(this.variables);
    const one = () => this.expression(depth - 1);
    switch (this.below(15)) {
      case 0:
      case 1:
      case 2:
        return `(${one()} ${this.pick(['+', '-', '*'])} ${one()})`;
      case 3:
      case 4:
        return `(${one()} ${this.pick(['&', '|', '^'])} ${one()})`;
      case 5:
        return `(${one()} ${this.pick(['<<', '>>'])} (${one()} & ${this.pick([7, 15, 31])}))`;
      case 6:
        return `(${one()} ${this.pick(['/', '%'])} ((${one()} & ${this.pick([1, 7, 1023])}) + ${this.pick([1, 3])}))`;
      case 7:
        return `(${one()} ${this.pick(['<', '<=', '>', '>=', '==', '!='])} ${one()})`;
      case 8:
        return `(${one()} ${this.pick(['&&', '||'])} ${one()})`;
      case 9:
        return `(${one()} ? ${one()} : ${one()})`;
      case 10:
        return `(${this.type()})${one()}`;
      case 11:
        return `${this.pick(['-', '~', '!', '+'])}(${one()})`;
      case 12:
        return this.element();
      case 13:
        return `(${one()} ${this.pick(['+', '-', '*', '/', '&', '|', '^', '<', '==', '>='])} ${this.divisor()})`;
      default:
        return this.pick(this.variables);
    }
  }

  private divisor(): string {
    return this.pick([
      '1',
      '2',
      '3',
      '7',
      '8',
      '10',
      '64',
      '255',
      '256',
      '1000',
      '65536',
      '3u',
      '8u',
      '16ul',
      '5l',
      "'a'",
    ]);
  }

  private literal(): string {
    const digits = this.pick([
      '0',
      '1',
      '2',
      '5',
      '100',
      '127',
      '128',
      '255',
      '256',
      '32767',
      '32768',
      '65535',
      '65536',
      '2147483647',
      '2147483648',
      '4294967295',
      '4294967296',
      '9223372036854775807',
      '0xffffffffffffffff',
      '0x8000',
      '0x80',
      '0xdeadbeef',
      "'x'",
      '077',
    ]);
    const suffix = /^\d/.test(digits) && this.below(3) === 0 ? this.pick(['u', 'l', 'ul', 'll']) : '';
    return this.below(3) === 0 ? `(-${digits}${suffix})` : `${digits}${suffix}`;
  }
}
