import { type ArrayType, isRecord, MAX_OBJECT_SIZE, type Member, type RecordType, type Type } from './types.ts';

export const alignUp = (offset: number, align: number): number => Math.ceil(offset / align) * align;

/** A member as declared: what `__attribute__((packed))`, `aligned` and `_Alignas` say about it included. */
export interface MemberDeclaration {
  readonly name: string;
  readonly type: Type;
  readonly packed: boolean;
  /** 0 when nothing asks for more than the type does. */
  readonly align: number;
}

/**
 * Lays a struct or union out as the System V ABI of x86-64 does: each member at the next multiple of its alignment,
 * the size rounded up to the struct's. `packed` makes the members' own alignment 1, `aligned` only ever raises it.
 * @returns false when the struct is larger than any object may be
 */
export function layOut(
  record: RecordType,
  members: readonly MemberDeclaration[],
  packed: boolean,
  minimum: number,
): boolean {
  const placed: Member[] = [];
  let end = 0;
  let align = 1;
  for (const { name, type, packed: own, align: asked } of members) {
    const natural = Math.max(packed || own ? 1 : type.align, asked);
    align = Math.max(align, natural);
    const offset = record.kind === 'union' ? 0 : alignUp(end, natural);
    placed.push({ name, type, offset });
    end = Math.max(end, offset + type.size);
  }
  align = Math.max(align, minimum);
  const size = alignUp(end, align);
  Object.assign(record, { members: placed, size, align, complete: true });
  return size <= MAX_OBJECT_SIZE;
}

/** A member by name, through anonymous structs and unions; its offset is from the beginning of `record`. */
export function findMember(record: RecordType, name: string): Member | undefined {
  for (const member of record.members) {
    if (member.name === name) return member;
    if (member.name === '' && isRecord(member.type)) {
      const inner = findMember(member.type, name);
      if (inner) return { ...inner, offset: member.offset + inner.offset };
    }
  }
  return undefined;
}

/** The type of an element of a struct or array by position, and where it lies; undefined past the last. */
export function elementAt(
  aggregate: RecordType | ArrayType,
  index: number,
): { readonly type: Type; readonly offset: number } | undefined {
  if (aggregate.kind === 'array') {
    if (aggregate.complete && index >= aggregate.length) return undefined;
    return { type: aggregate.of, offset: index * aggregate.of.size };
  }
  if (aggregate.kind === 'union' && index > 0) return undefined;
  return aggregate.members[index];
}
