/**
 * What a machine whose program runs here and the Linux host whose kernel serves it say to each other. A change of anything
 * in this file changes WIRE_VERSION.
 *
 * hello, then any files, then calls and fetches. A call is answered by `returned` or `unmodelled`, a fetch by `fetched`,
 * hello by `welcome`; a host that cannot go on says `refusal` and nothing more. Before an answer come the output that
 * belongs to it and, where the bytes do not fit one frame, `memory`.
 */
import {
  bytes,
  type Field,
  i64,
  list,
  optional,
  type Patch,
  patch,
  type Range,
  range,
  struct,
  text,
  u32,
  u64,
  upTo,
} from './fields.ts';

export type { Patch, Range } from './fields.ts';

export const WIRE_VERSION = 3;

/** Nothing longer is sent or accepted. */
export const MAX_FRAME = 1 << 22;
/** Bytes of user memory in one message: with as many addresses as they may have, they fit a frame. */
export const MAX_PATCHED = 1 << 20;
export const MAX_PATCHES = 1 << 16;
const MAX_RANGES = 1 << 10;
const MAX_REGIONS = 1 << 14;
/** NAME_MAX */
const MAX_NAME = 255;
const MAX_SENTENCE = 1000;

/** What a page of the window holds, as far as the program's side must know. */
export enum RegionKind {
  Anonymous = 0,
  /** An aio ring: the kernel writes it at any time. */
  Ring = 1,
  /** A shared mapping of a file: so may whoever writes to the file. */
  SharedFile = 2,
  /** A private mapping of a file. */
  PrivateFile = 3,
}

/** Pages that are mapped alike. */
export interface Region extends Range {
  /** PROT_READ 1 | PROT_WRITE 2 | PROT_EXEC 4 */
  readonly protection: number;
  readonly kind: RegionKind;
}

/** Bytes that follow each other from `address` on: one message's worth. */
interface Memory {
  readonly patches: readonly Patch[];
}

/** When the host's kernel was asked and when it had answered: CLOCK_MONOTONIC since the session began, in ns. */
interface Times {
  readonly began: bigint;
  readonly ended: bigint;
}

export interface ToHost {
  hello: { readonly version: number };
  /** A piece of an input file; a file comes in order. */
  file: { readonly name: string; readonly bytes: Uint8Array };
  /** What the program changed since the last message. */
  memory: Memory;
  /** One system call, after these changes. */
  call: Memory & {
    readonly id: number;
    readonly nr: number;
    readonly args: readonly bigint[];
    /** Where a mapping or a ring that has no address yet may go. */
    readonly room: Range | undefined;
  };
  /** What is in these ranges now, after these changes? */
  fetch: Memory & { readonly id: number; readonly ranges: readonly Range[] };
}

export interface FromHost {
  /** `uring`: 0 where the program can have an io_uring, else -errno. */
  welcome: { readonly version: number; readonly release: string; readonly cpus: number; readonly uring: bigint };
  refusal: { readonly code: string; readonly detail: string };
  /** What the program wrote to fd 1 or 2. */
  output: { readonly fd: number; readonly bytes: Uint8Array };
  /** What the kernel changed. */
  memory: Memory;
  returned: Memory &
    Times & {
      readonly id: number;
      readonly result: bigint;
      /** A signal that the kernel sent to the program during the call, 0: none. */
      readonly signal: number;
      /** All that is mapped now, in order of address, when the call may have changed it. */
      readonly regions: readonly Region[] | undefined;
    };
  /** The call, or something in it, is not modelled: `detail` as in an Unmodelled record. */
  unmodelled: { readonly id: number; readonly detail: bigint };
  fetched: Memory & Times & { readonly id: number };
}

/** A message with its name. */
export type Message<Messages> = { [K in keyof Messages]: { readonly type: K } & Messages[K] }[keyof Messages];
export type ToHostMessage = Message<ToHost>;
export type FromHostMessage = Message<FromHost>;

export type Fields<Messages> = { readonly [K in keyof Messages]: Field<Messages[K]> };

const patches = list(patch(MAX_PATCHED), MAX_PATCHES);
const arguments_: Field<readonly bigint[]> = {
  put: (to, values) => {
    for (let i = 0; i < 6; i++) u64.put(to, values[i] ?? 0n);
  },
  take: (from) => Array.from({ length: 6 }, () => u64.take(from)),
};
const attributes = struct<Omit<Region, keyof Range>>({ protection: upTo(7), kind: upTo(RegionKind.PrivateFile) });
const region: Field<Region> = {
  put: (to, value) => {
    range.put(to, value);
    attributes.put(to, value);
  },
  take: (from) => ({ ...range.take(from), ...attributes.take(from) }),
};

/** In the order of their numbers on the wire. */
export const TO_HOST: Fields<ToHost> = {
  hello: struct({ version: u32 }),
  file: struct({ name: text(MAX_NAME), bytes: bytes(MAX_PATCHED) }),
  memory: struct({ patches }),
  call: struct({ id: u32, nr: u32, args: arguments_, room: optional(range), patches }),
  fetch: struct({ id: u32, ranges: list(range, MAX_RANGES), patches }),
};

export const FROM_HOST: Fields<FromHost> = {
  welcome: struct({ version: u32, release: text(MAX_SENTENCE), cpus: u32, uring: i64 }),
  refusal: struct({ code: text(MAX_NAME), detail: text(MAX_SENTENCE) }),
  output: struct({ fd: upTo(2), bytes: bytes(MAX_PATCHED) }),
  memory: struct({ patches }),
  returned: struct({
    id: u32,
    result: i64,
    signal: upTo(64),
    began: u64,
    ended: u64,
    regions: optional(list(region, MAX_REGIONS)),
    patches,
  }),
  unmodelled: struct({ id: u32, detail: u64 }),
  fetched: struct({ id: u32, began: u64, ended: u64, patches }),
};
