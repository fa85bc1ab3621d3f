import type { FunctionSymbol, Local, StaticObject } from '../ast.ts';
import type { Token } from '../token.ts';
import type { EnumType, RecordType, Type } from '../types.ts';

export interface TypedefSymbol {
  readonly kind: 'typedef';
  readonly name: string;
  readonly type: Type;
  readonly at: Token;
}

/** An enumerator. */
export interface ConstantSymbol {
  readonly kind: 'constant';
  readonly name: string;
  readonly type: Type;
  readonly value: bigint;
  readonly at: Token;
}

/** What an ordinary identifier can mean. */
export type NamedSymbol = Local | StaticObject | FunctionSymbol | TypedefSymbol | ConstantSymbol;

export interface Tag {
  readonly type: RecordType | EnumType;
  at: Token;
}

/** One scope of ordinary identifiers and tags; the outermost is the file's. */
export class Scope {
  readonly symbols = new Map<string, NamedSymbol>();
  readonly tags = new Map<string, Tag>();

  constructor(readonly parent: Scope | undefined) {}

  find(name: string): NamedSymbol | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const symbol = scope.symbols.get(name);
      if (symbol) return symbol;
    }
    return undefined;
  }

  findTag(name: string): Tag | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const tag = scope.tags.get(name);
      if (tag) return tag;
    }
    return undefined;
  }
}
