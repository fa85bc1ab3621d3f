/**
 * The disk: a few units that work side by side, each on one request at a time. How long a request takes comes from
 * the machine's seed and the request's number, so a run is the same every time, and order of completion is not
 * order of submission.
 *
 * The queue is a binary heap by due time in frames of the kernel, 256 entries a frame.
 */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import {
  DEVICE_QUEUE,
  DEVICE_QUEUE_FRAMES,
  DeviceEntry,
  FrameOwner,
  Kiocb,
  KiocbState,
  Sim,
} from '../uapi/kernel-state';
import { contentWord } from './file-content';
import { fileRow, inodeOfFile } from './files';
import { allocFrame, markDirty } from './frames';
import { NEVER, now } from './clock';

/** Requests the disk works on at the same time; Sim.device_free has room for four. */
const UNITS: u32 = 4;
/** ns every request takes, what it may take more, and ns for each 512 bytes. */
const BASE_NS: u64 = 60_000;
const SPREAD_NS: u64 = 40_000;
const BLOCK_NS: u64 = 250;
/** ns until the disk's own cache is empty. */
export const FLUSH_NS: u64 = 150_000;

/** The request at this place of the queue: DeviceEntry. */
export function deviceEntry(index: u32): usize {
  return <usize>load<u32>(((<usize>(index >> 8)) << 2) + DEVICE_QUEUE) + ((<usize>index & 255) << 4);
}

function comesBefore(due: u64, serial: u32, entry: usize): bool {
  const other = load<u64>(entry, DeviceEntry.due);
  return due != other ? due < other : serial < load<u32>(entry, DeviceEntry.serial);
}

function copyEntry(to: usize, from: usize): void {
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
  markDirty(to);
}

/** Due time of the next request, NEVER when the disk is idle. */
export function deviceDue(): u64 {
  return load<u32>(MACHINE + Sim.device_length) == 0 ? NEVER : load<u64>(deviceEntry(0), DeviceEntry.due);
}

/** Whether O_DIRECT of this file is in flight. */
export function directInFlight(inode: usize): bool {
  const length = load<u32>(MACHINE + Sim.device_length);
  for (let i: u32 = 0; i < length; i++) {
    const request: usize = load<u32>(deviceEntry(i), DeviceEntry.request);
    if (load<u8>(request, Kiocb.state) != KiocbState.AtDevice) continue;
    if (inodeOfFile(fileRow(load<u16>(request, Kiocb.file))) == inode) return true;
  }
  return false;
}

/** Whether the disk takes a request now (BLK-14); one that becomes part of `previous` needs no room of its own. */
export function deviceHasRoom(request: usize, previous: usize): bool {
  const most = load<u32>(MACHINE + Sim.disk_requests);
  if (most == 0 || load<u32>(MACHINE + Sim.device_length) < most) return true;
  return previous != 0 && continues(request, previous);
}

/**
 * Gives a request of `bytes` to the disk; Kiocb.due says when it will be done.
 * @param flush ns behind it until the disk's own cache is empty (RWF_DSYNC)
 * @param previous the one that was given to the disk before it in the same plugged batch, 0: none (SUB-18)
 * @returns ns until then, 0 when there is no memory for the queue
 */
export function queueAtDevice(request: usize, bytes: u64, write: bool, flush: u64, previous: usize): u64 {
  if (!makeRoom()) return 0;
  const merges = previous != 0 && continues(request, previous);
  const counter: usize = MACHINE + (write ? Sim.disk_writes : Sim.disk_reads) + (merges ? 4 : 0);
  store<u32>(counter, load<u32>(counter) + 1);
  const sectors: usize = MACHINE + (write ? Sim.disk_write_sectors : Sim.disk_read_sectors);
  store<u64>(sectors, load<u64>(sectors) + (bytes >> 9));
  const due =
    (merges ? load<u64>(previous, Kiocb.due) + transferTime(bytes) : schedule(load<u32>(request, Kiocb.serial), bytes)) +
    flush;
  store<u32>(request, <u32>bytes, Kiocb.bytes);
  store<u8>(request, KiocbState.AtDevice, Kiocb.state);
  insert(request, due);
  return due - now();
}

/** blk_attempt_plug_merge: whether it goes on where the one before it ends, which the disk has not begun. */
function continues(request: usize, previous: usize): bool {
  return (
    load<u64>(previous, Kiocb.pos) + load<u32>(previous, Kiocb.bytes) == load<u64>(request, Kiocb.pos) &&
    load<u8>(previous, Kiocb.state) == KiocbState.AtDevice &&
    load<u16>(previous, Kiocb.file) == load<u16>(request, Kiocb.file) &&
    load<u8>(previous, Kiocb.opcode) == load<u8>(request, Kiocb.opcode)
  );
}

/** A request that takes `ns` and no unit of the disk: work of the kernel's own. @returns false when there is no memory */
export function queueFor(request: usize, ns: u64): bool {
  if (!makeRoom()) return false;
  insert(request, now() + ns);
  return true;
}

/** @returns false when there is no memory for one more entry */
function makeRoom(): bool {
  const length = load<u32>(MACHINE + Sim.device_length);
  const slot: usize = ((<usize>(length >> 8)) << 2) + DEVICE_QUEUE;
  if (length >> 8 >= <u32>DEVICE_QUEUE_FRAMES) return false;
  if (load<u32>(slot) != 0) return true;
  const frame = allocFrame(FrameOwner.Kernel, 0);
  store<u32>(slot, <u32>frame);
  return frame != 0;
}

function insert(request: usize, asked: u64): void {
  const held = load<u32>(MACHINE + Sim.disk_held) != 0 && load<u16>(request, Kiocb.ctx) != 0;
  const due = held ? NEVER : asked;
  const length = load<u32>(MACHINE + Sim.device_length);
  store<u64>(request, due, Kiocb.due);
  markDirty(request);
  store<u32>(MACHINE + Sim.device_length, length + 1);
  siftUp(length, due, request);
  if (due < load<u64>(MACHINE + Machine.next_event)) store<u64>(MACHINE + Machine.next_event, due);
}

/** From now on requests of aio contexts wait at the disk for releaseFromDisk(): somebody else knows when each is done. */
export function holdDisk(): void {
  store<u32>(MACHINE + Sim.disk_held, 1);
}

/** The disk is done with the oldest request of this iocb, 0: of any, at `due`. @returns false when it holds none */
export function releaseFromDisk(obj: u64, due: u64): bool {
  const length = load<u32>(MACHINE + Sim.device_length);
  let found: u32 = length;
  for (let i: u32 = 0; i < length; i++) {
    const entry = deviceEntry(i);
    const request: usize = load<u32>(entry, DeviceEntry.request);
    if (load<u64>(entry, DeviceEntry.due) != NEVER || (obj != 0 && load<u64>(request, Kiocb.obj) != obj)) continue;
    if (found == length || load<u32>(entry, DeviceEntry.serial) < load<u32>(deviceEntry(found), DeviceEntry.serial)) {
      found = i;
    }
  }
  if (found == length) return false;
  const request: usize = load<u32>(deviceEntry(found), DeviceEntry.request);
  store<u64>(request, due, Kiocb.due);
  markDirty(request);
  siftUp(found, due, request);
  if (due < load<u64>(MACHINE + Machine.next_event)) store<u64>(MACHINE + Machine.next_event, due);
  return true;
}

/** ns the disk moves so many bytes in. */
export function transferTime(bytes: u64): u64 {
  return ((bytes + 511) >> 9) * BLOCK_NS;
}

/** The unit that is free first takes it; behind a throttle it waits for its turn instead. */
function schedule(serial: u32, bytes: u64): u64 {
  const throttle: u64 = load<u32>(MACHINE + Sim.disk_throttle);
  if (throttle != 0) {
    const turn = max<u64>(now(), load<u64>(MACHINE + Sim.throttle_free)) + throttle;
    store<u64>(MACHINE + Sim.throttle_free, turn);
    return turn;
  }
  let unit: usize = MACHINE + Sim.device_free;
  for (let i: u32 = 1; i < UNITS; i++) {
    const other: usize = MACHINE + Sim.device_free + (i << 3);
    if (load<u64>(other) < load<u64>(unit)) unit = other;
  }
  const begin = load<u64>(unit) > now() ? load<u64>(unit) : now();
  const luck = contentWord(load<u32>(MACHINE + Machine.seed) + 1, serial) % SPREAD_NS;
  const due = begin + BASE_NS + luck + transferTime(bytes);
  store<u64>(unit, due);
  return due;
}

/** Entries that are due later move down, until the place of the new one is found. */
function siftUp(index: u32, due: u64, request: usize): void {
  const serial = load<u32>(request, Kiocb.serial);
  let at = deviceEntry(index);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = deviceEntry(parent);
    if (!comesBefore(due, serial, above)) break;
    copyEntry(at, above);
    at = above;
    index = parent;
  }
  store<u64>(at, due, DeviceEntry.due);
  store<u32>(at, serial, DeviceEntry.serial);
  store<u32>(at, <u32>request, DeviceEntry.request);
  markDirty(at);
}

/** Takes the request that is due first out of the queue. */
export function takeFromDevice(): usize {
  const request: usize = load<u32>(deviceEntry(0), DeviceEntry.request);
  const length = load<u32>(MACHINE + Sim.device_length) - 1;
  store<u32>(MACHINE + Sim.device_length, length);
  if (length == 0) return request;
  // The last entry looks for its place from the top; earlier ones move up to make room.
  const last = deviceEntry(length);
  const due = load<u64>(last, DeviceEntry.due);
  const serial = load<u32>(last, DeviceEntry.serial);
  let at = deviceEntry(0);
  for (let child: u32 = 1; child < length; ) {
    let below = deviceEntry(child);
    if (child + 1 < length) {
      const other = deviceEntry(child + 1);
      if (comesBefore(load<u64>(other, DeviceEntry.due), load<u32>(other, DeviceEntry.serial), below)) {
        below = other;
        child++;
      }
    }
    if (comesBefore(due, serial, below)) break;
    copyEntry(at, below);
    at = below;
    child = 2 * child + 1;
  }
  copyEntry(at, last);
  return request;
}

/**
 * What kind of disk the machine has, for the time before its program runs; see Sim.disk_throttle and the words behind
 * it for what 0 means.
 */
export function setDisk(throttle: u32, requests: u32, blocks: u32, fileSystem: u32): void {
  store<u32>(MACHINE + Sim.disk_throttle, throttle);
  store<u32>(MACHINE + Sim.disk_requests, requests);
  store<u32>(MACHINE + Sim.disk_blocks, blocks);
  store<u32>(MACHINE + Sim.file_system, fileSystem);
}
