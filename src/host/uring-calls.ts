/**
 * io_uring_setup, io_uring_enter, and mmap of a ring. io_uring maps nothing at an address of somebody's choice, so the ring
 * lies in memory of this process (IORING_SETUP_NO_MMAP), of which the program's mapping is another view. The kernel's SQEs are
 * not shared: each is copied to it, and looked at, when it is about to be taken.
 */

import { Errno } from '../../assembly/uapi/errno.ts';
import {
  CqOff,
  IORING_OFF_CQ_RING,
  IORING_OFF_MMAP_MASK,
  IORING_OFF_SQ_RING,
  IORING_OFF_SQES,
  IORING_REGISTER_LAST,
  IoRings,
  IoUringCqe,
  IoUringEnter,
  IoUringParams,
  IoUringRegister,
  IoUringRestriction,
  IoUringSetup,
  IoUringSqe,
  SqOff,
} from '../../assembly/uapi/io_uring_abi.ts';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { bytesAt, type Call, fd, type Handler, type Kernel, type Outcome } from './call.ts';
import type { Syscalls } from './syscalls.ts';
import { listOf, Restrictions } from './uring-restrictions.ts';
import { type Mapped, Ring, type RingMemory, type Rings } from './uring-rings.ts';
import { ALLOWED_OPS, type Request, requestOf } from './uring-sqes.ts';
import { SQES_NAME } from './window.ts';

/** Flags whose rings are modelled (assembly/uring/setup.ts). */
const KNOWN =
  IoUringSetup.CQSIZE |
  IoUringSetup.CLAMP |
  IoUringSetup.R_DISABLED |
  IoUringSetup.SUBMIT_ALL |
  IoUringSetup.COOP_TASKRUN |
  IoUringSetup.SINGLE_ISSUER |
  IoUringSetup.NO_SQARRAY;
const ENTER_KNOWN = IoUringEnter.GETEVENTS | IoUringEnter.SQ_WAKEUP | IoUringEnter.SQ_WAIT | IoUringEnter.NO_IOWAIT;
/** user_addr of struct io_sqring_offsets and of io_cqring_offsets. */
const USER_ADDR = 32;

const MOST_RINGS = 16;
/** More than IORING_MAX_RESTRICTIONS of any kernel. */
const MOST_RESTRICTIONS = 1024;
const USE_REGISTERED_RING = 0x8000_0000;
/** For rings that the program has not restricted itself. */
const OURS = listOf(ALLOWED_OPS, [IoUringRegister.RESTRICTIONS, IoUringRegister.ENABLE_RINGS]);

const MAP_SHARED = 1n;
const MAP_SHARED_VALIDATE = 3n;
const MAP_TYPE = 0xfn;
const PROT_EXEC = 4n;
const PROT_READ_WRITE = 3;
const MREMAP_MAYMOVE_FIXED = 3;

function failed(error: Errno): Outcome {
  return { result: BigInt(-error) };
}

/** Whether this kernel has io_uring for this process, and lays rings where it is told. @returns 0 or -errno */
export function probeUring(sys: Syscalls): number {
  const params = Buffer.allocUnsafeSlow(IoUringParams.SIZEOF).fill(0);
  const made = sys.now(Sys.io_uring_setup, 1, sys.addressOf(params));
  if (made < 0) return made;
  sys.now(Sys.close, made);
  const memory = mapRing(sys, PAGE_SIZE, PAGE_SIZE);
  const ring = setUp(sys, memory, params, 0);
  if (ring >= 0) sys.now(Sys.close, ring);
  for (const { address, length } of Object.values(memory)) sys.now(Sys.munmap, address, length);
  return Math.min(ring, 0);
}

/** What the kernel says to the program's own arguments is what the program is told; the ring that it gets is the same one, elsewhere. */
function setup({ nr, args }: Call, { sys, window }: Kernel, rings: Rings): Outcome {
  const [entries = 0n, address = 0n] = args;
  const params = window.read(address, IoUringParams.SIZEOF);
  if (params.length < IoUringParams.SIZEOF) return { result: sys.make(nr, entries, window.pointer(address)) };
  const flags = params.readUInt32LE(IoUringParams.flags);
  if ((flags & IoUringSetup.NO_MMAP) !== 0) return { unmodelled: BigInt(flags) };
  const copy = window.copy(params);
  const first = sys.make(nr, entries, copy);
  if (first < 0n) return { result: first };
  sys.now(Sys.close, first);
  if ((flags & ~KNOWN) !== 0) return { unmodelled: BigInt(flags) };
  if (rings.all.size >= MOST_RINGS) return failed(Errno.ENOMEM);

  const filled = sys.read(copy, IoUringParams.SIZEOF);
  const sqEntries = filled.readUInt32LE(IoUringParams.sq_entries);
  const cqEntries = filled.readUInt32LE(IoUringParams.cq_entries);
  const array = filled.readUInt32LE(IoUringParams.sq_off + SqOff.array);
  const cqesEnd = filled.readUInt32LE(IoUringParams.cq_off + CqOff.cqes) + cqEntries * IoUringCqe.SIZEOF;
  const ringBytes = array === 0 ? cqesEnd : array + sqEntries * 4;
  const memory = mapRing(sys, wholePages(ringBytes), wholePages(sqEntries * IoUringSqe.SIZEOF));
  const ring = new Ring(sys, window, memory, sqEntries, cqEntries, array);
  const descriptor = setUp(sys, memory, filled, flags);
  if (descriptor < 0) {
    ring.release();
    return { result: BigInt(descriptor) };
  }
  if (!window.write([{ address: Number(address), bytes: filled }])) {
    sys.now(Sys.close, descriptor);
    ring.release();
    return failed(Errno.EFAULT);
  }
  rings.add(descriptor, ring);
  return { result: BigInt(descriptor), written: bytesAt(address, IoUringParams.SIZEOF) };
}

function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE;
}

function mapRing(sys: Syscalls, ringBytes: number, sqeBytes: number): RingMemory {
  return {
    rings: mapMemory(sys, 'io_uring', ringBytes),
    kernelSqes: mapMemory(sys, 'io_uring_kernel_sqes', sqeBytes),
    sqes: mapMemory(sys, SQES_NAME, sqeBytes),
  };
}

function mapMemory(sys: Syscalls, name: string, length: number): Mapped {
  const place = Buffer.allocUnsafeSlow(name.length + 1);
  place.write(`${name}\0`, 'latin1');
  const file = sys.now(Sys.memfd_create, sys.addressOf(place), 0);
  sys.now(Sys.ftruncate, file, length);
  const address = sys.now(Sys.mmap, 0, length, PROT_READ_WRITE, Number(MAP_SHARED), file, 0);
  sys.now(Sys.close, file);
  return { address: BigInt(address), length };
}

/** Of an io_uring nothing but ALLOWED_OPS is ever wanted: the kernel knows that too. @returns the descriptor, or -errno */
function setUp(sys: Syscalls, memory: RingMemory, filled: Buffer, flags: number): number {
  const params = Buffer.allocUnsafeSlow(IoUringParams.SIZEOF).fill(0);
  const sqEntries = Math.max(1, filled.readUInt32LE(IoUringParams.sq_entries));
  params.writeUInt32LE(filled.readUInt32LE(IoUringParams.cq_entries) || 2 * sqEntries, IoUringParams.cq_entries);
  params.writeUInt32LE(
    flags | IoUringSetup.CQSIZE | IoUringSetup.NO_MMAP | IoUringSetup.R_DISABLED,
    IoUringParams.flags,
  );
  params.writeBigUInt64LE(memory.kernelSqes.address, IoUringParams.sq_off + USER_ADDR);
  params.writeBigUInt64LE(memory.rings.address, IoUringParams.cq_off + USER_ADDR);
  const descriptor = sys.now(Sys.io_uring_setup, sqEntries, sys.addressOf(params));
  if (descriptor < 0) return descriptor;
  // Who asked for it disabled says himself what is allowed.
  if ((flags & IoUringSetup.R_DISABLED) !== 0) return descriptor;
  const register = (what: number, where: bigint | number, count: number) =>
    sys.now(Sys.io_uring_register, descriptor, what, where, count);
  const error =
    register(IoUringRegister.RESTRICTIONS, sys.addressOf(OURS), OURS.length / IoUringRestriction.SIZEOF) ||
    register(IoUringRegister.ENABLE_RINGS, 0, 0);
  if (error === 0) return descriptor;
  sys.now(Sys.close, descriptor);
  return error;
}

function enter({ nr, args }: Call, { sys, window }: Kernel, rings: Rings): Outcome {
  const [file = 0n, toSubmit = 0n, minComplete = 0n, flags = 0n, sigset = 0n] = args;
  const bits = Number(BigInt.asUintN(32, flags));
  if ((bits & ~IoUringEnter.ALL) === 0 && (bits & ~ENTER_KNOWN) !== 0) return { unmodelled: BigInt(bits) };
  const ring = rings.at(file);
  // Not a ring, or not a flag: nothing is taken.
  if (ring === undefined || (bits & ~IoUringEnter.ALL) !== 0)
    return { result: sys.make(nr, fd(file), 0, minComplete, flags, 0, 0) };
  if ((bits & IoUringEnter.GETEVENTS) !== 0 && sigset !== 0n) return { unmodelled: BigInt(bits) };
  const requests: (Request | undefined)[] = [];
  for (const index of ring.next(Number(BigInt.asUintN(32, toSubmit)))) {
    if (index === undefined) {
      requests.push(undefined);
      continue;
    }
    const sqe = ring.sqe(index);
    const asked = sqe.readUInt32LE();
    const request = requestOf(sqe, window, ring.restrictions);
    if (request === undefined) return { unmodelled: BigInt(asked) };
    ring.giveSqe(index, sqe);
    requests.push(request);
  }
  const before = ring.word(IoRings.sq_head);
  const result = sys.make(nr, fd(file), toSubmit, minComplete, flags, 0, 0);
  // Written by the kernel when it has taken SQEs, whatever the program has made of it before.
  const after = ring.word(IoRings.sq_head);
  const head = result > 0n || after !== before ? after : ring.head;
  const taken = requests.slice(0, (head - ring.head) >>> 0);
  ring.head = head;
  for (const request of taken) if (request !== undefined) ring.took(request);
  // A write to a pipe tells its end to nobody else.
  return { result, maySignal: requests.some((request) => request?.writes === true) };
}

/** Whether a ring is restricted, and enabled, is the only thing that can be said to it. */
function register({ nr, args }: Call, { sys, window }: Kernel, rings: Rings): Outcome {
  const [file = 0n, word = 0n, list = 0n, words = 0n] = args;
  const opcode = Number(BigInt.asUintN(32, word));
  const ring = rings.at(file);
  // No ring, or no such call: nothing else is looked at.
  if (ring === undefined || (opcode & ~USE_REGISTERED_RING) >= IORING_REGISTER_LAST)
    return { result: sys.make(nr, fd(file), opcode, 0, 0) };
  if (opcode === IoUringRegister.ENABLE_RINGS) {
    const result = sys.make(nr, fd(file), opcode, window.pointer(list), words);
    if (result === 0n) ring.enable();
    return { result };
  }
  if (opcode !== IoUringRegister.RESTRICTIONS) return { unmodelled: BigInt(opcode) };
  const count = Number(BigInt.asUintN(32, words));
  const bytes = window.read(list, Math.min(count, MOST_RESTRICTIONS) * IoUringRestriction.SIZEOF);
  const whole = count <= MOST_RESTRICTIONS && bytes.length === count * IoUringRestriction.SIZEOF;
  const pointer = whole && bytes.length > 0 ? window.copy(bytes) : window.pointer(list);
  const result = sys.make(nr, fd(file), opcode, pointer, words);
  if (result === 0n) ring.registered = new Restrictions(bytes);
  return { result };
}

/** io_uring/memmap.c: io_uring_get_unmapped_area() and io_uring_mmap(), whose mapping would not be where it must be. */
export function mapOfRing({ args, room }: Call, { sys }: Kernel, ring: Ring): Outcome {
  const [wanted = 0n, length = 0n, protection = 0n, flags = 0n, , offset = 0n] = args;
  const type = flags & MAP_TYPE;
  const size = BigInt.asUintN(64, (length + BigInt(PAGE_SIZE - 1)) & ~BigInt(PAGE_SIZE - 1));
  if (type !== MAP_SHARED && type !== MAP_SHARED_VALIDATE) return { unmodelled: flags };
  if (size === 0n || wanted !== 0n || offset % BigInt(PAGE_SIZE) !== 0n) return failed(Errno.EINVAL);
  const region = Number(offset & BigInt(IORING_OFF_MMAP_MASK));
  const sqes = region === IORING_OFF_SQES;
  const known = sqes || region === IORING_OFF_SQ_RING || region === IORING_OFF_CQ_RING;
  if (!known || offset > 0xffff_ffffn || room === undefined || size > BigInt(room.length)) return failed(Errno.ENOMEM);
  if ((protection & PROT_EXEC) !== 0n) return failed(Errno.EPERM);
  const from = sqes ? ring.memory.sqes : ring.memory.rings;
  // Of a shared mapping, 0 bytes moved are a second view of it.
  const result = sys.now(Sys.mremap, from.address, 0, size, MREMAP_MAYMOVE_FIXED, room.address);
  if (result < 0) return { result: BigInt(result) };
  if (protection !== BigInt(PROT_READ_WRITE)) sys.now(Sys.mprotect, result, size, protection);
  if (!sqes) ring.shown.push({ address: result, length: Number(size) });
  return { result: BigInt(result) };
}

export function uringCalls(rings: Rings): ReadonlyMap<number, Handler> {
  return new Map<number, Handler>([
    [Sys.io_uring_setup, (call, kernel) => setup(call, kernel, rings)],
    [Sys.io_uring_enter, (call, kernel) => enter(call, kernel, rings)],
    [Sys.io_uring_register, (call, kernel) => register(call, kernel, rings)],
  ]);
}
