/** What messages are made of: each field is written and read by one definition, with its bounds. */
import { WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { ByteReader, ByteWriter } from './bytes.ts';
import { LinkError } from './link-error.ts';

export interface Field<T> {
  put(to: ByteWriter, value: T): void;
  /** @throws {LinkError} when what stands there is not allowed */
  take(from: ByteReader): T;
}

export const u8: Field<number> = { put: (to, value) => to.u8(value), take: (from) => from.u8() };
export const u32: Field<number> = { put: (to, value) => to.u32(value), take: (from) => from.u32() };
export const u64: Field<bigint> = { put: (to, value) => to.u64(value), take: (from) => from.u64() };
/** As the kernel's results are: -errno or a value. */
export const i64: Field<bigint> = {
  put: (to, value) => to.u64(BigInt.asUintN(64, value)),
  take: (from) => BigInt.asIntN(64, from.u64()),
};

/** One of 0 to `most`. */
export function upTo(most: number): Field<number> {
  return {
    put: (to, value) => to.u32(value),
    take: (from) => {
      const value = from.u32();
      if (value > most) throw new LinkError('BAD_MESSAGE', `${value} is more than ${most}`);
      return value;
    },
  };
}

export function bytes(most: number): Field<Uint8Array> {
  const length = upTo(most);
  return {
    put: (to, value) => {
      length.put(to, value.length);
      to.raw(value);
    },
    take: (from) => from.raw(length.take(from)),
  };
}

export function text(most: number): Field<string> {
  const field = bytes(most);
  return {
    put: (to, value) => field.put(to, new TextEncoder().encode(value).subarray(0, most)),
    take: (from) => new TextDecoder().decode(field.take(from)),
  };
}

export function list<T>(element: Field<T>, most: number): Field<readonly T[]> {
  const length = upTo(most);
  return {
    put: (to, values) => {
      length.put(to, values.length);
      for (const value of values) element.put(to, value);
    },
    take: (from) => Array.from({ length: length.take(from) }, () => element.take(from)),
  };
}

export function optional<T>(field: Field<T>): Field<T | undefined> {
  return {
    put: (to, value) => {
      to.u8(value === undefined ? 0 : 1);
      if (value !== undefined) field.put(to, value);
    },
    take: (from) => (from.u8() === 0 ? undefined : field.take(from)),
  };
}

export function struct<T extends object>(fields: { readonly [K in keyof T]: Field<T[K]> }): Field<T> {
  const entries = Object.entries(fields) as [keyof T, Field<T[keyof T]>][];
  return {
    put: (to, value) => {
      for (const [name, field] of entries) field.put(to, value[name]);
    },
    take: (from) => Object.fromEntries(entries.map(([name, field]) => [name, field.take(from)])) as T,
  };
}

/** A user address and how many bytes from there on, all of them in the window. */
export interface Range {
  readonly address: number;
  readonly length: number;
}

/** @throws {LinkError} outside of the window */
function inWindow(address: bigint, length: number): number {
  const offset = address - BigInt(WINDOW_BASE);
  if (offset < 0n || offset + BigInt(length) > BigInt(WINDOW_SIZE))
    throw new LinkError('BAD_MESSAGE', `${length} bytes at 0x${address.toString(16)} are not in the window`);
  return Number(address);
}

export const range: Field<Range> = {
  put: (to, { address, length }) => {
    to.u64(BigInt(address));
    to.u32(length);
  },
  take: (from) => {
    const address = from.u64();
    const length = from.u32();
    return { address: inWindow(address, length), length };
  },
};

/** Bytes of user memory and where they are. */
export interface Patch {
  readonly address: number;
  readonly bytes: Uint8Array;
}

export function patch(most: number): Field<Patch> {
  const content = bytes(most);
  return {
    put: (to, value) => {
      to.u64(BigInt(value.address));
      content.put(to, value.bytes);
    },
    take: (from) => {
      const address = from.u64();
      const value = content.take(from);
      return { address: inWindow(address, value.length), bytes: value };
    },
  };
}
