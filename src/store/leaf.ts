import type { CType, VariableInfo } from '../c/program.ts';
import { isStruct, sizeOf } from './c-type.ts';

/** The innermost value that lies over a byte, by the program's types. */
export interface Leaf {
  /** `iocb[3].u.c.buf`, `ev[0]`, `count`. */
  readonly path: string;
  readonly type: CType;
  readonly address: number;
}

/** Structures of the kernel's, which have fields of their own names: the walk stops at them. */
const KERNEL_STRUCTS = ['iocb', 'io_event', 'iovec', 'aio_ring'];

/**
 * Walks down the type of a variable to the value at `address`.
 * @param wanted bytes that are asked about: the walk stops where a part would be smaller
 * @returns undefined when the variable does not cover the address
 */
export function leafOf({ name, type, address }: VariableInfo, at: number, wanted: number): Leaf | undefined {
  const offset = at - address;
  if (offset < 0 || offset >= sizeOf(type)) return undefined;
  return descend({ path: name, type, address }, at, wanted);
}

/** The same below any typed place, such as what a pointer leads to. */
export function descend(leaf: Leaf, at: number, wanted: number): Leaf {
  const { path, type, address } = leaf;
  const offset = at - address;
  if (type.kind === 'array') {
    const size = sizeOf(type.of);
    if (size === 0 || size < wanted) return leaf;
    const index = Math.floor(offset / size);
    return descend({ path: `${path}[${index}]`, type: type.of, address: address + index * size }, at, wanted);
  }
  if ((type.kind === 'struct' || type.kind === 'union') && !KERNEL_STRUCTS.some((name) => isStruct(type, name))) {
    const member = type.members.find((m) => offset >= m.offset && offset < m.offset + sizeOf(m.type));
    if (!member || sizeOf(member.type) < wanted) return leaf;
    const name = member.name === '' ? path : `${path}.${member.name}`;
    return descend({ path: name, type: member.type, address: address + member.offset }, at, wanted);
  }
  return leaf;
}
