/**
 * Random sequences of system calls, run on the model and, as a C program, on this machine's kernel. Addresses are
 * those of the user window on both sides; an aio handle is wherever its kernel put it, so it is named by its number.
 */

import { HEAP_BASE, STACK_BASE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assertTrue } from '../lib/assert.ts';
import type { TaskId } from '../machine/machine.ts';
import { BLOCKED } from '../machine/machine.ts';
import type { ModelMachine } from '../machine/model-machine.ts';

/** A number, or the handle of context `handle` plus an offset. */
export type Value = bigint | { readonly handle: number; readonly offset: bigint };

export type Operation =
  | { readonly kind: 'call'; readonly nr: number; readonly arguments: readonly Value[] }
  | { readonly kind: 'store'; readonly size: 4 | 8; readonly address: Value; readonly value: bigint }
  /** Writes a word of a ring's header, if the context exists. */
  | { readonly kind: 'spoil'; readonly context: number; readonly field: bigint; readonly value: bigint }
  /** Destroys a context and forgets its handle, if it exists. */
  | { readonly kind: 'forget'; readonly context: number };

/** 16 pages that can be written and whose content counts, then a read-only one; behind them nothing. */
export const REGION = BigInt(HEAP_BASE);
export const COUNTED_PAGES = 16;
export const READ_ONLY = REGION + 16n * 4096n;
export const NOWHERE = REGION + 17n * 4096n;
/** Where handles are kept, out of reach of the buffers. */
export const HANDLES = BigInt(STACK_BASE) + 4096n;
/** How many contexts a script may have at a time. */
export const CONTEXTS = 4;

const TASK = 1 as TaskId;
/** The content of the region is compared after so many operations. */
const HASH_EVERY = 16;

/** Where the preparation puts paths; not part of what is compared. */
const PATHS = BigInt(STACK_BASE);

/** Prepares the region as the C program does, and opens `paths` with their flags: fds 3, 4, ... */
export function prepare(machine: ModelMachine, paths: readonly (readonly [string, number])[]): void {
  machine.syscall(TASK, Sys.brk, NOWHERE);
  const zero = openPath(machine, '/dev/zero', 0);
  machine.syscall(TASK, Sys.read, zero, REGION, NOWHERE - REGION);
  machine.syscall(TASK, Sys.close, zero);
  machine.syscall(TASK, Sys.mprotect, READ_ONLY, 4096n, 1n);
  for (const [path, flags] of paths) openPath(machine, path, flags);
}

function openPath(machine: ModelMachine, path: string, flags: number): bigint {
  machine.bytes.set(new TextEncoder().encode(`${path}\0`), physical(machine, PATHS));
  return machine.syscall(TASK, Sys.open, PATHS, BigInt(flags), 0o644n) as bigint;
}

/** Runs it on the model. @returns a line for every call, as the C program prints it */
export function runOnModel(machine: ModelMachine, script: readonly Operation[]): string[] {
  const lines: string[] = [];
  script.forEach((operation, index) => {
    if (operation.kind === 'store') {
      store(machine, operation.size, evaluate(machine, operation.address), operation.value);
    } else if (operation.kind === 'spoil') {
      const handle = loadWord(machine, HANDLES + BigInt(operation.context) * 8n);
      if (handle !== 0n) store(machine, 4, handle + operation.field, operation.value);
    } else if (operation.kind === 'forget') {
      const at = HANDLES + BigInt(operation.context) * 8n;
      machine.syscall(TASK, Sys.io_destroy, loadWord(machine, at));
      store(machine, 8, at, 0n);
    } else {
      const first = machine.syscall(
        TASK,
        operation.nr,
        ...operation.arguments.map((value) => evaluate(machine, value)),
      );
      const answer = first === BLOCKED ? machine.resumeSyscall(TASK) : first;
      lines.push(
        `${index} ${answer === BLOCKED ? 'blocked' : answer}${rings(machine)}${index % HASH_EVERY === 0 ? ` ${hash(machine)}` : ''}`,
      );
    }
  });
  return lines;
}

function evaluate(machine: ModelMachine, value: Value): bigint {
  return typeof value === 'bigint' ? value : loadWord(machine, HANDLES + BigInt(value.handle) * 8n) + value.offset;
}

function physical(machine: ModelMachine, address: bigint): number {
  const at = machine.memory.physical(Number(address));
  assertTrue(at !== undefined, `nothing at ${address.toString(16)}`);
  return at;
}

function store(machine: ModelMachine, size: 4 | 8, address: bigint, value: bigint): void {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value), true);
  machine.bytes.set(bytes.subarray(0, size), physical(machine, address));
}

function loadWord(machine: ModelMachine, address: bigint): bigint {
  const bytes = new Uint8Array(8);
  machine.memory.read(Number(address), 8, bytes);
  return new DataView(bytes.buffer).getBigUint64(0, true);
}

/** id, nr, head and tail of every ring that is mapped. */
function rings(machine: ModelMachine): string {
  let text = '';
  for (let k = 0; k < CONTEXTS; k++) {
    const handle = loadWord(machine, HANDLES + BigInt(k) * 8n);
    if (handle === 0n) continue;
    const bytes = new Uint8Array(16);
    machine.memory.read(Number(handle), 16, bytes);
    text += ` [${new Uint32Array(bytes.buffer).join(' ')}]`;
  }
  return text;
}

/** FNV-1a over 64-bit words. */
function hash(machine: ModelMachine): string {
  const bytes = new Uint8Array(COUNTED_PAGES * 4096);
  machine.memory.read(Number(REGION), bytes.length, bytes);
  let sum = 0xcbf29ce484222325n;
  for (const word of new BigUint64Array(bytes.buffer)) sum = BigInt.asUintN(64, (sum ^ word) * 0x100000001b3n);
  return sum.toString(16);
}

/** The same as a C program for the kernel of this machine. */
export function asC(script: readonly Operation[], paths: readonly (readonly [string, number])[]): string {
  const number = (n: bigint) => (n < 0n ? `(${n + 1n}L - 1)` : n > 0x7fff_ffff_ffff_ffffn ? `${n}UL` : `${n}L`);
  const value = (v: Value) => (typeof v === 'bigint' ? number(v) : `(H[${v.handle}] + ${number(v.offset)})`);
  const body = script.map((operation, index) => {
    if (operation.kind === 'store') {
      return `\t*(${operation.size === 4 ? 'unsigned' : 'long'} *)${value(operation.address)} = ${value(operation.value)};`;
    }
    if (operation.kind === 'spoil') {
      const { context, field, value: word } = operation;
      return `\tif (H[${context}])\n\t\t*(unsigned *)(H[${context}] + ${field}) = ${word};`;
    }
    if (operation.kind === 'forget') {
      return `\tsyscall(${Sys.io_destroy}, H[${operation.context}]);\n\tH[${operation.context}] = 0;`;
    }
    const call = `syscall(${[BigInt(operation.nr), ...operation.arguments].map(value).join(', ')})`;
    return `\tshow(${index}, ${call}, ${index % HASH_EVERY === 0 ? 1 : 0});`;
  });
  return `#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static long *const H = (long *)${HANDLES}L;

static void show(int index, long result, int with_hash)
{
	printf("%d %ld", index, result < 0 ? -(long)errno : result);
	for (int k = 0; k < ${CONTEXTS}; k++) {
		unsigned *ring = (unsigned *)H[k];
		if (ring)
			printf(" [%u %u %u %u]", ring[0], ring[1], ring[2], ring[3]);
	}
	if (with_hash) {
		unsigned long sum = 0xcbf29ce484222325;
		for (unsigned long *at = (unsigned long *)${REGION}L; at < (unsigned long *)${READ_ONLY}L; at++)
			sum = (sum ^ *at) * 0x100000001b3;
		printf(" %lx", sum);
	}
	printf("\\n");
}

int main(void)
{
	if (mmap((void *)${REGION}L, 17 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED)
		abort();
	if (mmap((void *)H, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0) == MAP_FAILED)
		abort();
	if (mprotect((void *)${READ_ONLY}L, 4096, PROT_READ) < 0)
		abort();
${paths.map(([path, flags]) => `\tif (open("${path}", ${flags}, 0644) < 0)\n\t\tabort();`).join('\n')}
${body.join('\n')}
	return 0;
}
`;
}
