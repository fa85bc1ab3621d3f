import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { readBytes } from '../source.ts';

/** Byte offsets in an ELF64 file, little-endian. */
const E_PHOFF = 32;
const E_PHENTSIZE = 54;
const E_PHNUM = 56;
const PT_INTERP = 3;
const P_OFFSET = 8;
const P_FILESZ = 32;

/** An executable or a library. */
export interface Elf {
  readonly path: string;
  /** Its dynamic loader; undefined for a library, and for what is linked statically. */
  readonly loader: string | undefined;
  /** The newest LIBURING_ version among its symbols: what a library is, and what a program needs at least. */
  readonly symbols: string | undefined;
  /** Its debug information knows a member ring_entries: it was compiled with headers from 2.3 on. */
  readonly knowsCache: boolean;
  readonly isLibrary: boolean;
}

/** @returns undefined when the file is no ELF file of 64 bits */
export function readElf(path: string): Elf | undefined {
  const bytes = Buffer.from(readBytes(path, path));
  const isElf = bytes.length > 64 && bytes.readUInt32BE(0) === 0x7f45_4c46 && bytes[4] === 2;
  if (!isElf) return undefined;
  const loader = interpreterOf(bytes);
  return {
    path,
    loader,
    symbols: newest(bytes.toString('latin1').match(/LIBURING_(\d+\.\d+)/g) ?? []),
    knowsCache: knowsMember(bytes),
    isLibrary: loader === undefined && /\.so(\.|$)/.test(basename(path)),
  };
}

function interpreterOf(bytes: Buffer): string | undefined {
  const table = Number(bytes.readBigUInt64LE(E_PHOFF));
  const size = bytes.readUInt16LE(E_PHENTSIZE);
  const count = bytes.readUInt16LE(E_PHNUM);
  for (let i = 0; i < count; i++) {
    const at = table + i * size;
    if (at + size > bytes.length || bytes.readUInt32LE(at) !== PT_INTERP) continue;
    const from = Number(bytes.readBigUInt64LE(at + P_OFFSET));
    const length = Number(bytes.readBigUInt64LE(at + P_FILESZ));
    return bytes.toString('latin1', from, from + length - 1);
  }
  return undefined;
}

/** Section headers: where they are, and what of them is needed. */
const E_SHOFF = 40;
const E_SHENTSIZE = 58;
const E_SHNUM = 60;
const E_SHSTRNDX = 62;
const SH_OFFSET = 24;
const SH_SIZE = 32;

/**
 * Whether the debug information names a member ring_entries. Linkers keep one copy of strings that end alike, so the
 * name is the tail of kring_entries, and what tells is that something refers to it there.
 */
function knowsMember(bytes: Buffer): boolean {
  const strings = sectionOf(bytes, '.debug_str');
  const info = sectionOf(bytes, '.debug_info');
  if (!strings || !info) return false;
  const alone = strings.indexOf('\0ring_entries\0');
  const inside = strings.indexOf('kring_entries\0');
  if (alone < 0 && inside < 0) return false;
  const reference = Buffer.alloc(4);
  reference.writeUInt32LE(alone < 0 ? inside + 1 : alone + 1);
  return info.includes(reference);
}

function sectionOf(bytes: Buffer, name: string): Buffer | undefined {
  const table = Number(bytes.readBigUInt64LE(E_SHOFF));
  const size = bytes.readUInt16LE(E_SHENTSIZE);
  const count = bytes.readUInt16LE(E_SHNUM);
  if (table === 0 || table + size * count > bytes.length) return undefined;
  const content = (index: number) => {
    const at = table + index * size;
    const from = Number(bytes.readBigUInt64LE(at + SH_OFFSET));
    return bytes.subarray(from, from + Number(bytes.readBigUInt64LE(at + SH_SIZE)));
  };
  const names = content(bytes.readUInt16LE(E_SHSTRNDX));
  for (let index = 0; index < count; index++) {
    const from = bytes.readUInt32LE(table + index * size);
    if (names.toString('latin1', from, names.indexOf(0, from)) === name) return content(index);
  }
  return undefined;
}

function newest(names: readonly string[]): string | undefined {
  const versions = names.map((name) => name.slice('LIBURING_'.length).split('.').map(Number) as [number, number]);
  const [last] = versions.sort(([a, b], [c, d]) => c - a || d - b);
  return last?.join('.');
}

/** The liburing that the loader would take for a program; it looks, and runs nothing of the program. */
export function libraryFor({ path, loader }: Elf): string | undefined {
  if (loader === undefined) return undefined;
  const { stdout } = spawnSync(loader, ['--list', path], { encoding: 'utf8' });
  return /liburing\.so\S* => (\/\S+)/.exec(stdout ?? '')?.[1];
}

/** Which release a library is: by its symbols, else by its file's name. */
export function releaseOf(path: string): string | undefined {
  const real = realpathSync(path);
  const named = /liburing\.so\.(\d+\.\d+)/.exec(real)?.[1];
  return readElf(real)?.symbols ?? named;
}
