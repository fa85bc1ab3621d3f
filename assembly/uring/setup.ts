/** io_uring_setup: io_uring/io_uring.c: io_uring_setup(), io_uring_create(), io_allocate_scq_urings(). */
import { MACHINE } from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import {
  CqOff,
  IORING_FEATURES,
  IORING_MAX_CQ_ENTRIES,
  IORING_MAX_ENTRIES,
  IoRings,
  IoUringCqe,
  IoUringParams,
  IoUringSetup,
  IoUringSqe,
  SqOff,
} from '../uapi/io_uring_abi';
import { FileMode, Inode, InodeType, IoRing, PATH_BUFFER } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import { O_RDWR, allocFile, freeFd, installFd } from '../sim/files';
import { markDirty } from '../sim/frames';
import { allocInode, freeIfUnused, inodeNumber } from '../sim/inodes';
import { allocIoRing, ioRingNumber, ioRingRow } from '../sim/io-rings';
import { argument, finish, goto, mmOf, unmodelled } from '../sim/tasks';
import { step0, step2, step4 } from '../sim/trace';
import { copyFromUser, copyToUser } from '../sim/user-copy';

/** The version whose io_uring is modelled; what is different in others was not looked at. */
const MODELLED: u32 = 618;
/** Flags whose rings are modelled. */
const KNOWN: u32 =
  IoUringSetup.CQSIZE |
  IoUringSetup.CLAMP |
  IoUringSetup.R_DISABLED |
  IoUringSetup.SUBMIT_ALL |
  IoUringSetup.COOP_TASKRUN |
  IoUringSetup.SINGLE_ISSUER |
  IoUringSetup.NO_SQARRAY;

const INSTALL: i32 = 1;

/** Locals: ring u32; then the kernel's copy of io_uring_params is at PARAMS until the end of a moment. */
const RING: usize = Task.scratch;
const PARAMS: usize = PATH_BUFFER;

/** One moment of io_uring_setup. */
export function stepUringSetup(task: usize): void {
  if (load<i32>(task, Task.step) == INSTALL) return install(task);
  if (load<u32>(MACHINE + Machine.version) != MODELLED) return unmodelled(task, load<u32>(MACHINE + Machine.version));
  const error = copyParams(task);
  if (error != 0) return refuse(task, error);
  const flags = load<u32>(PARAMS, IoUringParams.flags);
  if (!areSane(flags)) return refuse(task, -(<i64>Errno.EINVAL));
  const sqEntries: u32 = roundedEntries(<u32>argument(task, 0), flags, IORING_MAX_ENTRIES);
  if (sqEntries == 0) return refuse(task, -(<i64>Errno.EINVAL));
  let cqEntries = sqEntries * 2;
  if (flags & IoUringSetup.CQSIZE) {
    cqEntries = roundedEntries(load<u32>(PARAMS, IoUringParams.cq_entries), flags, IORING_MAX_CQ_ENTRIES);
    if (cqEntries < sqEntries) return refuse(task, -(<i64>Errno.EINVAL));
  }
  if (flags & ~KNOWN) return unmodelled(task, flags);
  allocate(task, sqEntries, cqEntries, flags);
}

function refuse(task: usize, error: i64): void {
  step0(Step.Call);
  finish(task, error);
}

function copyParams(task: usize): i64 {
  if (copyFromUser(mmOf(task), PARAMS, argument(task, 1), IoUringParams.SIZEOF) != 0) return -(<i64>Errno.EFAULT);
  for (let i: usize = 0; i < 12; i += 4) {
    if (load<u32>(PARAMS + i, IoUringParams.resv) != 0) return -(<i64>Errno.EINVAL);
  }
  return 0;
}

/** io_uring_sanitise_params: flags that this version does not know, or that need others. */
function areSane(flags: u32): bool {
  if (flags & ~IoUringSetup.ALL) return false;
  if ((flags & IoUringSetup.SQ_AFF) != 0 && (flags & IoUringSetup.SQPOLL) == 0) return false;
  if ((flags & IoUringSetup.REGISTERED_FD_ONLY) != 0 && (flags & IoUringSetup.NO_MMAP) == 0) return false;
  const deferred = IoUringSetup.COOP_TASKRUN | IoUringSetup.DEFER_TASKRUN;
  if ((flags & IoUringSetup.TASKRUN_FLAG) != 0 && (flags & deferred) == 0) return false;
  if ((flags & IoUringSetup.DEFER_TASKRUN) != 0 && (flags & IoUringSetup.SINGLE_ISSUER) == 0) return false;
  return (flags & IoUringSetup.HYBRID_IOPOLL) == 0 || (flags & 1) != 0;
}

/** A power of two. @returns 0: refused */
function roundedEntries(wanted: u32, flags: u32, most: u32): u32 {
  if (wanted > most) return (flags & IoUringSetup.CLAMP) != 0 ? most : 0;
  let entries: u32 = wanted == 0 ? 0 : 1;
  while (entries < wanted) entries *= 2;
  return entries;
}

/** The number of entries goes to three places: K, the kernel's own, S, the shared page, and what params tell. */
function allocate(task: usize, sqEntries: u32, cqEntries: u32, flags: u32): void {
  const withArray = (flags & IoUringSetup.NO_SQARRAY) == 0;
  const array: u32 = withArray ? (<u32>IoRings.cqes + cqEntries * IoUringCqe.SIZEOF + 63) & ~63 : 0;
  const bytes: u32 = withArray ? array + sqEntries * 4 : <u32>IoRings.cqes + cqEntries * IoUringCqe.SIZEOF;
  const ring = allocIoRing(bytes, sqEntries * IoUringSqe.SIZEOF);
  if (ring == 0) return refuse(task, -(<i64>Errno.ENOMEM));
  store<u32>(ring, flags, IoRing.flags);
  store<u32>(ring, mmOf(task), IoRing.mm);
  store<u32>(ring, sqEntries, IoRing.sq_entries);
  store<u32>(ring, cqEntries, IoRing.cq_entries);
  store<u32>(ring, array, IoRing.sq_array);
  const rings: usize = load<u32>(ring, IoRing.rings);
  store<u32>(rings, sqEntries - 1, IoRings.sq_ring_mask);
  store<u32>(rings, cqEntries - 1, IoRings.cq_ring_mask);
  store<u32>(rings, sqEntries, IoRings.sq_ring_entries);
  store<u32>(rings, cqEntries, IoRings.cq_ring_entries);
  markDirty(rings);
  step4(Step.AllocateUring, ioRingNumber(ring), sqEntries, cqEntries, bytes);
  store<u32>(task, ioRingNumber(ring), RING);
  goto(task, INSTALL);
}

/** Params tell where everything lies, then the ring gets its fd. */
function install(task: usize): void {
  const mm = mmOf(task);
  const number = load<u32>(task, RING);
  const ring = ioRingRow(number);
  copyFromUser(mm, PARAMS, argument(task, 1), IoUringParams.SIZEOF);
  fillParams(ring);
  const inode = allocInode(InodeType.IoUring, 0x180);
  const told = copyToUser(mm, argument(task, 1), PARAMS, IoUringParams.SIZEOF) == 0;
  const fd = told ? freeFd(mm, 0) : -(<i64>Errno.EFAULT);
  step2(Step.InstallUring, number, fd);
  store<u32>(ring, inode != 0 ? inodeNumber(inode) : 0, IoRing.inode);
  store<u64>(inode, number, Inode.count);
  const file = fd < 0 ? 0 : allocFile(inode, O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, fd < 0 ? fd : -(<i64>Errno.ENFILE));
  }
  installFd(mm, <u32>fd, file, true);
  finish(task, fd);
}

function fillParams(ring: usize): void {
  store<u32>(PARAMS, load<u32>(ring, IoRing.sq_entries), IoUringParams.sq_entries);
  store<u32>(PARAMS, load<u32>(ring, IoRing.cq_entries), IoUringParams.cq_entries);
  store<u32>(PARAMS, IORING_FEATURES, IoUringParams.features);
  const sq: usize = PARAMS + IoUringParams.sq_off;
  memory.fill(sq, 0, IoUringParams.SIZEOF - IoUringParams.sq_off);
  store<u32>(sq, IoRings.sq_head, SqOff.head);
  store<u32>(sq, IoRings.sq_tail, SqOff.tail);
  store<u32>(sq, IoRings.sq_ring_mask, SqOff.ring_mask);
  store<u32>(sq, IoRings.sq_ring_entries, SqOff.ring_entries);
  store<u32>(sq, IoRings.sq_flags, SqOff.flags);
  store<u32>(sq, IoRings.sq_dropped, SqOff.dropped);
  store<u32>(sq, load<u32>(ring, IoRing.sq_array), SqOff.array);
  const cq: usize = PARAMS + IoUringParams.cq_off;
  store<u32>(cq, IoRings.cq_head, CqOff.head);
  store<u32>(cq, IoRings.cq_tail, CqOff.tail);
  store<u32>(cq, IoRings.cq_ring_mask, CqOff.ring_mask);
  store<u32>(cq, IoRings.cq_ring_entries, CqOff.ring_entries);
  store<u32>(cq, IoRings.cq_overflow, CqOff.overflow);
  store<u32>(cq, IoRings.cqes, CqOff.cqes);
  store<u32>(cq, IoRings.cq_flags, CqOff.flags);
}
