import {
  IORING_OFF_CQ_RING,
  IORING_OFF_MMAP_MASK,
  IORING_OFF_SQES,
  IoUringSqe,
} from '../../assembly/uapi/io_uring_abi.ts';
import type { UserMemory } from '../machine/machine.ts';
import { text } from '../text/index.ts';
import { placeInRings } from '../uapi/io-rings-layout.ts';
import type { FileMapping, UringLife } from './file-mappings.ts';
import type { ContextLife } from './record-index.ts';
import type { Session } from './session.ts';

/** Memory that is called by what it is, whatever variable points there. */
export interface NamedRange {
  readonly start: number;
  readonly end: number;
  /** What lies so many bytes behind its beginning. */
  readonly name: (offset: number) => string;
}

/** An AIO ring: the handle is its address. */
export const aioRange = (handle: number, bytes: number): NamedRange => ({
  start: handle,
  end: handle + bytes,
  name: (offset) => behind('aio_ring', offset),
});

/** AIO rings of a machine that does not show its contexts: io_setup's answer is where they are. */
export function aioRangesOf(contexts: readonly ContextLife[], count: number, memory: UserMemory): NamedRange[] {
  const latest = new Map<number, ContextLife>();
  for (const life of contexts) {
    if (life.from >= count) break;
    if (memory.protection(life.handle)?.ring) latest.set(life.handle, life);
  }
  return [...latest.values()].map(({ handle, bytes }) => aioRange(handle, bytes));
}

/** What is mapped of files at the cursor. */
export const filesAt = ({ index, recording }: Session) => index.files.at(index.recordsAt(recording.position));

/** Pages of a file: those of an io_uring by what the kernel has there. */
export const fileRange = (mapping: FileMapping): NamedRange => ({
  start: mapping.start,
  end: mapping.end,
  name: (offset) => fileName(mapping, offset),
});

/** Whether an mmap of an io_uring asked for its SQEs; else it has both rings, whichever it asked for. */
export function isOfSqes({ offset }: FileMapping): boolean {
  return (offset & IORING_OFF_MMAP_MASK) >>> 0 === IORING_OFF_SQES;
}

/** Both rings of an io_uring are in one mapping (URG-03); who maps them twice has each where it was asked for. */
export function nameOfFile(mapping: FileMapping, files: readonly FileMapping[]): string {
  const { uring, fd, offset } = mapping;
  if (!uring) return text.memory.file(fd);
  const { sq, cq, rings, sqes } = text.memory.uring;
  if (isOfSqes(mapping)) return sqes(fd);
  const other = files.some((each) => each.uring === uring && !isOfSqes(each) && each.offset !== offset);
  if (!other) return rings(fd);
  return offset === IORING_OFF_CQ_RING ? cq(fd) : sq(fd);
}

/** Offset in what was mapped: in struct io_rings, or in the SQEs. */
export function uringOffset({ start, offset }: FileMapping, address: number): number {
  return address - start + (offset % IORING_OFF_CHUNK);
}

/** The kinds of mappings of an io_uring are so far apart. */
const IORING_OFF_CHUNK = 0x800_0000;

function fileName(mapping: FileMapping, offset: number): string {
  const { uring, fd } = mapping;
  if (!uring) return behind(text.memory.file(fd), offset);
  const place = uringOffset(mapping, mapping.start + offset);
  return isOfSqes(mapping) ? sqeName(uring, place) : ringsName(uring, place);
}

function sqeName({ fd, sqEntries }: UringLife, offset: number): string {
  const index = Math.floor(offset / IoUringSqe.SIZEOF);
  const within = `${text.memory.uring.sqes(fd)}: `;
  return index < sqEntries ? behind(`${within}sqes[${index}]`, offset % IoUringSqe.SIZEOF) : behind(within, offset);
}

function ringsName({ fd, cqEntries, bytes }: UringLife, offset: number): string {
  const place = placeInRings(offset, cqEntries, bytes);
  const { sq, cq, rings } = text.memory.uring;
  switch (place.kind) {
    case 'word':
      return `${place.field.queue === 'sq' ? sq(fd) : cq(fd)}: ${behind(place.field.short, place.rest)}`;
    case 'cqe':
      return `${cq(fd)}: ${behind(`cqes[${place.index}]`, place.rest)}`;
    case 'array':
      return `${sq(fd)}: ${behind(`array[${place.index}]`, place.rest)}`;
    default:
      return behind(rings(fd), offset);
  }
}

const behind = (name: string, offset: number) => (offset === 0 ? name : `${name}+${offset}`);
