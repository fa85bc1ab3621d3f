import type { RuleId } from '../rules/ids.ts';
import { hex } from '../uapi/names.ts';
import type { Origin } from './field-origins.ts';

/** Some bytes of user memory and what they are, as far as anybody can say. */
export interface FieldInfo {
  readonly address: number;
  readonly size: number;
  /** `aio_buf`, `head`, `ev[0]`. */
  readonly name: string;
  /** What the program calls the structure it lies in: `iocb[3]`, `io_events[7]`. */
  readonly owner: string | undefined;
  readonly type: string;
  /** `struct iocb` and the offset in it; undefined outside the kernel's structures. */
  readonly struct: { readonly name: string; readonly offset: number } | undefined;
  /** As C would print it; undefined where a whole structure has no one value. */
  readonly value: string | undefined;
  /** One sentence. */
  readonly says: string;
  readonly source: string | undefined;
  readonly fn: string | undefined;
  readonly rules: readonly RuleId[];
}

/** The field of a structure that covers an offset. */
export function fieldOf<F extends { readonly offset: number; readonly size: number }>(
  fields: readonly F[],
  offset: number,
): F | undefined {
  return fields.find((field) => offset >= field.offset && offset < field.offset + field.size);
}

/** What is the same of a field wherever its structure lies. */
export function of(
  origin: Origin,
  struct: string,
  base: number,
  field: { name: string; offset: number; size: number },
) {
  const { type, source, fn, rules } = origin;
  return {
    address: base + field.offset,
    size: field.size,
    name: field.name,
    type,
    struct: { name: struct, offset: field.offset },
    source,
    fn,
    rules,
  };
}

/** A structure as a whole. */
export function whole({ type, source, fn, rules }: Origin, address: number, size: number, name: string) {
  return { address, size, name, owner: undefined, type, struct: undefined, value: undefined, source, fn, rules };
}

/** A pointer's value, and what it leads to. */
export function named(name: string | undefined, address: bigint): string {
  return name === undefined ? hex(address) : `${hex(address)} → ${name}`;
}
