import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Assignment, CompoundAssignment, Expression } from '../ast.ts';
import { isBool, isRecord, type Type, VOLATILE } from '../types.ts';
import { sameInSlot } from '../types-convert.ts';
import { binary, pointerAdd, pointerDifference } from './arithmetic.ts';
import { builtin } from './builtins.ts';
import { call } from './calls.ts';
import { compare, condition, conditionValue } from './conditions.ts';
import type { Generator } from './generator.ts';
import { extendOp } from './operations.ts';
import { addressInto, load, loadIndexed, pinned, placeOf, store } from './places.ts';
import { statementExpression } from './statements.ts';

/**
 * A slot that holds the expression's value: the variable's own where it is one, else a temporary that stays
 * allocated. Nothing may write to the slot.
 */
export function operand(g: Generator, e: Expression): number {
  switch (e.op) {
    case 'local': {
      const storage = g.storageOf(e.local);
      if (storage.kind === 'register') return storage.slot;
      break;
    }
    case 'old':
      return g.old.get(e)!;
    case 'convert':
      if (sameInSlot(e.operand.type, e.type)) return operand(g, e.operand);
      break;
    case 'comma':
      for (const each of e.left) discard(g, each);
      return operand(g, e.right);
    case 'call':
      if (e.type.kind !== 'void') return call(g, e);
      break;
    case 'assign':
    case 'compound':
      return assignTo(g, e, true);
    default:
      break;
  }
  const slot = g.allocate();
  value(g, e, slot);
  return slot;
}

/**
 * r(dest) = the value of the expression. `dest` may be a variable that the expression reads: only the last
 * instruction on any way through writes it.
 */
export function value(g: Generator, e: Expression, dest: number): void {
  g.temporarily(() => into(g, e, dest));
}

function into(g: Generator, e: Expression, dest: number): void {
  const { code } = g;
  switch (e.op) {
    case 'constant':
      code.emit(Op.LI, dest, 0, 0, e.value);
      break;
    case 'local':
    case 'static':
    case 'string':
    case 'member':
    case 'compound-literal':
      load(g, placeOf(g, e), e.type, dest);
      break;
    case 'deref':
      if (!loadIndexed(g, e, dest)) load(g, placeOf(g, e), e.type, dest);
      break;
    case 'address':
      if (e.of.op === 'function') code.address(dest, e.of.function, 0);
      else addressInto(g, placeOf(g, e.of), dest);
      break;
    case 'negate':
      if (e.type.size === 4 && !('signed' in e.type && e.type.signed)) {
        const zero = g.allocate();
        code.emit(Op.LI, zero);
        code.emit(Op.SUB_U32, dest, zero, operand(g, e.operand));
      } else code.emit(e.type.size === 4 ? Op.MUL_I32_IMM : Op.MUL_IMM, dest, operand(g, e.operand), 0, -1);
      break;
    case 'complement': {
      const mask = e.type.size === 4 && !('signed' in e.type && e.type.signed) ? 0xffff_ffff : -1;
      code.emit(Op.XOR_IMM, dest, operand(g, e.operand), 0, mask);
      break;
    }
    case 'binary':
      binary(g, e, dest);
      break;
    case 'compare':
      compare(g, e, dest);
      break;
    case 'not':
      code.emit(Op.EQ_IMM, dest, operand(g, e.operand));
      break;
    case 'and':
    case 'or':
      conditionValue(g, e, dest);
      break;
    case 'pointer-add':
      pointerAdd(g, e, dest);
      break;
    case 'pointer-difference':
      pointerDifference(g, e, dest);
      break;
    case 'convert':
      convert(g, e.operand, e.type, dest);
      break;
    case 'assign':
    case 'compound': {
      const result = assignTo(g, e, true);
      if (result !== dest) code.emit(Op.MOV, dest, result);
      break;
    }
    case 'conditional': {
      const otherwise = code.newLabel();
      const end = code.newLabel();
      condition(g, e.condition, otherwise, false);
      branch(g, e.then, dest);
      code.jump(end);
      code.bind(otherwise);
      branch(g, e.otherwise, dest);
      code.bind(end);
      break;
    }
    case 'elvis': {
      const otherwise = code.newLabel();
      const end = code.newLabel();
      const tested = operand(g, e.condition);
      code.jump(otherwise, Op.JUMP_ZERO, tested);
      g.old.set(e.old, tested);
      branch(g, e.then, dest);
      code.jump(end);
      code.bind(otherwise);
      branch(g, e.otherwise, dest);
      code.bind(end);
      break;
    }
    case 'comma':
      for (const each of e.left) discard(g, each);
      value(g, e.right, dest);
      break;
    case 'call':
    case 'old': {
      const result = e.op === 'call' ? call(g, e) : g.old.get(e)!;
      if (result !== dest) code.emit(Op.MOV, dest, result);
      break;
    }
    case 'statements':
      statementExpression(g, e, (last) => value(g, last, dest));
      break;
    case 'builtin':
      builtin(g, e, dest);
      break;
    case 'function':
      code.address(dest, e.function, 0);
      break;
  }
}

/** One arm of a conditional; void ones have no value. */
function branch(g: Generator, e: Expression, dest: number): void {
  if (e.type.kind === 'void') discard(g, e);
  else value(g, e, dest);
}

function convert(g: Generator, from: Expression, to: Type, dest: number): void {
  if (to.kind === 'void') discard(g, from);
  else if (sameInSlot(from.type, to)) value(g, from, dest);
  else if (isBool(to)) g.code.emit(Op.NE_IMM, dest, operand(g, from));
  else g.code.emit(extendOp(to), dest, operand(g, from));
}

/** Runs an expression for its effects. */
export function discard(g: Generator, e: Expression): void {
  g.temporarily(() => effects(g, e));
}

function effects(g: Generator, e: Expression): void {
  switch (e.op) {
    case 'constant':
    case 'old':
    case 'function':
    case 'string':
      break;
    case 'local':
    case 'static':
    case 'deref':
    case 'member':
      if (e.type.qualifiers & VOLATILE && e.type.kind !== 'array' && !isRecord(e.type)) value(g, e, g.allocate());
      else if (e.op === 'deref') effects(g, e.pointer);
      else if (e.op === 'member') effects(g, e.record);
      break;
    case 'assign':
    case 'compound':
      assignTo(g, e, false);
      break;
    case 'convert':
    case 'negate':
    case 'complement':
    case 'not':
      effects(g, e.operand);
      break;
    case 'comma':
      for (const each of [...e.left, e.right]) discard(g, each);
      break;
    case 'call':
      call(g, e);
      break;
    case 'statements':
      statementExpression(g, e, (last) => discard(g, last));
      break;
    case 'and':
    case 'or': {
      const end = g.code.newLabel();
      condition(g, e.left, end, e.op === 'or');
      discard(g, e.right);
      g.code.bind(end);
      break;
    }
    case 'conditional': {
      const otherwise = g.code.newLabel();
      const end = g.code.newLabel();
      condition(g, e.condition, otherwise, false);
      discard(g, e.then);
      g.code.jump(end);
      g.code.bind(otherwise);
      discard(g, e.otherwise);
      g.code.bind(end);
      break;
    }
    default:
      if (isRecord(e.type)) placeOf(g, e);
      else value(g, e, g.allocate());
      break;
  }
}

/**
 * An assignment; returns the slot of its value if that is `wanted`. As with gcc the value comes before the target's
 * place, unless it is the result of a call.
 */
function assignTo(g: Generator, e: Assignment | CompoundAssignment, wanted: boolean): number {
  if (isRecord(e.type)) {
    placeOf(g, e);
    return 0;
  }
  if (e.op === 'compound') return update(g, e, wanted);
  const register = registerOf(g, e.target);
  if (register !== undefined) {
    value(g, e.value, register);
    return register;
  }
  const given = wanted ? e.value : storable(e.value, e.type);
  const early = given.op === 'call' ? undefined : operand(g, given);
  const place = placeOf(g, e.target);
  const from = early ?? operand(g, given);
  store(g, place, e.type, from);
  return from;
}

/** The slot of a variable that lives in one. */
function registerOf(g: Generator, e: Expression): number | undefined {
  if (e.op !== 'local') return undefined;
  const storage = g.storageOf(e.local);
  return storage.kind === 'register' ? storage.slot : undefined;
}

/** target = result(old) */
function update(g: Generator, e: CompoundAssignment, wanted: boolean): number {
  if (e.operand) g.old.set(e.operand.as, operand(g, e.operand.value));
  const place = pinned(g, placeOf(g, e.target));
  const keepOld = wanted && e.post;
  let old: number;
  if (place.kind === 'register' && !keepOld) old = place.slot;
  else {
    old = g.allocate();
    load(g, place, e.type, old);
  }
  g.old.set(e.old, old);
  if (place.kind === 'register') {
    value(g, e.result, place.slot);
    return keepOld ? old : place.slot;
  }
  const from = operand(g, wanted && !e.post ? e.result : storable(e.result, e.type));
  store(g, place, e.type, from);
  return keepOld ? old : from;
}

/** A store looks at the low bytes only, so that narrowing before it is not needed. */
export function storable(e: Expression, type: Type): Expression {
  let from = e;
  while (
    from.op === 'convert' &&
    !isBool(from.type) &&
    from.operand.type.kind !== 'void' &&
    from.type.size >= type.size
  ) {
    if (isBool(from.operand.type) || from.operand.type.size < type.size) break;
    from = from.operand;
  }
  return from;
}
