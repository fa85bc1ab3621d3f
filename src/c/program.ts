/**
 * A compiled program: what the C compiler hands to a machine, and what panels need to speak of it in the
 * program's own words. Addresses are user addresses (assembly/uapi/memory-map.ts) and fit a double exactly.
 */
export interface Program {
  /** Every source that took part; `files[0]` is the program. Headers and libc are marked as library. */
  readonly files: readonly SourceFile[];
  /** 16-byte instructions, assembly/uapi/bytecode.ts. */
  readonly code: Uint8Array<ArrayBuffer>;
  /** Index of the first instruction of `_start`. */
  readonly entry: number;
  /** Initial bytes of the segments; `bss` follows `data` on the same pages. */
  readonly rodata: Segment;
  readonly data: Segment;
  readonly bssSize: number;
  /** By statement id, the `imm` of Op.STMT. Only statements of the program's own files; library code has none. */
  readonly statements: readonly Statement[];
  readonly functions: readonly FunctionInfo[];
  /** Globals and statics of the program's own files. */
  readonly globals: readonly VariableInfo[];
}

export interface SourceFile {
  readonly name: string;
  readonly text: string;
  readonly library: boolean;
}

export interface Segment {
  readonly address: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A place in a source file; lines and columns count from 1, columns in UTF-16 units. */
export interface Place {
  readonly file: number;
  readonly line: number;
  readonly column: number;
}

export interface Statement extends Place {
  readonly endLine: number;
  readonly endColumn: number;
  /** Index into `functions`. */
  readonly function: number;
}

export interface FunctionInfo extends Place {
  readonly name: string;
  readonly library: boolean;
  /** Instruction indexes: [start, end). */
  readonly start: number;
  readonly end: number;
  /** Parameters first, then locals, in order of declaration. */
  readonly locals: readonly LocalInfo[];
}

export interface VariableInfo extends Place {
  readonly name: string;
  readonly type: CType;
  /** User address. */
  readonly address: number;
}

export interface LocalInfo extends Place {
  readonly name: string;
  readonly type: CType;
  /** Bytes from the frame's fp. */
  readonly offset: number;
  /** Instructions [from, to) during which it is in scope. */
  readonly from: number;
  readonly to: number;
  /** It is aligned to more than 8 bytes: at `offset` is its address, 8 bytes. */
  readonly indirect?: true;
}

/** C types as far as a view needs them: LP64, sizes and offsets in bytes. */
export type CType =
  | { readonly kind: 'void' }
  | { readonly kind: 'integer'; readonly name: string; readonly size: 1 | 2 | 4 | 8; readonly signed: boolean }
  | { readonly kind: 'pointer'; readonly to: CType }
  | { readonly kind: 'array'; readonly of: CType; readonly length: number; readonly size: number }
  | {
      readonly kind: 'function';
      readonly result: CType;
      readonly parameters: readonly CType[];
      readonly variadic: boolean;
    }
  | {
      readonly kind: 'enum';
      readonly name: string;
      readonly size: 4;
      readonly values: readonly { name: string; value: number }[];
    }
  | StructType;

/** A struct or union. A struct that points to itself is one object, so views must not recurse through pointers. */
export interface StructType {
  readonly kind: 'struct' | 'union';
  /** Tag, or '' when it has none. */
  readonly name: string;
  readonly size: number;
  readonly align: number;
  /** Empty while the type is incomplete. */
  readonly members: readonly { readonly name: string; readonly type: CType; readonly offset: number }[];
}

/** A sentence about the source, with its place; printed as `program.c:3:14: error: …` with the line and a caret. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
  /** File name as the user knows it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Length to underline, at least 1. */
  readonly length: number;
  readonly message: string;
  /** The source line, for the caret. */
  readonly source: string;
}

export type CompileResult =
  | { readonly ok: true; readonly program: Program; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };
