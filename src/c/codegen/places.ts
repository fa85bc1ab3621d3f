import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Expression, PointerAdd, StaticObject } from '../ast.ts';
import type { Type } from '../types.ts';
import { call } from './calls.ts';
import { condition } from './conditions.ts';
import type { Generator, Storage } from './generator.ts';
import { initialise } from './initialisers.ts';
import { frameLoadOp, frameStoreOp, indexLoadOp, loadOp, storeOp } from './operations.ts';
import { statementExpression } from './statements.ts';
import { discard, operand } from './values.ts';

/** Where an object is while code runs. */
export type Place =
  | { readonly kind: 'register'; readonly slot: number }
  | { readonly kind: 'frame'; readonly offset: number }
  /** At the address in a slot, plus a constant. */
  | { readonly kind: 'pointer'; readonly slot: number; readonly offset: number }
  | { readonly kind: 'static'; readonly object: StaticObject; readonly offset: number };

/** The place so many bytes on. */
export const shifted = (place: Place, by: number): Place =>
  place.kind === 'register' || by === 0 ? place : { ...place, offset: place.offset + by };

export function ofStorage(storage: Storage): Place {
  return storage.kind === 'indirect' ? { kind: 'pointer', slot: storage.slot, offset: 0 } : storage;
}

/** The place of an lvalue, or of a struct value (which is always somewhere). Temporaries it takes stay allocated. */
export function placeOf(g: Generator, e: Expression): Place {
  switch (e.op) {
    case 'local':
      return ofStorage(g.storageOf(e.local));
    case 'static':
    case 'string':
      return { kind: 'static', object: e.object, offset: 0 };
    case 'deref':
      return pointee(g, e.pointer);
    case 'member':
      return shifted(placeOf(g, e.record), e.offset);
    case 'compound-literal':
      initialise(g, e.local, e.initialiser);
      return ofStorage(g.storageOf(e.local));
    default:
      return structPlace(g, e);
  }
}

/** What a pointer points to, with constant offsets left to the load or store. */
function pointee(g: Generator, pointer: Expression): Place {
  switch (pointer.op) {
    case 'address':
      if (pointer.of.op !== 'function') return placeOf(g, pointer.of);
      break;
    case 'convert':
      if (pointer.operand.type.kind === 'pointer') return pointee(g, pointer.operand);
      break;
    case 'pointer-add':
      if (pointer.index.op === 'constant') {
        const offset = pointer.index.value * BigInt(pointer.scale);
        if (offset > -0x4000_0000n && offset < 0x4000_0000n) {
          const base = pointee(g, pointer.pointer);
          if (base.kind !== 'frame' || isInside(pointer, Number(offset))) return shifted(base, Number(offset));
          // outside the object it is an address like any other
          return { kind: 'pointer', slot: address(g, base), offset: Number(offset) };
        }
      }
      break;
    default:
      break;
  }
  return { kind: 'pointer', slot: operand(g, pointer), offset: 0 };
}

/** Is `array + constant` an element of the array? */
function isInside({ pointer, type }: PointerAdd, offset: number): boolean {
  if (pointer.op !== 'address' || type.kind !== 'pointer') return false;
  return offset >= 0 && offset + type.to.size <= pointer.of.type.size;
}

/** A struct value that is no lvalue. */
function structPlace(g: Generator, e: Expression): Place {
  switch (e.op) {
    case 'call':
      call(g, e);
      return ofStorage(g.storageOf(e.result!));
    case 'assign': {
      const early = e.value.op === 'call' ? undefined : placeOf(g, e.value);
      const target = placeOf(g, e.target);
      copy(g, target, early ?? placeOf(g, e.value), e.type.size);
      return target;
    }
    case 'comma':
      for (const each of e.left) discard(g, each);
      return placeOf(g, e.right);
    case 'statements': {
      const place = ofStorage(g.storageOf(e.result!));
      statementExpression(g, e, (value) => copy(g, place, placeOf(g, value), e.type.size));
      return place;
    }
    case 'conditional': {
      const slot = g.allocate();
      const otherwise = g.code.newLabel();
      const end = g.code.newLabel();
      condition(g, e.condition, otherwise, false);
      g.temporarily(() => addressInto(g, placeOf(g, e.then), slot));
      g.code.jump(end);
      g.code.bind(otherwise);
      g.temporarily(() => addressInto(g, placeOf(g, e.otherwise), slot));
      g.code.bind(end);
      return { kind: 'pointer', slot, offset: 0 };
    }
    default:
      throw new TypeError(`no place for ${e.op}`);
  }
}

/** r(dest) = address of the place */
export function addressInto(g: Generator, place: Place, dest: number): void {
  switch (place.kind) {
    case 'frame':
      g.code.emit(Op.LEA, dest, 0, 0, place.offset);
      break;
    case 'static':
      g.code.address(dest, place.object, place.offset);
      break;
    case 'pointer':
      if (place.offset !== 0) g.code.emit(Op.ADD_IMM, dest, place.slot, 0, place.offset);
      else if (dest !== place.slot) g.code.emit(Op.MOV, dest, place.slot);
      break;
    case 'register':
      throw new TypeError('a register has no address');
  }
}

/** A slot with the address of the place. */
export function address(g: Generator, place: Place): number {
  if (place.kind === 'pointer' && place.offset === 0) return place.slot;
  const slot = g.allocate();
  addressInto(g, place, slot);
  return slot;
}

/** The same place for repeated use: a static one's address is put into a slot. */
export function pinned(g: Generator, place: Place): Place {
  return place.kind === 'static' ? { kind: 'pointer', slot: address(g, place), offset: 0 } : place;
}

/** r(dest) = the scalar at the place */
export function load(g: Generator, place: Place, type: Type, dest: number): void {
  switch (place.kind) {
    case 'register':
      if (dest !== place.slot) g.code.emit(Op.MOV, dest, place.slot);
      break;
    case 'frame':
      g.code.emit(frameLoadOp(type), dest, 0, 0, place.offset);
      break;
    case 'pointer':
      g.code.emit(loadOp(type), dest, place.slot, 0, place.offset);
      break;
    case 'static':
      load(g, { kind: 'pointer', slot: address(g, place), offset: 0 }, type, dest);
      break;
  }
}

/** The scalar at the place = r(from); a register takes canonical values only. */
export function store(g: Generator, place: Place, type: Type, from: number): void {
  switch (place.kind) {
    case 'register':
      if (from !== place.slot) g.code.emit(Op.MOV, place.slot, from);
      break;
    case 'frame':
      g.code.emit(frameStoreOp(type.size), from, 0, 0, place.offset);
      break;
    case 'pointer':
      g.code.emit(storeOp(type.size), place.slot, from, 0, place.offset);
      break;
    case 'static':
      store(g, { kind: 'pointer', slot: address(g, place), offset: 0 }, type, from);
      break;
  }
}

/** r(dest) = an element of an array by a variable index, in one instruction where there is one. */
export function loadIndexed(g: Generator, e: Expression, dest: number): boolean {
  if (e.op !== 'deref') return false;
  const { pointer } = e;
  const op = indexLoadOp(e.type);
  if (op === undefined || pointer.op !== 'pointer-add' || pointer.index.op === 'constant') return false;
  const base = operand(g, pointer.pointer);
  const index = operand(g, pointer.index);
  g.code.emit(op, dest, base, index, pointer.scale);
  return true;
}

/** Bytes up to which a struct is copied through a slot, 8 at a time. */
const SMALL = 16;

/** Struct assignment. */
export function copy(g: Generator, to: Place, from: Place, size: number): void {
  if (size === 0) return;
  g.temporarily(() => {
    if (size > SMALL) {
      const target = address(g, to);
      g.code.emit(Op.COPY_IMM, target, address(g, from), 0, size);
      return;
    }
    const source = pinned(g, from);
    const target = pinned(g, to);
    const slots: { slot: number; offset: number; type: Type }[] = [];
    for (let offset = 0; offset < size; ) {
      const width = [8, 4, 2, 1].find((each) => offset + each <= size)!;
      const type = {
        kind: 'integer',
        name: '',
        size: width as 8,
        signed: false,
        rank: 4,
        align: 1,
        qualifiers: 0,
      } as const;
      const slot = g.allocate();
      load(g, shifted(source, offset), type, slot);
      slots.push({ slot, offset, type });
      offset += width;
    }
    for (const { slot, offset, type } of slots) store(g, shifted(target, offset), type, slot);
  });
}
