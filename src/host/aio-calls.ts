/** io_setup, io_destroy and io_submit: a ring gets the address that the program's side chose, an iocb is looked at before the kernel sees it. */
import { AioRing, IOCB_FLAG_RESFD, Iocb, IocbCmd, IoEvent, Iovec } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { PAGE_SIZE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Patch, Range } from '../wire/messages.ts';
import { bytesAt, type Call, FIRST_OWN_FD, type Handler, type Kernel, type Outcome } from './call.ts';
import { type Contexts, overlap } from './contexts.ts';
import type { Rings } from './uring-rings.ts';
import { firstBytes, type Vector, vectorAt } from './vector-calls.ts';
import type { Window } from './window.ts';

const MREMAP_MAYMOVE_FIXED = 3;
const POINTER = 8;

function failed(error: Errno): Outcome {
  return { result: BigInt(-error) };
}

/** @param mostEvents nr_events of all contexts of the session together; fs.aio-max-nr is the whole machine's */
function setup(call: Call, kernel: Kernel, contexts: Contexts, mostEvents: number): Outcome {
  const [events = 0n, ctxp = 0n] = call.args;
  const { sys, window } = kernel;
  const count = Number(BigInt.asUintN(32, events));
  const result = sys.make(call.nr, events, window.pointer(ctxp));
  if (result !== 0n) return { result };
  const made = window.read(ctxp, POINTER).readBigUInt64LE();
  const header = sys.read(made, AioRing.SIZEOF);
  const nr = header.readUInt32LE(AioRing.nr);
  const size = Math.ceil((AioRing.io_events + nr * IoEvent.SIZEOF) / PAGE_SIZE) * PAGE_SIZE;
  const room = call.room;
  const fits = room !== undefined && size <= room.length && contexts.events + count <= mostEvents;
  const handle = fits ? BigInt(room.address + room.length - size) : made;
  const moved = fits ? sys.now(Sys.mremap, made, size, size, MREMAP_MAYMOVE_FIXED, handle) : -Errno.ENOMEM;
  if (BigInt(moved) !== handle) {
    sys.make(Sys.io_destroy, made);
    window.write([{ address: Number(ctxp), bytes: new Uint8Array(POINTER) }]);
    return failed(contexts.events + count > mostEvents ? Errno.EAGAIN : Errno.ENOMEM);
  }
  const bytes = Buffer.alloc(POINTER);
  bytes.writeBigUInt64LE(handle);
  window.write([{ address: Number(ctxp), bytes }]);
  contexts.add(handle, count, nr, size);
  return { result: 0n, written: bytesAt(ctxp, POINTER) };
}

function destroy({ nr, args }: Call, { sys }: Kernel, contexts: Contexts): Outcome {
  const [handle = 0n] = args;
  const result = sys.make(nr, handle);
  if (result === 0n) contexts.remove(handle);
  return { result };
}

/** An iocb of a list, as it was before the kernel saw it. */
interface Entry {
  readonly address: bigint;
  /** What a read will fill. */
  readonly reads: Vector | undefined;
  readonly writes?: boolean;
  /** Its iovec array. */
  readonly array?: Range | undefined;
  /** Bytes to change for the time of the call. */
  readonly changes: readonly Patch[];
}

/**
 * The list is copied: the kernel reads list[1] while list[0] may take its time. The iocbs stay where they are, since the
 * event says where. A program may have requests that read into its list or its iocbs (SUB-17): then they go one by one, each
 * looked at when it is its turn.
 */
function submit(call: Call, kernel: Kernel, contexts: Contexts, rings: Rings): Outcome {
  const [handle = 0n, words = 0n, list = 0n] = call.args;
  const { sys, window } = kernel;
  const slots = contexts.ringNr(handle);
  const count = BigInt.asIntN(64, words);
  if (slots === undefined || count <= 0n) return { result: sys.make(call.nr, handle, words, window.pointer(list)) };
  const most = count < BigInt(slots) ? Number(count) : slots;
  const pointersAt = (index: number, length: number) => {
    const bytes = window.read(list + BigInt(index * POINTER), length * POINTER);
    return bytes.subarray(0, bytes.length - (bytes.length % POINTER));
  };
  const batch = batchOf(pointersAt(0, most), window);
  const inFlight = [...contexts.inFlight(), ...rings.inFlight()];
  if (!changesItself(batch, list, inFlight)) return submitBatch(call, words, batch, kernel, contexts);
  const written: Range[] = [];
  let maySignal = false;
  for (let i = 0; i < most; i++) {
    window.forgetCopies();
    const one = submitBatch(call, 1n, batchOf(pointersAt(i, 1), window), kernel, contexts);
    written.push(...one.written);
    maySignal ||= one.maySignal;
    if (one.result !== 1n) return { result: i === 0 ? one.result : BigInt(i), written, maySignal };
  }
  return { result: BigInt(most), written, maySignal };
}

/** Whether requests of this list, or others in flight, read into memory that says what its requests are. */
function changesItself({ pointers, entries }: Batch, list: bigint, inFlight: readonly Range[]): boolean {
  const fills = [...inFlight];
  const iocbs: Range[] = [];
  const vectors: Range[] = [];
  for (const { address, reads, array } of entries) {
    iocbs.push(...bytesAt(address, Iocb.SIZEOF));
    if (array !== undefined) vectors.push(array);
    if (reads !== undefined) fills.push(...firstBytes(reads, WINDOW_SIZE));
  }
  const hulls = [bytesAt(list, pointers.length), iocbs, vectors].flatMap(hullOf);
  return fills.some((fill) => hulls.some((hull) => overlap(fill, hull)));
}

function hullOf(ranges: readonly Range[]): Range[] {
  let [start, end] = [Number.POSITIVE_INFINITY, 0];
  for (const { address, length } of ranges) {
    start = Math.min(start, address);
    end = Math.max(end, address + length);
  }
  return start < end ? [{ address: start, length: end - start }] : [];
}

/** A list of iocbs as the kernel will have it. */
interface Batch {
  readonly pointers: Buffer;
  /** Where the copy is. */
  readonly copy: bigint;
  readonly entries: readonly Entry[];
}

/** @param pointers of the program; what is not its own in them is replaced */
function batchOf(pointers: Buffer, window: Window): Batch {
  // First, so that the kernel finds nothing behind a list that ends too early.
  const copy = window.copy(pointers);
  const addresses: bigint[] = [];
  for (let at = 0; at < pointers.length; at += POINTER) {
    const address = pointers.readBigUInt64LE(at);
    addresses.push(address);
    pointers.writeBigUInt64LE(window.pointer(address, BigInt(Iocb.SIZEOF)), at);
  }
  const iocbs = window.readEach(addresses.map((address) => ({ address, length: Iocb.SIZEOF })));
  return { pointers, copy, entries: iocbs.map((iocb, i) => entryOf(addresses[i]!, iocb, window)) };
}

/** One io_submit. What in an iocb is not the program's, a pointer or a descriptor, is replaced for the time of the call. */
function submitBatch(
  { nr, args }: Call,
  words: bigint,
  { pointers, copy, entries }: Batch,
  { sys, window }: Kernel,
  contexts: Contexts,
): { result: bigint; written: readonly Range[]; maySignal: boolean } {
  const handle = args[0]!;
  sys.write([{ address: copy, bytes: pointers }]);
  const changed = entries.flatMap(({ changes }) => changes);
  const before = window.patches(changed.map((patch) => ({ address: patch.address, length: patch.bytes.length })));
  // An iocb that cannot be written to is refused before what is in it matters (SUB-12).
  for (const patch of changed) window.write([patch]);
  const result = sys.make(nr, handle, words, copy);
  for (const patch of before) window.write([patch]);
  const accepted = Math.max(0, Number(result));
  for (const { address, reads } of entries.slice(0, accepted)) {
    contexts.submitted(handle, address, reads);
  }
  // aio_key of the refused one may have been written as well.
  const keys = entries.slice(0, accepted + 1).flatMap(({ address }) => bytesAt(address + BigInt(Iocb.aio_key), 4));
  // A write to a pipe tells its end to nobody else (RES-12).
  return { result, written: keys, maySignal: entries.some(({ writes }) => writes) };
}

function entryOf(address: bigint, iocb: Buffer, window: Window): Entry {
  if (iocb.length < Iocb.SIZEOF) return { address, reads: undefined, changes: [] };
  const changes: Patch[] = [];
  const change = (field: Iocb, size: 4 | 8, value: bigint) => {
    const bytes = Buffer.alloc(size);
    if (size === 4) bytes.writeUInt32LE(Number(value));
    else bytes.writeBigUInt64LE(value);
    changes.push({ address: Number(address) + field, bytes });
  };
  if (iocb.readUInt32LE(Iocb.aio_fildes) >= FIRST_OWN_FD) change(Iocb.aio_fildes, 4, 0xffff_ffffn);
  const signals = (iocb.readUInt32LE(Iocb.aio_flags) & IOCB_FLAG_RESFD) !== 0;
  if (signals && iocb.readUInt32LE(Iocb.aio_resfd) >= FIRST_OWN_FD) change(Iocb.aio_resfd, 4, 0xffff_ffffn);

  const opcode: IocbCmd = iocb.readUInt16LE(Iocb.aio_lio_opcode);
  const buffer = iocb.readBigUInt64LE(Iocb.aio_buf);
  const length = iocb.readBigUInt64LE(Iocb.aio_nbytes);
  const vectored = opcode === IocbCmd.PREADV || opcode === IocbCmd.PWRITEV;
  if (!vectored && opcode !== IocbCmd.PREAD && opcode !== IocbCmd.PWRITE) return { address, reads: undefined, changes };
  const vector: Vector = vectored
    ? vectorAt(buffer, BigInt.asUintN(32, length), window)
    : { pointer: window.pointer(buffer, length), segments: [{ address: buffer, length }] };
  if (vector.pointer !== buffer) change(Iocb.aio_buf, 8, vector.pointer);
  const fills = opcode === IocbCmd.PREAD || opcode === IocbCmd.PREADV;
  const [array] = vectored ? bytesAt(buffer, vector.segments.length * Iovec.SIZEOF) : [];
  return { address, reads: fills ? vector : undefined, writes: !fills, array, changes };
}

export function aioCalls(contexts: Contexts, rings: Rings, mostEvents: number): ReadonlyMap<number, Handler> {
  return new Map<number, Handler>([
    [Sys.io_setup, (call, kernel) => setup(call, kernel, contexts, mostEvents)],
    [Sys.io_destroy, (call, kernel) => destroy(call, kernel, contexts)],
    [Sys.io_submit, (call, kernel) => submit(call, kernel, contexts, rings)],
  ]);
}
