import { openSync, readSync } from 'node:fs';
import { Errno } from '../../assembly/uapi/errno.ts';
import { PAGE_SIZE, WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { LinkError } from '../wire/link-error.ts';
import { type Patch, type Range, type Region, RegionKind } from '../wire/messages.ts';
import { WINDOW_TAKEN } from './call.ts';
import type { Span, Syscalls } from './syscalls.ts';

const PROT_READ_WRITE = 3;
const MAP_PRIVATE_ANONYMOUS = 0x22;
const MAP_NORESERVE = 0x4000;
const MAP_FIXED_NOREPLACE = 0x10_0000;

/** One read or write moves at most 0x7ffff000 bytes (RES-13): from an address in the window, not past this. */
const GUARD = 0x8000_0000;
/** Private copies of lists for the kernel. The longest list of iocbs is that of the largest ring, 131,199 of 8 bytes. */
const SCRATCH = 0x20_0000;
/** vm.mmap_min_addr of every distribution: nothing is ever mapped below. */
const LOWEST_MAPPING = 0x1_0000n;
/** Below is the half of the addresses that a process may have. */
const USER_HALF = 0x8000_0000_0000n;
const TASK_SIZE_MAX = USER_HALF - BigInt(PAGE_SIZE);
const MAX_RW_COUNT = 0x7fff_f000n;

/** What the memory of SQEs is called in /proc/self/maps: uring-calls.ts gives it the name. */
export const SQES_NAME = 'io_uring_sqes';
const SQES = `/memfd:${SQES_NAME} `;

const BASE = BigInt(WINDOW_BASE);
const END = BASE + BigInt(WINDOW_SIZE);

/**
 * The program's memory in this process: the window, at the addresses that it has everywhere. Holes in it are real holes, so
 * the kernel says itself what is there. It is touched only by process_vm_readv and writev: a bad address is an error, never
 * a crash.
 */
export class Window {
  /** A page without any access: what the kernel gets instead of an address of this process outside the window. */
  readonly nowhere: bigint;
  private readonly scratchAddress: bigint;
  private copies: bigint;
  private readonly maps = openSync('/proc/self/maps', 'r');
  /** Memory of SQEs that is, or was, mapped more than once: from then on it is like a file. */
  private readonly aliased = new Set<string>();

  constructor(private readonly sys: Syscalls) {
    const guarded = this.map(BASE, WINDOW_SIZE + GUARD, 0, MAP_NORESERVE | MAP_FIXED_NOREPLACE);
    if (guarded === BigInt(-Errno.EEXIST)) process.exit(WINDOW_TAKEN);
    if (guarded !== BASE) throw new LinkError('NO_SESSION', `the window is not free: ${guarded}`);
    sys.now(Sys.munmap, BASE, WINDOW_SIZE);
    this.scratchAddress = this.map(0n, SCRATCH + PAGE_SIZE, PROT_READ_WRITE, 0);
    this.nowhere = this.scratchAddress + BigInt(SCRATCH);
    sys.now(Sys.mprotect, this.nowhere, PAGE_SIZE, 0);
    this.copies = this.nowhere;
  }

  contains(address: bigint, length: bigint): boolean {
    return address >= BASE && length >= 0n && address + length <= END;
  }

  /**
   * What the kernel is given for a pointer of the program: the same, where that can only be the program's memory or
   * nobody's, else `nowhere`.
   * @param length of what it points to, as far as the kernel will go
   */
  pointer(address: bigint, length = 0n): bigint {
    if (address < LOWEST_MAPPING || address >= USER_HALF || (address >= BASE && address < END)) return address;
    // access_ok() refuses it before anybody looks.
    const end = address + (length < MAX_RW_COUNT ? length : MAX_RW_COUNT);
    return end > TASK_SIZE_MAX ? address : this.nowhere;
  }

  /** @returns as many of the bytes as are there; the program's own only */
  read(address: bigint, length: number): Buffer {
    const room = Number(END - address);
    return this.contains(address, 0n) ? this.sys.read(address, Math.min(length, room)) : Buffer.alloc(0);
  }

  /** As read() of each. */
  readEach(spans: readonly Span[]): Buffer[] {
    return this.sys.readEach(
      spans.map(({ address, length }) => ({
        address,
        length: this.contains(address, 0n) ? Math.min(length, Number(END - address)) : 0,
      })),
    );
  }

  write(patches: readonly Patch[]): boolean {
    return this.sys.write(patches.map(({ address, bytes }) => ({ address: BigInt(address), bytes })));
  }

  /** What is in these ranges; a range ends early at a page that is not there. */
  patches(ranges: readonly Range[]): Patch[] {
    const bytes = this.readEach(ranges.map(({ address, length }) => ({ address: BigInt(address), length })));
    return ranges
      .map(({ address }, i) => ({ address, bytes: bytes[i]! }))
      .filter(({ bytes: { length } }) => length > 0);
  }

  /** A call begins: what was copied for the last one is not needed any more. */
  forgetCopies(): void {
    this.copies = this.nowhere;
  }

  /** A private copy for the kernel, good for one call. The first one ends where `nowhere` begins. */
  copy(bytes: Uint8Array): bigint {
    const address = this.copies - BigInt(bytes.length);
    if (address < this.scratchAddress) throw new LinkError('NO_SESSION', `no room for a copy of ${bytes.length} bytes`);
    this.sys.write([{ address, bytes }]);
    this.copies = address;
    return address;
  }

  /** All that is mapped in the window, as the kernel says it. */
  regions(): Region[] {
    const mappings = this.mapsText()
      .split('\n')
      .map(mappingOf)
      .filter((mapping) => mapping !== undefined);
    this.findAliases(mappings.filter(({ name }) => name.startsWith(SQES)));
    return mappings.map((mapping) => ({
      address: mapping.address,
      length: mapping.length,
      protection: mapping.protection,
      kind: this.kindOf(mapping),
    }));
  }

  private findAliases(mappings: readonly Mapping[]): void {
    for (const [i, { inode, offset, length }] of mappings.entries()) {
      const again = mappings
        .slice(i + 1)
        .some((other) => other.inode === inode && overlaps(other.offset, other.length, offset, length));
      if (again) this.aliased.add(inode);
    }
  }

  private kindOf({ inode, name, shared }: Mapping): RegionKind {
    if (name.startsWith('/[aio]')) return RegionKind.Ring;
    // Shared anonymous memory is a file of the kernel's own.
    if (inode === '0' || name.startsWith('/dev/zero')) return RegionKind.Anonymous;
    // SQEs are what the program writes, and nobody else.
    if (name.startsWith(SQES)) return this.aliased.has(inode) ? RegionKind.SharedFile : RegionKind.Anonymous;
    return shared ? RegionKind.SharedFile : RegionKind.PrivateFile;
  }

  /** /proc/self/maps is in order of address, and what lies behind the window is not read. */
  private mapsText(): string {
    const buffer = Buffer.alloc(1 << 16);
    let text = '';
    for (;;) {
      const length = readSync(this.maps, buffer, 0, buffer.length, text.length);
      text += buffer.toString('latin1', 0, length);
      const last = text.lastIndexOf('\n', text.length - 2) + 1;
      if (length === 0 || Number.parseInt(text.slice(last), 16) >= Number(END)) return text;
    }
  }

  private map(address: bigint, length: number, protection: number, flags: number): bigint {
    const at = this.sys.now(Sys.mmap, address, length, protection, MAP_PRIVATE_ANONYMOUS | flags, -1n, 0);
    return BigInt(at);
  }
}

/** A line of /proc/self/maps. */
interface Mapping extends Omit<Region, 'kind'> {
  readonly offset: number;
  readonly inode: string;
  readonly name: string;
  readonly shared: boolean;
}

/** `1000000000-1000001000 rw-s 00000000 00:0e 1234  /[aio] (deleted)` */
function mappingOf(line: string): Mapping | undefined {
  const [, start = '', end = '', access = '', offset = '', inode = '', name = ''] =
    /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ (\d+) *(.*)$/.exec(line) ?? [];
  const address = Math.max(Number.parseInt(start, 16), WINDOW_BASE);
  const length = Math.min(Number.parseInt(end, 16), WINDOW_BASE + WINDOW_SIZE) - address;
  if (!(length > 0)) return undefined;
  const protection = [...'rwx'].reduce((bits, letter, i) => bits | (access[i] === letter ? 1 << i : 0), 0);
  const shared = access.endsWith('s');
  return { address, length, protection, offset: Number.parseInt(offset, 16), inode, name, shared };
}

function overlaps(a: number, aLength: number, b: number, bLength: number): boolean {
  return a < b + bLength && b < a + aLength;
}
