import type { CType, StructType, VariableInfo } from '../c/program.ts';
import { momentOf } from './moment.ts';
import type { Session } from './session.ts';
import { readUser } from './user-reader.ts';
import { scopes } from './variables.ts';

/** A struct of the program, by what it has in it, wherever it lies. */
export interface FoundStruct {
  readonly type: StructType;
  /** Whether it has a member of this name. */
  readonly member: (name: string) => boolean;
  /** User address of a member; of one that does not exist, undefined. */
  readonly address: (name: string) => number | undefined;
  readonly u32: (name: string) => number | undefined;
  readonly u64: (name: string) => number | undefined;
}

/** Structs in structs are looked into this deep. */
const DEPTH = 3;

/** The first variable in sight, or part of one, that is such a struct. */
export function findStruct(session: Session, is: (type: StructType) => boolean): FoundStruct | undefined {
  const variables = scopes(session).flatMap((scope): readonly VariableInfo[] => scope.variables);
  for (const { type, address } of variables) {
    const found = within(type, address, is, DEPTH);
    if (found) return view(session, found.type, found.address);
  }
  return undefined;
}

function within(
  type: CType,
  address: number,
  is: (type: StructType) => boolean,
  depth: number,
): { type: StructType; address: number } | undefined {
  if (type.kind !== 'struct' || depth === 0) return undefined;
  if (is(type)) return { type, address };
  for (const member of type.members) {
    const found = within(member.type, address + member.offset, is, depth - 1);
    if (found) return found;
  }
  return undefined;
}

function view(session: Session, type: StructType, base: number): FoundStruct {
  const { memory } = momentOf(session);
  const address = (name: string) => {
    const member = type.members.find((candidate) => candidate.name === name);
    return member && base + member.offset;
  };
  const read = (name: string, size: number) => {
    const at = address(name);
    return at === undefined ? undefined : readUser(memory, at, size);
  };
  return {
    type,
    member: (name) => address(name) !== undefined,
    address,
    u32: (name) => read(name, 4)?.getUint32(0, true),
    u64: (name) => {
      const bytes = read(name, 8);
      return bytes && Number(bytes.getBigUint64(0, true));
    },
  };
}
