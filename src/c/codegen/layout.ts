import { HEAP_BASE, PAGE_SIZE, RODATA_BASE, TEXT_BASE } from '../../../assembly/uapi/memory-map.ts';
import type { FunctionSymbol, StaticAddress, StaticObject } from '../ast.ts';
import type { Segment } from '../program.ts';
import { alignUp } from '../types-layout.ts';

/** Where static objects lie: constants, then data, then what begins as zero (bss) behind it on the same pages. */
export interface DataLayout {
  readonly addresses: ReadonlyMap<StaticObject, number>;
  readonly rodata: Segment;
  readonly data: Segment;
  readonly bssSize: number;
  /** Bytes from the first constant to the end of bss, and how many there is room for. */
  readonly size: number;
  readonly room: number;
}

/** Bytes from one function address to the next instruction's. */
const TEXT_UNIT = 16;

export const textAddress = (instruction: number): number => TEXT_BASE + TEXT_UNIT * instruction;

/** Gives every object its address; contents are filled in by `fill`. */
export function layOutData(objects: Iterable<StaticObject>): DataLayout {
  const constants: StaticObject[] = [];
  const initialised: StaticObject[] = [];
  const zero: StaticObject[] = [];
  for (const object of objects) {
    if (object.readOnly) constants.push(object);
    else if (object.data) initialised.push(object);
    else zero.push(object);
  }
  const addresses = new Map<StaticObject, number>();
  const place = (group: readonly StaticObject[], from: number): number => {
    let end = from;
    for (const object of group) {
      end = alignUp(end, object.align);
      addresses.set(object, end);
      end += object.type.size;
    }
    return end;
  };
  const rodataEnd = place(constants, RODATA_BASE);
  const dataBase = alignUp(rodataEnd, PAGE_SIZE);
  const dataEnd = alignUp(place(initialised, dataBase), 8);
  const bssEnd = place(zero, dataEnd);
  const fits = bssEnd <= HEAP_BASE;
  return {
    addresses,
    rodata: { address: RODATA_BASE, bytes: new Uint8Array(fits ? rodataEnd - RODATA_BASE : 0) },
    data: { address: dataBase, bytes: new Uint8Array(fits ? dataEnd - dataBase : 0) },
    bssSize: bssEnd - dataEnd,
    size: bssEnd - RODATA_BASE,
    room: HEAP_BASE - RODATA_BASE,
  };
}

/** Writes the objects' bytes, addresses in them resolved by `addressOf`. */
export function fill(layout: DataLayout, addressOf: (target: StaticObject | FunctionSymbol) => number): void {
  for (const [object, address] of layout.addresses) {
    const { data } = object;
    if (!data) continue;
    const segment = object.readOnly ? layout.rodata : layout.data;
    const offset = address - segment.address;
    segment.bytes.set(data.bytes, offset);
    const view = new DataView(segment.bytes.buffer);
    for (const each of data.addresses) writeAddress(view, offset, each, addressOf(each.target));
  }
}

function writeAddress(view: DataView, base: number, { offset, addend }: StaticAddress, target: number): void {
  view.setBigUint64(base + offset, BigInt.asUintN(64, BigInt(target + addend)), true);
}
