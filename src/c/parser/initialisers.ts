import type { Expression, Initialiser, InitialiserItem } from '../ast.ts';
import { initialiserMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  type ArrayType,
  arrayOf,
  isAggregate,
  isCharacter,
  isRecord,
  isScalar,
  MAX_OBJECT_SIZE,
  type RecordType,
  type Type,
  unqualified,
} from '../types.ts';
import { compatible } from '../types-convert.ts';
import { elementAt } from '../types-layout.ts';
import { typeName } from '../types-name.ts';
import { assignable } from './assignability.ts';
import type { Context } from './context.ts';
import { assignmentExpression, constantExpression } from './expressions.ts';
import { memberPath } from './member-path.ts';
import { mayHaveEffects, valueType } from './values.ts';

/** Items an initialiser may come to, `[0 ... n]` ranges included. */
const MAX_ITEMS = 1_000_000;
/** Items that designators which go backwards may make us look at again. */
const MAX_LOOKED = 20_000_000;

/** The initialiser of an object (C11 6.7.9) from behind the `=`, and the object's type, completed by it. */
export function initialiser(p: Context, type: Type, at: Token): { readonly type: Type; readonly value: Initialiser } {
  const reader = new InitialiserReader(p);
  const length = reader.read(type, 0);
  const complete = type.kind === 'array' && !type.complete ? arrayOf(type.of, length) : type;
  if (complete.size > MAX_OBJECT_SIZE) p.fail(at, messages.tooLarge());
  return { type: complete, value: { items: reader.sorted() } };
}

class InitialiserReader {
  private items: InitialiserItem[] = [];
  /** Behind the last byte that an item has given so far. */
  private end = 0;
  private inOrder = true;
  private looked = 0;
  /** An expression that has been read but not yet given to an object: brace elision finds its owner. */
  private pending: Expression | undefined;

  constructor(private readonly p: Context) {}

  /** @returns for an array the number of elements that the initialiser gives */
  read(type: Type, offset: number): number {
    const p: Context = this.p;
    if (p.at('{')) return p.nest(() => this.readBraced(type, offset));
    const value = this.next();
    if (this.takeWhole(type, offset)) return arrayLength(type, value);
    return p.fail(value.at, messages.invalid());
  }

  private next(): Expression {
    this.pending ??= assignmentExpression(this.p);
    return this.pending;
  }

  private take(): Expression {
    const value = this.next();
    this.pending = undefined;
    return value;
  }

  private add(type: Type, offset: number, value: Expression): void {
    if (this.items.length >= MAX_ITEMS) this.p.stop(value.at, messages.tooLarge());
    this.forget(offset, type.size);
    this.items.push({ type: unqualified(type), offset, value });
    this.end = Math.max(this.end, offset + type.size);
  }

  /** What was given to these bytes before is overridden. */
  private forget(offset: number, size: number): void {
    if (offset >= this.end) return;
    this.inOrder = false;
    this.looked += this.items.length;
    if (this.looked > MAX_LOOKED) this.p.stop(this.p.token, messages.tooLarge());
    this.items = this.items.filter((item) => item.offset < offset || item.offset + item.type.size > offset + size);
  }

  /** The items in the order of their offsets, in which gcc evaluates them. */
  sorted(): InitialiserItem[] {
    return this.inOrder ? this.items : this.items.sort((a, b) => a.offset - b.offset);
  }

  /** Gives the pending expression to the object if it initialises it as a whole. */
  private takeWhole(type: Type, offset: number): boolean {
    const p: Context = this.p;
    const value = this.next();
    if (isScalar(type)) {
      this.add(type, offset, assignable(p, this.take(), type, { kind: 'initialization' }));
      return true;
    }
    if (isRecord(type)) {
      if (!compatible(unqualified(type), valueType(value))) return false;
      this.add(type, offset, this.take());
      return true;
    }
    if (type.kind !== 'array' || !isCharacter(type.of) || value.op !== 'string') {
      if (type.kind !== 'array' || value.op !== 'compound-literal' || !compatible(type, value.type)) return false;
      this.add(value.type, offset, this.take());
      return true;
    }
    const length = value.object.type.size;
    if (type.complete && length - 1 > type.length) p.warn(value.at, messages.stringTooLong());
    this.add(type.complete ? type : arrayOf(type.of, length), offset, this.take());
    return true;
  }

  /** `{ ... }` */
  private readBraced(type: Type, offset: number): number {
    const p: Context = this.p;
    const open = p.advance();
    this.forget(offset, type.size);
    if (!isAggregate(type)) return this.readBracedScalar(type, offset, open);
    if (type.kind === 'array' && isCharacter(type.of) && p.token.kind === 'string') {
      const value = this.next();
      if (value.op === 'string') {
        this.takeWhole(type, offset);
        this.close();
        return arrayLength(type, value);
      }
    }
    let index = 0;
    let length = 0;
    while (this.pending !== undefined || !p.at('}')) {
      if (p.token.kind === 'end') p.expect('}');
      const last = this.element(type, offset, index);
      index = last + 1;
      length = Math.max(length, index);
      if (!p.accept(',')) break;
    }
    p.expect('}');
    return length;
  }

  private readBracedScalar(type: Type, offset: number, open: Token): number {
    const p: Context = this.p;
    if (p.at('}')) p.fail(open, messages.emptyScalar());
    this.read(type, offset);
    this.close();
    return 1;
  }

  /** The end of a `{ ... }` that has room for one value only. */
  private close(): void {
    const p: Context = this.p;
    if (p.accept(',') && !p.at('}')) {
      p.warn(p.token, messages.excess('scalar'));
      p.skipTo('}');
    }
    p.expect('}');
  }

  /** One designated or positional element; returns the index of the last element it filled. */
  private element(type: RecordType | ArrayType, offset: number, index: number): number {
    const p: Context = this.p;
    if (this.pending === undefined && (p.at('.') || p.at('['))) return this.designated(type, offset);
    const target = elementAt(type, index);
    if (!target) {
      const value = p.at('{') ? undefined : this.take();
      p.warn(value?.at ?? p.token, messages.excess(type.kind === 'array' ? 'array' : type.kind));
      if (!value) p.skipTo(',', '}');
      return index;
    }
    this.sub(target.type, offset + target.offset);
    return index;
  }

  /** An element that may be written with or without its own braces. */
  private sub(type: Type, offset: number): void {
    const p: Context = this.p;
    if (type.kind === 'array' && !type.complete) p.fail(p.token, unsupportedMessages.flexibleInitialiser());
    if (this.pending === undefined && p.at('{')) {
      p.nest(() => this.readBraced(type, offset));
      return;
    }
    if (this.takeWhole(type, offset)) return;
    if (!isAggregate(type)) p.fail(this.take().at, messages.invalid());
    p.nest(() => this.elided(type, offset, 0));
  }

  /** Elements of an aggregate whose braces are left out, from `index` on: as many as it takes, or as there are. */
  private elided(type: RecordType | ArrayType, offset: number, from: number): void {
    const p: Context = this.p;
    for (let index = from; ; index++) {
      const target = elementAt(type, index);
      if (!target) {
        if (index === 0 && this.pending) p.fail(this.take().at, messages.invalid());
        return;
      }
      if (index > from || this.pending === undefined) {
        const next = p.peek();
        if (index > 0 && (!p.at(',') || next.text === '}' || this.designates(next))) return;
        if (index > 0) p.advance();
      }
      this.sub(target.type, offset + target.offset);
    }
  }

  private designates(token: Token): boolean {
    return token.kind === 'punctuator' && (token.text === '.' || token.text === '[');
  }

  /** `.a.b[2] = value`; what follows goes on behind the innermost one that was named. */
  private designated(type: RecordType | ArrayType, offset: number): number {
    const p: Context = this.p;
    if (p.accept('.')) {
      const name = p.token;
      if (name.kind !== 'identifier') p.fail(name, parserMessages.expected('identifier', p.found()));
      p.advance();
      if (!isRecord(type)) p.fail(name, messages.memberInNonRecord());
      const path =
        memberPath(type, name.text) ?? p.fail(name, messages.unknownMember(name.text, typeName(unqualified(type))));
      this.descend(type, offset, path);
      return path[0]!;
    }
    const open = p.advance();
    if (type.kind !== 'array') p.fail(open, messages.indexInNonArray());
    const low = this.index(type);
    const high = p.accept('...') ? this.index(type) : low;
    p.expect(']');
    if (high < low) p.fail(open, messages.emptyRange());
    this.range(type, offset, low, high);
    return high;
  }

  private index(type: ArrayType): number {
    const p: Context = this.p;
    const at = p.token;
    const value = constantExpression(p, messages.indexConstant());
    if (value < 0n || (type.complete ? value >= BigInt(type.length) : value * BigInt(type.of.size) > MAX_OBJECT_SIZE)) {
      p.fail(at, messages.indexRange());
    }
    return Number(value);
  }

  /** The member at `path` (through anonymous members), then what else the designator says. */
  private descend(type: RecordType | ArrayType, offset: number, path: readonly number[]): void {
    const [index, ...rest] = path;
    const target = type.kind === 'array' ? elementAt(type, index!)! : type.members[index!]!;
    if (rest.length > 0) {
      const inner = target.type as RecordType;
      this.descend(inner, offset + target.offset, rest);
      this.continueBehind(inner, offset + target.offset, rest[0]!);
    } else this.designee(target.type, offset + target.offset);
  }

  /** `low ... high`: the same value for each. In gcc its side effects happen once, so it may have none. */
  private range(type: ArrayType, offset: number, low: number, high: number): void {
    const first = this.items.length;
    this.designee(type.of, offset + low * type.of.size);
    const items = this.items.slice(first);
    const effects = high > low && items.find((item) => mayHaveEffects(item.value));
    if (effects) this.p.fail(effects.value.at, unsupportedMessages.rangeEffects());
    for (let index = low + 1; index <= high; index++) {
      const shift = (index - low) * type.of.size;
      for (const item of items) this.add(item.type, item.offset + shift, item.value);
    }
  }

  /** What follows a designator: more of it, or the value. */
  private designee(type: Type, offset: number): void {
    const p: Context = this.p;
    if (p.at('.') || p.at('[')) {
      if (!isAggregate(type)) p.fail(p.token, messages.indexInNonArray());
      const last = p.nest(() => this.designated(type, offset));
      this.continueBehind(type, offset, last);
      return;
    }
    p.expect('=');
    this.sub(type, offset);
  }

  /** After `.a.b = x` the next value without a designator is for what follows b in a. */
  private continueBehind(type: RecordType | ArrayType, offset: number, index: number): void {
    if (type.kind !== 'union' && elementAt(type, index + 1)) this.elided(type, offset, index + 1);
  }
}

function arrayLength(type: Type, value: Expression): number {
  if (type.kind !== 'array') return 1;
  if (value.op === 'string') return value.object.type.size;
  return value.type.kind === 'array' ? value.type.length : type.length;
}
