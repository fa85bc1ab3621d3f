/**
 * The types of C as the compiler sees them: LP64, sizes and alignments in bytes, those of gcc on x86-64. Every type is
 * also a `CType` (program.ts), plus what views need not know: qualifiers, rank, completeness.
 */

/** Bits of `qualifiers`. `restrict` means nothing here; `_Atomic` is volatile: statements of one task are not interleaved. */
export const CONST = 1;
export const VOLATILE = 2;

interface Common {
  readonly size: number;
  readonly align: number;
  readonly qualifiers: number;
}

export interface VoidType extends Common {
  readonly kind: 'void';
}

export interface IntegerType extends Common {
  readonly kind: 'integer';
  readonly name: string;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed: boolean;
  /** Conversion rank, C11 6.3.1.1: 0 _Bool, 1 char, 2 short, 3 int, 4 long, 5 long long. */
  readonly rank: number;
}

export interface EnumType extends Common {
  readonly kind: 'enum';
  readonly name: string;
  readonly size: 4;
  /** gcc: unsigned int unless an enumerator is negative. */
  readonly signed: boolean;
  readonly complete: boolean;
  readonly values: readonly { name: string; value: number }[];
}

export interface PointerType extends Common {
  readonly kind: 'pointer';
  readonly to: Type;
}

export interface ArrayType extends Common {
  readonly kind: 'array';
  readonly of: Type;
  /** 0 while unknown, see `complete`. */
  readonly length: number;
  readonly complete: boolean;
}

export interface FunctionType extends Common {
  readonly kind: 'function';
  readonly result: Type;
  readonly parameters: readonly Type[];
  readonly variadic: boolean;
  /** false for `f()`, whose arguments are not checked. */
  readonly prototyped: boolean;
}

export interface Member {
  /** '' for an anonymous struct or union, whose members are reached directly. */
  readonly name: string;
  readonly type: Type;
  readonly offset: number;
}

export interface RecordType extends Common {
  readonly kind: 'struct' | 'union';
  readonly name: string;
  readonly complete: boolean;
  readonly members: readonly Member[];
  /** The type without qualifiers, itself when it has none: the identity of the type. */
  readonly base: RecordType;
}

export type Type = VoidType | IntegerType | EnumType | PointerType | ArrayType | FunctionType | RecordType;
export type ScalarType = IntegerType | EnumType | PointerType;

/** Addresses fit 2^37; anything larger is a mistake and would not be exact in arithmetic on doubles. */
export const MAX_OBJECT_SIZE = 0x7fff_ffff;

function integer(name: string, size: 1 | 2 | 4 | 8, signed: boolean, rank: number): IntegerType {
  return { kind: 'integer', name, size, align: size, signed, rank, qualifiers: 0 };
}

export const VOID: VoidType = { kind: 'void', size: 1, align: 1, qualifiers: 0 };
export const BOOL = integer('_Bool', 1, false, 0);
export const CHAR = integer('char', 1, true, 1);
export const SCHAR = integer('signed char', 1, true, 1);
export const UCHAR = integer('unsigned char', 1, false, 1);
export const SHORT = integer('short int', 2, true, 2);
export const USHORT = integer('short unsigned int', 2, false, 2);
export const INT = integer('int', 4, true, 3);
export const UINT = integer('unsigned int', 4, false, 3);
export const LONG = integer('long int', 8, true, 4);
export const ULONG = integer('long unsigned int', 8, false, 4);
export const LLONG = integer('long long int', 8, true, 5);
export const ULLONG = integer('long long unsigned int', 8, false, 5);

export function pointerTo(to: Type, qualifiers = 0): PointerType {
  return { kind: 'pointer', to, size: 8, align: 8, qualifiers };
}
export const VOID_POINTER = pointerTo(VOID);
export const CHAR_POINTER = pointerTo(CHAR);

export function arrayOf(of: Type, length: number | undefined): ArrayType {
  return {
    kind: 'array',
    of,
    length: length ?? 0,
    size: (length ?? 0) * of.size,
    align: of.align,
    complete: length !== undefined,
    qualifiers: 0,
  };
}

export function functionType(
  result: Type,
  parameters: readonly Type[],
  variadic: boolean,
  prototyped: boolean,
): FunctionType {
  return { kind: 'function', result, parameters, variadic, prototyped, size: 1, align: 1, qualifiers: 0 };
}

/** A struct or union that has been named but not yet laid out; `layOut` (types-layout.ts) completes it. */
export function newRecord(kind: 'struct' | 'union', name: string): RecordType {
  const record = { kind, name, size: 0, align: 1, complete: false, members: [], qualifiers: 0 };
  return Object.assign(record, { base: record as unknown as RecordType });
}

/**
 * The same type with more qualifiers. A qualified struct is a view of the struct, so that it is complete as soon as
 * the struct is. Qualifiers of an array are those of its elements (C11 6.7.3p9).
 */
export function qualify<T extends Type>(type: T, qualifiers: number): T {
  if ((type.qualifiers | qualifiers) === type.qualifiers) return type;
  if (type.kind === 'array') return { ...type, of: qualify(type.of, qualifiers) };
  if (type.kind === 'struct' || type.kind === 'union' || type.kind === 'enum') {
    return Object.create(type, { qualifiers: { value: type.qualifiers | qualifiers, enumerable: true } }) as T;
  }
  return { ...type, qualifiers: type.qualifiers | qualifiers };
}

/** The same type with a larger alignment: gcc's `typedef ... __attribute__((aligned(n)))`. */
export function withAlign<T extends Type>(type: T, align: number): T {
  if (align <= type.align) return type;
  if (type.kind === 'struct' || type.kind === 'union') {
    return Object.create(type, { align: { value: align, enumerable: true } }) as T;
  }
  return { ...type, align };
}

/** The type of a value read from an object of this type. */
export function unqualified(type: Type): Type {
  if (type.qualifiers === 0) return type;
  switch (type.kind) {
    case 'struct':
    case 'union':
      return type.base;
    case 'enum':
      return { ...enumFields(type), qualifiers: 0 };
    default:
      return { ...type, qualifiers: 0 };
  }
}

function enumFields(type: EnumType): EnumType {
  const { kind, name, size, align, signed, complete, values, qualifiers } = type;
  return { kind, name, size, align, signed, complete, values, qualifiers };
}

export const isInteger = (type: Type): type is IntegerType | EnumType =>
  type.kind === 'integer' || type.kind === 'enum';
export const isPointer = (type: Type): type is PointerType => type.kind === 'pointer';
export const isScalar = (type: Type): type is ScalarType => isInteger(type) || type.kind === 'pointer';
export const isRecord = (type: Type): type is RecordType => type.kind === 'struct' || type.kind === 'union';
export const isAggregate = (type: Type): type is RecordType | ArrayType => isRecord(type) || type.kind === 'array';
export const isBool = (type: Type): boolean => type.kind === 'integer' && type.rank === 0;
export const isVoidPointer = (type: Type): boolean => type.kind === 'pointer' && type.to.kind === 'void';
/** char, signed char or unsigned char: what a string literal may initialise. */
export const isCharacter = (type: Type): boolean => type.kind === 'integer' && type.rank === 1;

/** Has it a size? void, functions, unknown arrays and declared-only structs have none. */
export function isComplete(type: Type): boolean {
  switch (type.kind) {
    case 'void':
    case 'function':
      return false;
    case 'array':
      return type.complete && isComplete(type.of);
    case 'struct':
    case 'union':
    case 'enum':
      return type.complete;
    default:
      return true;
  }
}

/** Are its values extended by sign? Pointers are unsigned. */
export function isSigned(type: Type): boolean {
  return (type.kind === 'integer' || type.kind === 'enum') && type.signed;
}
