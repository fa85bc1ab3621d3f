/**
 * The program as a tree, after semantic analysis: every conversion is a node, every expression has its C type, names
 * are resolved. Expressions that designate an object ("lvalues") are `local`, `static`, `deref`, `member`, `string`,
 * `compound-literal`; their type may be qualified. All other types are unqualified.
 */
import type { Token } from './token.ts';
import type { FunctionType, Type } from './types.ts';

/** The place of a statement, the first token's begin to the last token's end (exclusive); undefined in library code. */
export interface Mark {
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A parameter or an automatic variable. */
export interface Local {
  readonly kind: 'local';
  readonly name: string;
  /** An array's length may come from its initialiser. */
  type: Type;
  readonly at: Token;
  /** At least the type's; more with _Alignas. */
  readonly align: number;
  /** Set by the parser when the address is taken: then it lives in memory, else in its slot. */
  addressTaken: boolean;
}

/** An object with static storage: a global, a static local, a string literal, a compound literal at file scope. */
export interface StaticObject {
  readonly kind: 'static';
  readonly name: string;
  type: Type;
  align: number;
  readonly at: Token;
  /** Visible to the other translation units under its name. */
  readonly external: boolean;
  /** undefined: declared (`extern`) or tentative so far. */
  data: StaticData | undefined;
  /** Has a definition, perhaps a tentative one (all zero). */
  defined: boolean;
  /** Lies in the read-only segment: string literals and const objects. */
  readOnly: boolean;
}

export interface StaticData {
  readonly bytes: Uint8Array;
  readonly addresses: readonly StaticAddress[];
}

/** Eight bytes of an initialiser that hold an address. */
export interface StaticAddress {
  readonly offset: number;
  readonly target: StaticObject | FunctionSymbol;
  readonly addend: number;
}

export interface FunctionSymbol {
  readonly kind: 'function';
  readonly name: string;
  type: FunctionType;
  at: Token;
  readonly external: boolean;
  noReturn: boolean;
  body: FunctionBody | undefined;
}

export interface FunctionBody {
  readonly parameters: readonly Local[];
  readonly block: Block;
  /**
   * What has its place from the function's beginning to its end: unnamed ones (compound literals, results of struct
   * functions), and variables aligned to more than 8 bytes.
   */
  readonly temporaries: readonly Local[];
  /** The closing brace. */
  readonly end: Token;
}

interface Node {
  readonly type: Type;
  readonly at: Token;
}

export interface Constant extends Node {
  readonly op: 'constant';
  /** In the range of `type`; an address when it is a pointer. */
  readonly value: bigint;
}
export interface LocalReference extends Node {
  readonly op: 'local';
  readonly local: Local;
}
export interface StaticReference extends Node {
  readonly op: 'static';
  readonly object: StaticObject;
}
export interface StringLiteral extends Node {
  readonly op: 'string';
  readonly object: StaticObject;
}
/** A function designator. */
export interface FunctionReference extends Node {
  readonly op: 'function';
  readonly function: FunctionSymbol;
}
export interface Dereference extends Node {
  readonly op: 'deref';
  readonly pointer: Expression;
}
export interface MemberAccess extends Node {
  readonly op: 'member';
  readonly record: Expression;
  readonly offset: number;
}
/** `&x`, and an array or function that becomes a pointer. */
export interface AddressOf extends Node {
  readonly op: 'address';
  readonly of: Expression;
}
export interface Unary extends Node {
  readonly op: 'negate' | 'complement' | 'not';
  readonly operand: Expression;
}
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
/** Both operands have the node's type, except the right one of a shift. */
export interface Binary extends Node {
  readonly op: 'binary';
  readonly operator: ArithmeticOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** Both operands have the same type; the result is int. */
export interface Comparison extends Node {
  readonly op: 'compare';
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}
/** pointer + index * scale, index an 8-byte integer. */
export interface PointerAdd extends Node {
  readonly op: 'pointer-add';
  readonly pointer: Expression;
  readonly index: Expression;
  /** Negative for a subtraction. */
  readonly scale: number;
}
export interface PointerDifference extends Node {
  readonly op: 'pointer-difference';
  readonly left: Expression;
  readonly right: Expression;
  readonly size: number;
}
export interface Logical extends Node {
  readonly op: 'and' | 'or';
  readonly left: Expression;
  readonly right: Expression;
}
/** To `type`, which is an integer, a pointer or void. */
export interface Conversion extends Node {
  readonly op: 'convert';
  readonly operand: Expression;
}
export interface Assignment extends Node {
  readonly op: 'assign';
  readonly target: Expression;
  readonly value: Expression;
}
/** A value that has been computed already, such as that of a compound assignment's target before it. */
export interface OldValue extends Node {
  readonly op: 'old';
}
/**
 * target = result, where `result` speaks of the target's old value as `old`; `post` yields the old value. An operand
 * with effects of its own comes before the target is looked at, as with gcc: `result` speaks of it as `operand.as`.
 */
export interface CompoundAssignment extends Node {
  readonly op: 'compound';
  readonly target: Expression;
  readonly operand: { readonly value: Expression; readonly as: OldValue } | undefined;
  readonly old: OldValue;
  readonly result: Expression;
  readonly post: boolean;
}
export interface Conditional extends Node {
  readonly op: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}
/** gcc's `a ?: b`: the value of a, converted by `then` (which speaks of it as `old`), if it is not zero, else b. */
export interface Elvis extends Node {
  readonly op: 'elvis';
  readonly condition: Expression;
  readonly old: OldValue;
  readonly then: Expression;
  readonly otherwise: Expression;
}
export interface Comma extends Node {
  readonly op: 'comma';
  readonly left: readonly Expression[];
  readonly right: Expression;
}
export interface Call extends Node {
  readonly op: 'call';
  /** A function, or a pointer to one. */
  readonly callee: FunctionSymbol | Expression;
  readonly arguments: readonly Expression[];
  /** Where a struct result goes. */
  readonly result: Local | undefined;
}
export interface CompoundLiteral extends Node {
  readonly op: 'compound-literal';
  readonly local: Local;
  readonly initialiser: Initialiser;
}
export interface StatementExpression extends Node {
  readonly op: 'statements';
  readonly block: Block;
  /** The last statement, when it has a value. */
  readonly value: Expression | undefined;
  readonly mark: Mark | undefined;
  /** Where a struct value is kept when the block is over. */
  readonly result: Local | undefined;
}
export type BuiltinName = 'syscall' | 'memmove' | 'memset' | 'trap' | 'va_start' | 'thread_pointer';
/** What the compiler itself provides; codegen/builtins.ts says what each does with its operands. */
export interface Builtin extends Node {
  readonly op: 'builtin';
  readonly name: BuiltinName;
  readonly operands: readonly Expression[];
}

export type Expression =
  | Constant
  | LocalReference
  | StaticReference
  | StringLiteral
  | FunctionReference
  | Dereference
  | MemberAccess
  | AddressOf
  | Unary
  | Binary
  | Comparison
  | PointerAdd
  | PointerDifference
  | Logical
  | Conversion
  | Assignment
  | OldValue
  | CompoundAssignment
  | Conditional
  | Elvis
  | Comma
  | Call
  | CompoundLiteral
  | StatementExpression
  | Builtin;

/** One scalar or struct value (or the bytes of a string) at an offset of the object that is initialised. */
export interface InitialiserItem {
  readonly offset: number;
  readonly type: Type;
  readonly value: Expression;
}

/** What no item names is zero. */
export interface Initialiser {
  /** In the order of their offsets. */
  readonly items: readonly InitialiserItem[];
}

export interface LabelSymbol {
  readonly name: string;
  at: Token;
  defined: boolean;
}
/** A case of a switch: low to high, inclusive, in the range of the switch's type. */
export interface CaseLabel {
  readonly low: bigint;
  readonly high: bigint;
}

export interface Block {
  readonly kind: 'block';
  readonly body: readonly Statement[];
}
export interface Clause {
  readonly condition: Expression;
  readonly mark: Mark | undefined;
  readonly body: Statement;
}

export type Statement =
  | Block
  | { readonly kind: 'empty' }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly mark: Mark | undefined }
  | {
      readonly kind: 'declaration';
      readonly locals: readonly { readonly local: Local; readonly initialiser: Initialiser | undefined }[];
      readonly mark: Mark | undefined;
    }
  | { readonly kind: 'if'; readonly clauses: readonly Clause[]; readonly otherwise: Statement | undefined }
  | ({ readonly kind: 'while' } & Clause)
  | ({ readonly kind: 'do' } & Clause)
  | {
      readonly kind: 'for';
      readonly first: Statement | undefined;
      readonly condition: Expression | undefined;
      readonly conditionMark: Mark | undefined;
      readonly step: Expression | undefined;
      readonly stepMark: Mark | undefined;
      readonly body: Statement;
    }
  | {
      readonly kind: 'switch';
      readonly value: Expression;
      readonly mark: Mark | undefined;
      readonly body: Statement;
      readonly cases: readonly CaseLabel[];
      readonly default: CaseLabel | undefined;
    }
  | { readonly kind: 'case'; readonly label: CaseLabel }
  | { readonly kind: 'label'; readonly label: LabelSymbol }
  | { readonly kind: 'goto'; readonly label: LabelSymbol; readonly mark: Mark | undefined }
  | { readonly kind: 'break' | 'continue'; readonly mark: Mark | undefined }
  | { readonly kind: 'return'; readonly value: Expression | undefined; readonly mark: Mark | undefined };

/** One source with all it includes, analysed. */
export interface TranslationUnit {
  readonly functions: readonly FunctionSymbol[];
  readonly objects: readonly StaticObject[];
}
