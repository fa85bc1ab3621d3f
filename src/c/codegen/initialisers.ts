import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Initialiser, InitialiserItem, Local, StaticObject } from '../ast.ts';
import { evaluate, writeInteger } from '../parser/static-data.ts';
import { isScalar } from '../types.ts';
import type { Generator } from './generator.ts';
import { address, copy, type Place, pinned, placeOf, shifted, store } from './places.ts';
import { operand, storable, value } from './values.ts';

/** Bytes up to which memory is cleared by stores. */
const FEW = 64;

/** Gives a local object its first value: what no item names is zero. */
export function initialise(g: Generator, local: Local, { items }: Initialiser): void {
  const { type } = local;
  const storage = g.storageOf(local);
  const place: Place = storage.kind === 'indirect' ? { kind: 'pointer', slot: storage.slot, offset: 0 } : storage;
  g.temporarily(() => {
    if (isScalar(type)) {
      const last = items.at(-1)!;
      if (place.kind === 'register') value(g, last.value, place.slot);
      else store(g, place, type, operand(g, storable(last.value, type)));
      return;
    }
    if (items.length > 4 && items.every(isConstant)) {
      copy(g, place, { kind: 'static', object: template(g, local, items), offset: 0 }, type.size);
      return;
    }
    const cleared = !covers(items, type.size);
    if (cleared) clear(g, place, type.size);
    const skipZero = cleared && items.every((item) => isScalar(item.type));
    for (const item of items) {
      if (skipZero && item.value.op === 'constant' && item.value.value === 0n) continue;
      g.temporarily(() => storeItem(g, place, item));
    }
  });
}

function isConstant({ type, value: e }: InitialiserItem): boolean {
  if (e.op === 'string' && type.kind === 'array') return true;
  return isScalar(type) && evaluate(e) !== undefined && (type.size === 8 || !evaluate(e)!.target);
}

/** The whole object as read-only data. */
function template(g: Generator, { type, at: place }: Local, items: readonly InitialiserItem[]): StaticObject {
  const bytes = new Uint8Array(type.size);
  const addresses = new Map<number, { offset: number; target: StaticObject; addend: number }>();
  for (const { offset, type: of, value: e } of items) {
    if (e.op === 'string' && of.kind === 'array') {
      bytes.set(e.object.data!.bytes.subarray(0, of.size), offset);
      continue;
    }
    const known = evaluate(e)!;
    addresses.delete(offset);
    if (!known.target) writeInteger(bytes, offset, of.size, known.addend);
    else addresses.set(offset, { offset, target: known.target as StaticObject, addend: Number(known.addend) });
  }
  return g.template(type, place, { bytes, addresses: [...addresses.values()] });
}

/** Do the items fill the object without a gap? */
function covers(items: readonly InitialiserItem[], size: number): boolean {
  let end = 0;
  for (const item of items) {
    if (item.offset !== end) return false;
    if (item.value.op === 'string' && item.type.size > item.value.object.type.size) return false;
    end += item.type.size;
  }
  return end === size;
}

function clear(g: Generator, place: Place, size: number): void {
  g.temporarily(() => {
    const zero = g.allocate();
    g.code.emit(Op.LI, zero);
    if (place.kind === 'frame' && size <= FEW) {
      // a local object has whole slots
      for (let offset = 0; offset < size; offset += 8)
        g.code.emit(Op.FRAME_STORE_64, zero, 0, 0, place.offset + offset);
      return;
    }
    const used = g.allocate(2);
    const target = address(g, place);
    g.code.emit(Op.MOV, used, target);
    g.code.emit(Op.LI, used + 1, 0, 0, size);
    g.code.emit(Op.FILL, used, zero, used + 1);
  });
}

function storeItem(g: Generator, object: Place, item: InitialiserItem): void {
  const place = shifted(object, item.offset);
  if (isScalar(item.type)) {
    store(g, place, item.type, operand(g, storable(item.value, item.type)));
    return;
  }
  if (item.value.op !== 'string') {
    copy(g, place, placeOf(g, item.value), item.type.size);
    return;
  }
  copy(g, place, pinned(g, placeOf(g, item.value)), Math.min(item.type.size, item.value.object.type.size));
}
