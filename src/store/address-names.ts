import { HEAP_BASE, HEAP_END } from '../../assembly/uapi/memory-map.ts';
import type { CType, VariableInfo } from '../c/program.ts';
import type { UserMemory } from '../machine/machine.ts';
import { isStruct, sizeOf } from './c-type.ts';
import type { NamedRange } from './named-ranges.ts';
import { readUser } from './user-reader.ts';

/** What the program calls the bytes at an address: `io[5]`, `req.cb`, `buf+512`, `*p`. */
export class AddressNames {
  /**
   * @param variables innermost scope first
   * @param ranges rings and files that are mapped
   */
  constructor(
    private readonly variables: readonly VariableInfo[],
    private readonly memory: UserMemory,
    private readonly ranges: readonly NamedRange[] = [],
  ) {}

  /**
   * @param except address of the pointer that is asked about, which is no name for what it points to
   * @returns undefined when it is no ring and no file, and no variable in scope covers the address or points to it
   */
  at(address: number | bigint, except?: number): string | undefined {
    const wanted = Number(address);
    const range = this.ranges.find(({ start, end }) => wanted >= start && wanted < end);
    if (range) return range.name(wanted - range.start);
    for (const variable of this.variables) {
      const offset = wanted - variable.address;
      if (offset >= 0 && offset < sizeOf(variable.type)) return within(variable.name, variable.type, offset);
    }
    return this.byPointer(wanted, except);
  }

  /** Memory of malloc has no name of its own: it is called by a pointer variable that holds its address. */
  private byPointer(wanted: number, except: number | undefined): string | undefined {
    if (wanted < HEAP_BASE || wanted >= HEAP_END) return undefined;
    for (const { name, type, address } of this.variables) {
      if (type.kind !== 'pointer' || address === except) continue;
      const target = this.pointer(address);
      if (target === wanted) return type.to.kind === 'struct' ? `*${name}` : name;
      if (target === undefined || target < HEAP_BASE || target >= wanted || type.to.kind !== 'struct') continue;
      const index = (wanted - target) / type.to.size;
      if (Number.isInteger(index) && index < MAX_INDEX) return `${name}[${index}]`;
    }
    return undefined;
  }

  private pointer(address: number): number | undefined {
    const bytes = readUser(this.memory, address, 8);
    return bytes && Number(bytes.getBigUint64(0, true));
  }
}

/** Further than this from the pointer, an index would be a guess. */
const MAX_INDEX = 4096;

function within(path: string, type: CType, offset: number): string {
  if (type.kind === 'array') {
    const size = sizeOf(type.of);
    if (size <= 1 || size === 0) return offset === 0 ? path : `${path}+${offset}`;
    const index = Math.floor(offset / size);
    return within(`${path}[${index}]`, type.of, offset - index * size);
  }
  if (type.kind === 'struct' && !isStruct(type, 'iocb') && offset > 0) {
    const member = type.members.find((m) => offset >= m.offset && offset < m.offset + sizeOf(m.type));
    if (member) return within(`${path}.${member.name}`, member.type, offset - member.offset);
  }
  if (type.kind === 'struct' && offset === 0) {
    const first = type.members[0];
    if (first && holdsIocb(first.type)) return within(`${path}.${first.name}`, first.type, 0);
  }
  return offset === 0 ? path : `${path}+${offset}`;
}

/** A struct that begins with an iocb (container_of is common): its address is better called by the iocb. */
function holdsIocb(type: CType): boolean {
  return isStruct(type, 'iocb');
}
