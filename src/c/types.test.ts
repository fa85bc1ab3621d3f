import { describe, expect, test } from 'vitest';
import { compile } from './index.ts';
import type { CType, StructType } from './program.ts';
import * as t from './types.ts';
import { commonType, compatible, promote, sameInSlot, wrap } from './types-convert.ts';
import { findMember } from './types-layout.ts';
import { TypeViews, typeName } from './types-name.ts';

const INTEGERS = [
  t.BOOL,
  t.CHAR,
  t.SCHAR,
  t.UCHAR,
  t.SHORT,
  t.USHORT,
  t.INT,
  t.UINT,
  t.LONG,
  t.ULONG,
  t.LLONG,
  t.ULLONG,
];

describe('conversions', () => {
  test('what is narrower than int becomes int', () => {
    expect(INTEGERS.map((type) => promote(type).name)).toEqual([
      ...Array(7).fill('int'),
      'unsigned int',
      'long int',
      'long unsigned int',
      'long long int',
      'long long unsigned int',
    ]);
  });

  test.each([
    [t.INT, t.UINT, t.UINT],
    [t.UINT, t.LONG, t.LONG],
    [t.LONG, t.ULONG, t.ULONG],
    [t.ULONG, t.LLONG, t.ULLONG],
    [t.UCHAR, t.CHAR, t.INT],
    [t.USHORT, t.UINT, t.UINT],
    [t.LLONG, t.UINT, t.LLONG],
    [t.LONG, t.LLONG, t.LLONG],
  ])('common type of two integers', (a, b, common) => {
    expect(commonType(a, b)).toBe(common);
    expect(commonType(b, a)).toBe(common);
  });

  test('a slot holds both values exactly when every value of the one is one of the other', () => {
    const range = (type: t.IntegerType): [bigint, bigint] => {
      const bits = BigInt(type.rank === 0 ? 1 : type.size * 8);
      return type.signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
    };
    for (const from of INTEGERS) {
      for (const to of INTEGERS) {
        const [low, high] = range(from);
        // 8-byte types take any 64 bits
        const fits = to.size === 8 || (low >= range(to)[0] && high <= range(to)[1]);
        expect(sameInSlot(from, to), `${from.name} as ${to.name}`).toBe(fits);
      }
    }
  });

  test('constants wrap', () => {
    expect(wrap(t.UCHAR, -1n)).toBe(255n);
    expect(wrap(t.CHAR, 200n)).toBe(-56n);
    expect(wrap(t.BOOL, 256n)).toBe(1n);
    expect(wrap(t.ULONG, -1n)).toBe(0xffff_ffff_ffff_ffffn);
    expect(wrap(t.INT, 1n << 31n)).toBe(-(1n << 31n));
  });

  test('compatible types', () => {
    const p = t.pointerTo(t.qualify(t.CHAR, t.CONST));
    expect(compatible(p, t.pointerTo(t.qualify(t.CHAR, t.CONST)))).toBe(true);
    expect(compatible(p, t.CHAR_POINTER)).toBe(false);
    expect(compatible(t.arrayOf(t.INT, 3), t.arrayOf(t.INT, undefined))).toBe(true);
    expect(compatible(t.arrayOf(t.INT, 3), t.arrayOf(t.INT, 4))).toBe(false);
    expect(compatible(t.LONG, t.LLONG)).toBe(false);
  });
});

test.each<[t.Type, string]>([
  [t.pointerTo(t.qualify(t.CHAR, t.CONST)), 'const char *'],
  [t.pointerTo(t.CHAR, t.CONST), 'char * const'],
  [t.pointerTo(t.functionType(t.INT, [t.VOID_POINTER], true, true)), 'int (*)(void *, ...)'],
  [t.pointerTo(t.arrayOf(t.INT, 3)), 'int (*)[3]'],
  [t.arrayOf(t.pointerTo(t.INT), 3), 'int *[3]'],
  [t.arrayOf(t.arrayOf(t.CHAR, 4), 2), 'char[2][4]'],
  [t.functionType(t.VOID, [], false, true), 'void (void)'],
  [t.newRecord('struct', 'iocb'), 'struct iocb'],
  [t.qualify(t.newRecord('union', ''), t.VOLATILE), 'volatile union <anonymous>'],
])('a type is named as gcc names it', (type, name) => {
  expect(typeName(type)).toBe(name);
});

test('a qualified struct is complete as soon as the struct is', () => {
  const record = t.newRecord('struct', 's');
  const qualified = t.qualify(record, t.CONST);
  expect(t.isComplete(qualified)).toBe(false);
  Object.assign(record, { complete: true, size: 4, members: [{ name: 'a', type: t.INT, offset: 0 }] });
  expect(t.isComplete(qualified)).toBe(true);
  expect(findMember(qualified, 'a')?.offset).toBe(0);
  expect(t.unqualified(qualified)).toBe(record);
  expect(compatible(t.unqualified(qualified), record)).toBe(true);
});

describe('what views see', () => {
  function typeOf(declaration: string): CType {
    const result = compile({ name: 'p.c', text: `${declaration}\nint main(void) { return 0; }\n` });
    if (!result.ok) throw new Error(result.diagnostics[0]!.message);
    return result.program.globals.find(({ name }) => name === 'x')!.type;
  }

  test('struct iocb', () => {
    const type = typeOf('#include <linux/aio_abi.h>\nstruct iocb x;') as StructType;
    expect(type).toMatchObject({ kind: 'struct', name: 'iocb', size: 64, align: 8 });
    const offsets = Object.fromEntries(type.members.map(({ name, offset }) => [name, offset]));
    expect(offsets).toMatchObject({ aio_data: 0, aio_key: 8, aio_lio_opcode: 16, aio_fildes: 20, aio_buf: 24 });
    expect(offsets).toMatchObject({ aio_nbytes: 32, aio_offset: 40, aio_flags: 56, aio_resfd: 60 });
  });

  test('a struct that points to itself is one object', () => {
    const type = typeOf('struct list { struct list *next; const struct list *prev; } x;') as StructType;
    for (const { type: member } of type.members) expect(member).toMatchObject({ kind: 'pointer', to: type });
    expect((type.members[1]!.type as { to: CType }).to).toBe(type);
  });

  test('anonymous members, enums, arrays, functions', () => {
    expect(typeOf('struct { union { int a; char b[3]; }; enum e { A, B = 5 } e; void (*f)(int, ...); } x;')).toEqual({
      kind: 'struct',
      name: '',
      size: 16,
      align: 8,
      members: [
        { name: '', offset: 0, type: expect.objectContaining({ kind: 'union', size: 4 }) },
        {
          name: 'e',
          offset: 4,
          type: {
            kind: 'enum',
            name: 'e',
            size: 4,
            values: [
              { name: 'A', value: 0 },
              { name: 'B', value: 5 },
            ],
          },
        },
        { name: 'f', offset: 8, type: expect.objectContaining({ kind: 'pointer' }) },
      ],
    });
  });

  test('a view is plain data', () => {
    const views = new TypeViews();
    expect(views.of(t.qualify(t.INT, t.CONST))).toEqual({ kind: 'integer', name: 'int', size: 4, signed: true });
  });
});
