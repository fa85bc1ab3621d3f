/** struct io_ring_ctx of io_uring: the table of rings, their pages, and what a ring is as a file. */
import { MACHINE, PAGE_SHIFT } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import {
  IORING_OFF_CQ_RING,
  IORING_OFF_MMAP_MASK,
  IORING_OFF_SQES,
  IORING_OFF_SQ_RING,
  IoRings,
} from '../uapi/io_uring_abi';
import { FrameOwner, IO_RINGS, Inode, IoKiocb, IoRing, Kiocb, MAX_IO_RINGS, Sim } from '../uapi/kernel-state';
import { RecordKind, WaitReason } from '../uapi/records';
import { fileRow, releaseFile } from './files';
import { allocRun, getFrame, putFrame } from './frames';
import { mapFrame } from './mmap';
import { stopWaiting } from './poll-requests';
import { freeRequest } from './requests';
import { taskNumber, wakeAll } from './tasks';
import { recordOfProgram } from './trace';
import { READABLE, WRITABLE } from './poll-bits';

export function ioRingRow(number: u32): usize {
  return <usize>number * IoRing.SIZEOF + IO_RINGS;
}

export function ioRingNumber(ring: usize): u32 {
  return <u32>((ring - IO_RINGS) / IoRing.SIZEOF);
}

/** The ring behind a file of type IoUring. */
export function ioRingOf(inode: usize): usize {
  return ioRingRow(load<u32>(inode, Inode.count));
}

/** The ring of a request. */
export function ringOfRequest(request: usize): usize {
  return ioRingRow(load<u16>(request, IoKiocb.ring));
}

/** Whether a request is one of io_uring, or waits for one. */
export function isOfRing(request: usize): bool {
  return load<u16>(request, Kiocb.ctx) == 0 && load<u16>(request, IoKiocb.ring) != 0;
}

/** @returns an empty row with its pages, 0 when there is no room */
export function allocIoRing(ringBytes: u32, sqeBytes: u32): usize {
  for (let number: u32 = 1; number < <u32>MAX_IO_RINGS; number++) {
    const ring = ioRingRow(number);
    if (load<u32>(ring, IoRing.ring_pages) != 0) continue;
    memory.fill(ring, 0, IoRing.SIZEOF);
    if (load<u32>(MACHINE + Sim.last_ring) < number) store<u32>(MACHINE + Sim.last_ring, number);
    return allocPages(ring, IoRing.rings, ringBytes, number) && allocPages(ring, IoRing.sqes, sqeBytes, number)
      ? ring
      : 0;
  }
  return 0;
}

/** Pages side by side; `field` gets their address, the word behind it how many. */
function allocPages(ring: usize, field: usize, bytes: u32, number: u32): bool {
  const pages = (bytes + 4095) >> PAGE_SHIFT;
  const first = allocRun(pages, FrameOwner.IoUring, number);
  store<u32>(ring + field, <u32>first);
  store<u32>(ring + field, first != 0 ? pages : 0, 4);
  if (first == 0) freePages(ring);
  return first != 0;
}

function freePages(ring: usize): void {
  const rings: usize = load<u32>(ring, IoRing.rings);
  const sqes: usize = load<u32>(ring, IoRing.sqes);
  for (let i: u32 = 0; i < load<u32>(ring, IoRing.ring_pages); i++) putFrame(rings + ((<usize>i) << PAGE_SHIFT));
  for (let i: u32 = 0; i < load<u32>(ring, IoRing.sqe_pages); i++) putFrame(sqes + ((<usize>i) << PAGE_SHIFT));
  memory.fill(ring, 0, IoRing.SIZEOF);
}

/** io_uring/memmap.c: io_uring_mmap(). What is longer than the region has no page behind its end. */
export function mapIoRing(mm: i32, inode: usize, address: u64, length: u64, offset: u64, bits: u32): void {
  const ring = ioRingOf(inode);
  const region = <u32>offset & IORING_OFF_MMAP_MASK;
  const sqes = region == <u32>IORING_OFF_SQES;
  const first: usize = sqes ? load<u32>(ring, IoRing.sqes) : load<u32>(ring, IoRing.rings);
  const most = sqes ? load<u32>(ring, IoRing.sqe_pages) : load<u32>(ring, IoRing.ring_pages);
  for (let i: u32 = 0; i < min<u32>(most, <u32>(length >> PAGE_SHIFT)); i++) {
    const frame = first + ((<usize>i) << PAGE_SHIFT);
    getFrame(frame);
    mapFrame(mm, address + ((<u64>i) << PAGE_SHIFT), frame, bits);
  }
}

/** io_uring_get_unmapped_area: whether the offset names something that can be mapped. @returns 0 or -errno */
export function checkIoRingOffset(offset: u64): i64 {
  const region = <u32>offset & IORING_OFF_MMAP_MASK;
  const known =
    region == <u32>IORING_OFF_SQ_RING || region == <u32>IORING_OFF_CQ_RING || region == <u32>IORING_OFF_SQES;
  return known && offset <= 0xffff_ffff ? 0 : -(<i64>Errno.ENOMEM);
}

/** What struct io_rings, that both sides write, says. */
export function ringWord(ring: usize, field: IoRings): u32 {
  return load<u32>(<usize>load<u32>(ring, IoRing.rings) + field);
}

/** Whether there is, or was, a ring whose CQEs the program reaps by itself. */
export function areReaped(): bool {
  return load<u32>(MACHINE + Sim.last_ring) != 0;
}

/** What the task's own code has reaped since anybody looked: cq.head is its word, and no call tells of it. */
export function noticeReaps(task: usize): void {
  const last = load<u32>(MACHINE + Sim.last_ring);
  for (let number: u32 = 1; number <= last; number++) {
    const ring = ioRingRow(number);
    if (load<u32>(ring, IoRing.ring_pages) == 0) continue;
    const head = ringWord(ring, IoRings.cq_head);
    const before = load<u32>(ring, IoRing.seen_cq_head);
    if (head == before) continue;
    store<u32>(ring, head, IoRing.seen_cq_head);
    const at = recordOfProgram(RecordKind.Reap, taskNumber(task), 3);
    store<u64>(at, number);
    store<u64>(at, before, 8);
    store<u64>(at, head, 16);
  }
}

/** io_uring/io_uring.c: io_uring_poll(). */
export function pollIoRing(inode: usize): u32 {
  const ring = ioRingOf(inode);
  let mask: u32 = 0;
  if (ringWord(ring, IoRings.sq_tail) - load<u32>(ring, IoRing.cached_sq_head) != load<u32>(ring, IoRing.sq_entries)) {
    mask |= WRITABLE;
  }
  const events = ringWord(ring, IoRings.cq_tail) != ringWord(ring, IoRings.cq_head);
  if (events || load<u32>(ring, IoRing.overflow) != 0) mask |= READABLE;
  return mask;
}

/** io_ring_exit_work: nobody can reach the ring any more. What waits for its file is cancelled. */
export function closeIoRing(inode: usize): void {
  const ring = ioRingOf(inode);
  store<u32>(ring, 1, IoRing.dead);
  cancelWaiting(ring);
  while (load<u32>(ring, IoRing.overflow_first) != 0) {
    const request: usize = load<u32>(ring, IoRing.overflow_first);
    store<u32>(ring, load<u32>(request, IoKiocb.next), IoRing.overflow_first);
    freeRequest(request);
  }
  if (load<u32>(ring, IoRing.in_flight) == 0) freePages(ring);
}

/** io_uring_try_cancel_requests: nobody will see their CQEs. */
export function cancelWaiting(ring: usize): void {
  while (load<u32>(ring, IoRing.active_first) != 0) {
    const waiting: usize = load<u32>(ring, IoRing.active_first);
    stopWaiting(waiting);
    const owner: usize = load<u32>(waiting, IoKiocb.owner);
    if (owner != 0) freeRequest(waiting);
    endRequest(ring, owner != 0 ? owner : waiting);
    freeRequest(owner != 0 ? owner : waiting);
  }
}

/** io_free_req: its file is let go, and one less is in flight; the row stays. */
export function endRequest(ring: usize, request: usize): void {
  const file: u32 = load<u16>(request, Kiocb.file);
  if (file != 0) releaseFile(fileRow(file));
  store<u16>(request, 0, Kiocb.file);
  const left = load<u32>(ring, IoRing.in_flight) - 1;
  store<u32>(ring, left, IoRing.in_flight);
  if (left != 0) return;
  wakeAll(WaitReason.UringRequests, load<u32>(ring, IoRing.inode));
  if (load<u32>(ring, IoRing.dead) != 0) freePages(ring);
}
