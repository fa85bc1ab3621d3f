/** What page and host say to each other beside a program's own messages: text, checked by the same schemas on both sides. */
import * as v from 'valibot';
import { LinkError } from './link-error.ts';

/** Paths of the two kinds of connection, and the name they are opened with; beside it stands `tok.` and the token. */
export const SESSION_PATH = '/host/session';
export const FACTS_PATH = '/host/facts';
export const PROTOCOL = 'kring';
export const TOKEN_PREFIX = 'tok.';

/** Bytes of output that the host sends before the page has taken them; what is in frames then waits in the program's pipes. */
export const CREDIT = 1 << 22;
const MAX_TEXT = 1 << 14;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const sentence = v.pipe(v.string(), v.maxLength(1000));

/** What a host is, and what it can do. */
export const HostFacts = v.strictObject({
  type: v.literal('facts'),
  /** uname -n, -r, -m */
  name: sentence,
  release: sentence,
  machine: sentence,
  /** Possible CPUs (PRO-01). */
  cpus: v.pipe(count, v.minValue(1), v.maxValue(8192)),
  pageSize: count,
  aioNr: count,
  aioMaxNr: count,
  /** The file system of the working directories: statfs. */
  fileSystem: sentence,
  oDirect: v.boolean(),
  /** kernel.io_uring_disabled; absent when the kernel has no io_uring. */
  ioUringDisabled: v.optional(count),
  /** With which errno io_uring_setup refuses a ring here, or one in memory of its user's; 0: the program can have io_urings. */
  ioUringErrno: count,
  /** Run by root. */
  root: v.boolean(),
  sessions: count,
  mostSessions: count,
  /** nr_events of all contexts of one program. */
  mostEvents: count,
});
export type HostFacts = v.InferOutput<typeof HostFacts>;

/** The last word before the host closes: a LinkError. */
const Closing = v.strictObject({ type: v.literal('closing'), code: sentence, detail: sentence });

export const FromHostControl = v.variant('type', [HostFacts, Closing]);
export type FromHostControl = v.InferOutput<typeof FromHostControl>;

/** The page has taken so many more bytes. */
export const ToHostControl = v.strictObject({ type: v.literal('credit'), bytes: v.pipe(count, v.maxValue(1 << 30)) });
export type ToHostControl = v.InferOutput<typeof ToHostControl>;

/** @throws {LinkError} BAD_MESSAGE for what is not that */
export function parseControl<Schema extends v.GenericSchema>(schema: Schema, text: string): v.InferOutput<Schema> {
  try {
    if (text.length > MAX_TEXT) throw new Error(`${text.length} characters`);
    return v.parse(schema, JSON.parse(text));
  } catch (error) {
    throw new LinkError('BAD_MESSAGE', error instanceof Error ? error.message : String(error));
  }
}
