/**
 * gcc's `__atomic_*` and `__sync_*`. One task runs at a time and is never interrupted inside a statement's own
 * instructions, so that each is the plain operation; memory orders say nothing here.
 */
import type { ArithmeticOperator, Expression, Local, OldValue, Statement } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  BOOL,
  INT,
  isComplete,
  isPointer,
  isScalar,
  pointerTo,
  type Type,
  ULONG,
  unqualified,
  VOID,
} from '../types.ts';
import { dereference, objectAt } from './access.ts';
import { arithmetic, comparison } from './arithmetic.ts';
import { assign, conditional } from './assignment.ts';
import type { Context } from './context.ts';
import { asRvalue, constant, convert, rvalue, valueType } from './values.ts';

const OPERATORS: ReadonlyMap<string, ArithmeticOperator> = new Map([
  ['add', '+'],
  ['sub', '-'],
  ['and', '&'],
  ['or', '|'],
  ['xor', '^'],
]);

export const isAtomic = (name: string): boolean => name.startsWith('__atomic_') || name.startsWith('__sync_');

export function atomicCall(p: Context, at: Token, args: readonly Expression[]): Expression {
  const call = new AtomicCall(p, at, args.map(rvalue));
  const name = at.text.replace(/^__(atomic|sync)_/, '');
  return at.text.startsWith('__sync_') ? call.sync(name) : call.atomic(name);
}

class AtomicCall {
  constructor(
    private readonly p: Context,
    private readonly at: Token,
    private readonly args: readonly Expression[],
  ) {}

  atomic(name: string): Expression {
    const { p, at } = this;
    const [, value, second] = this.args;
    const fetch = /^(?:fetch_(add|sub|and|or|xor)|(add|sub|and|or|xor)_fetch)$/.exec(name);
    if (fetch) return this.update(OPERATORS.get(fetch[1] ?? fetch[2]!)!, this.count(3)[1]!, fetch[1] !== undefined);
    switch (name) {
      case 'load_n':
        this.count(2);
        return asRvalue(this.object());
      case 'load':
        this.count(3);
        return convert(assign(p, at, this.pointed(value!), this.object()), VOID);
      case 'store_n':
        this.count(3);
        return convert(assign(p, at, this.object(), value!), VOID);
      case 'store':
        this.count(3);
        return convert(assign(p, at, this.object(), this.pointed(value!)), VOID);
      case 'exchange_n':
        this.count(3);
        return this.exchange(value!);
      case 'exchange':
        this.count(4);
        return convert(assign(p, at, this.pointed(second!), this.exchange(this.pointed(value!))), VOID);
      case 'compare_exchange_n':
        this.count(6);
        return this.compareExchange(value!, second!);
      case 'compare_exchange':
        this.count(6);
        return this.compareExchange(value!, this.pointed(second!));
      case 'test_and_set':
        this.count(2);
        return convert(this.exchangeAs(BOOL, constant(BOOL, 1n, at)), BOOL);
      case 'clear':
        this.count(2);
        return convert(assign(p, at, objectAt(this.args[0]!, BOOL), constant(BOOL, 0n, at)), VOID);
      case 'thread_fence':
      case 'signal_fence':
        return convert(this.count(1)[0]!, VOID);
      default:
        return this.wrong();
    }
  }

  sync(name: string): Expression {
    const { at } = this;
    const fetch = /^(?:fetch_and_(add|sub|and|or|xor)|(add|sub|and|or|xor)_and_fetch)$/.exec(name);
    if (fetch) return this.update(OPERATORS.get(fetch[1] ?? fetch[2]!)!, this.count(2)[1]!, fetch[1] !== undefined);
    switch (name) {
      case 'synchronize':
        this.count(0);
        return { op: 'convert', type: VOID, at, operand: constant(INT, 0n, at) };
      case 'lock_test_and_set':
        return this.exchange(this.count(2)[1]!);
      case 'lock_release':
        this.count(1);
        return convert(assign(this.p, at, this.object(), constant(INT, 0n, at)), VOID);
      case 'bool_compare_and_swap':
        return this.compareAndSwap(this.count(3)[1]!, this.args[2]!, true);
      case 'val_compare_and_swap':
        return this.compareAndSwap(this.count(3)[1]!, this.args[2]!, false);
      default:
        return this.wrong();
    }
  }

  private wrong(): never {
    return this.p.fail(this.at, messages.builtinArguments(this.at.text));
  }

  private count(wanted: number): readonly Expression[] {
    return this.args.length === wanted ? this.args : this.wrong();
  }

  /** What the first argument points to. */
  private object(): Expression {
    return this.pointed(this.args[0] ?? this.wrong());
  }

  private pointed(pointer: Expression): Expression {
    const { p, at } = this;
    const object = dereference(p, at, pointer);
    if (!isScalar(object.type) || !isComplete(object.type)) p.fail(pointer.at, messages.atomicSize(at.text));
    return object;
  }

  /** Reads the object, stores what `result` makes of it. */
  private modify(target: Expression, result: (old: OldValue) => Expression, post: boolean): Expression {
    const type = unqualified(target.type);
    const old: OldValue = { op: 'old', type, at: this.at };
    return {
      op: 'compound',
      type,
      at: this.at,
      target,
      operand: undefined,
      old,
      result: convert(result(old), type),
      post,
    };
  }

  /** gcc counts bytes when the object is a pointer. */
  private update(operator: ArithmeticOperator, value: Expression, post: boolean): Expression {
    const target = this.object();
    const number = (e: Expression): Expression => (isPointer(target.type) ? convert(e, ULONG) : e);
    return this.modify(target, (old) => arithmetic(this.p, operator, this.at, number(old), number(value)), post);
  }

  private exchange(value: Expression): Expression {
    return this.modify(this.object(), () => rvalue(value), true);
  }

  private exchangeAs(type: Type, value: Expression): Expression {
    return this.modify(objectAt(this.args[0]!, type), () => value, true);
  }

  /** `({ T *p = ..., *e = ...; T d = ..., old = *p; _Bool same = old == *e; same ? (*p = d) : (*e = old); same; })` */
  private compareExchange(expected: Expression, desired: Expression): Expression {
    const { p, at } = this;
    const type = unqualified(this.object().type);
    const block = new HiddenBlock(at);
    const pointer = block.declare(pointerTo(this.object().type), this.args[0]!);
    const wanted = block.declare(pointerTo(type), convert(expected, pointerTo(type)));
    const value = block.declare(type, convert(desired, type));
    const old = block.declare(type, dereference(p, at, pointer));
    const same = block.declare(BOOL, convert(comparison(p, '==', at, old, dereference(p, at, wanted)), BOOL));
    const success = assign(p, at, dereference(p, at, pointer), value);
    const failure = assign(p, at, dereference(p, at, wanted), old);
    block.run(conditional(p, at, same, success, failure));
    return block.value(same);
  }

  private compareAndSwap(expected: Expression, desired: Expression, asBool: boolean): Expression {
    const { p, at } = this;
    const type = unqualified(this.object().type);
    const block = new HiddenBlock(at);
    const pointer = block.declare(pointerTo(this.object().type), this.args[0]!);
    const wanted = block.declare(type, convert(expected, type));
    const value = block.declare(type, convert(desired, type));
    const old = block.declare(type, dereference(p, at, pointer));
    const same = block.declare(BOOL, convert(comparison(p, '==', at, old, wanted), BOOL));
    block.run(
      conditional(p, at, same, convert(assign(p, at, dereference(p, at, pointer), value), VOID), convert(old, VOID)),
    );
    return block.value(asBool ? same : old);
  }
}

/** A statement expression without names and statements of the program. */
class HiddenBlock {
  private readonly body: Statement[] = [];

  constructor(private readonly at: Token) {}

  declare(type: Type, value: Expression): Expression {
    const { at } = this;
    const local: Local = { kind: 'local', name: '', type, at, align: type.align, addressTaken: false };
    const items = [{ offset: 0, type, value }];
    this.body.push({
      kind: 'declaration',
      locals: [{ local, initialiser: { items } }],
      mark: undefined,
    });
    return { op: 'local', type, at, local };
  }

  run(e: Expression): void {
    this.body.push({ kind: 'expression', expression: e, mark: undefined });
  }

  value(e: Expression): Expression {
    const block = { kind: 'block', body: this.body } as const;
    return { op: 'statements', type: valueType(e), at: this.at, block, value: e, mark: undefined, result: undefined };
  }
}
