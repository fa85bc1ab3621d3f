import { IOCB_FLAG_RESFD, Iocb, IocbCmd, Iovec } from '../../assembly/uapi/aio_abi.ts';
import { STACK_BASE, STACK_SIZE } from '../../assembly/uapi/memory-map.ts';
import { text } from '../text/index.ts';
import type { Field } from '../uapi/field.ts';
import { fdName } from '../uapi/file-names.ts';
import { IOCB_FIELDS, type IocbFieldName, IocbView } from '../uapi/iocb-view.ts';
import { IovecView } from '../uapi/iovec-view.ts';
import { hex, iocbFlagNames, libaioOpcodeName, opcodeName, pollNames, rwFlagNames } from '../uapi/names.ts';
import { changedBytes } from './changed-bytes.ts';
import { iocbList } from './iocbs.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { playbackStore } from './playback.ts';
import { dataText } from './ring.ts';
import type { Session } from './session.ts';
import { readUser, readUserUpTo } from './user-reader.ts';

/** A field in words: its value as C would print it, and what that means. */
export interface FieldText {
  readonly name: IocbFieldName;
  /** What libaio.h calls the field; of the opcode, what it calls the value. */
  readonly libaio: string | undefined;
  readonly value: string;
  readonly note: string;
}

/** Memory that an iocb or an iovec points to. */
export interface BufferText {
  readonly address: string;
  /** Address and length as numbers, for whoever shows the same bytes. */
  readonly base: number;
  readonly size: number;
  /** The program's name for it. */
  readonly name: string | undefined;
  readonly length: string;
  /** The first bytes, two hex digits each; undefined when nothing is mapped there. */
  readonly bytes: readonly string[] | undefined;
  /** Bytes that are not shown. */
  readonly more: string | undefined;
}

/** An iovec array and the buffers behind it. */
export interface VectorText {
  readonly address: string;
  readonly segments: readonly BufferText[];
  /** Segments that are not listed. */
  readonly more: number;
}

export type IocbPicture =
  | { readonly state: 'none' }
  | { readonly state: 'unmapped' | 'out of scope'; readonly address: string }
  | {
      readonly state: 'mapped';
      readonly address: string;
      /** The same address as a number. */
      readonly base: number;
      readonly bytes: readonly string[];
      /** Offsets of the bytes that the last moment changed. */
      readonly changed: readonly number[];
      readonly fields: readonly FieldText[];
      /** The buffer of a plain read or write. */
      readonly buffer: BufferText | undefined;
      /** The iovec array of a vectored one. */
      readonly vector: VectorText | 'unreadable' | undefined;
    };

/** Segments of an iovec array that are listed. */
const MAX_SEGMENTS = 16;
/** Bytes of a buffer that are shown. */
const MAX_BYTES = 16;

/** The iocb whose tab is current. */
export const iocbPicture = picture<IocbPicture>(drawIocb, { also: () => playbackStore.getState().status });

function drawIocb(session: Session): IocbPicture {
  const { current } = iocbList(session);
  if (current === undefined) return { state: 'none' };
  const { memory, names } = momentOf(session);
  if (isStack(current) && names.at(current) === undefined) return { state: 'out of scope', address: hex(current) };
  const bytes = readUser(memory, current, Iocb.SIZEOF);
  if (!bytes) return { state: 'unmapped', address: hex(current) };
  const iocb = new IocbView(bytes);
  return {
    state: 'mapped',
    address: hex(current),
    base: current,
    bytes: hexPairs(new Uint8Array(bytes.buffer)),
    changed: changedOffsets(session, current),
    fields: IOCB_FIELDS.map((field) => ({
      name: field.name,
      libaio: libaioName(iocb, field),
      ...iocbFieldText(session, iocb, field),
    })),
    ...memoryOf(session, iocb),
  };
}

function changedOffsets(session: Session, iocb: number): number[] {
  const changed = changedBytes(session, iocb, Iocb.SIZEOF);
  return [...(changed ?? []).keys()].filter((offset) => changed?.[offset] === 1);
}

/** A variable of a function that has returned: its bytes belong to whatever came after it. */
function isStack(address: number): boolean {
  return address >= STACK_BASE && address < STACK_BASE + STACK_SIZE;
}

function hexPairs(bytes: Uint8Array): string[] {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
}

/** What libaio.h calls the field of this request; of the opcode, what it calls the value. */
function libaioName(iocb: IocbView, { name, libaio }: Field<IocbFieldName>): string | undefined {
  if (name === 'aio_lio_opcode') return libaioOpcodeName(iocb.aio_lio_opcode);
  return name === 'aio_buf' && isPoll(iocb) ? 'u.poll.events' : libaio;
}

/** A field of a request in words. */
export function iocbFieldText(
  session: Session,
  iocb: IocbView,
  field: Field<IocbFieldName>,
): { value: string; note: string } {
  const value = iocb.field(field);
  switch (field.name) {
    case 'aio_data':
      return { value: dataText(value), note: text.iocb.cookie };
    case 'aio_key':
      return { value: `${value}`, note: text.iocb.key };
    case 'aio_rw_flags':
      return { value: hex(value), note: named(rwFlagNames(iocb.aio_rw_flags), value) };
    case 'aio_lio_opcode': {
      const opcode = iocb.aio_lio_opcode;
      return { value: `${value}`, note: opcodeName(opcode) ?? text.iocb.unknownOpcode };
    }
    case 'aio_fildes':
      return { value: `${value}`, note: fileNote(session, iocb.aio_fildes) };
    case 'aio_buf':
      if (isPoll(iocb)) return { value: hex(value), note: pollNames(Number(BigInt.asUintN(16, value))) };
      return { value: hex(value), note: momentOf(session).names.at(value) ?? '' };
    case 'aio_nbytes':
      if (isPoll(iocb)) return { value: `${value}`, note: text.iocb.mustBeZero };
      return { value: `${value}`, note: isVectored(iocb) ? text.iocb.segments : text.iocb.bytesUnit };
    case 'aio_offset':
      if (isPoll(iocb)) return { value: `${value}`, note: text.iocb.mustBeZero };
      return { value: `${value}`, note: text.iocb.offsetNote };
    case 'aio_reserved2':
      return { value: `${value}`, note: text.iocb.mustBeZero };
    case 'aio_flags':
      return { value: hex(value), note: named(iocbFlagNames(iocb.aio_flags), value) };
    case 'aio_resfd':
      return { value: `${value}`, note: (iocb.aio_flags & IOCB_FLAG_RESFD) === 0 ? text.iocb.unusedResfd : '' };
    default:
      return { value: `${value}`, note: '' };
  }
}

/** Names of flags, unless none of them has one. */
function named(names: string, value: bigint): string {
  return names === hex(value) ? '' : names;
}

function fileNote(session: Session, fd: number): string {
  const { machine } = session.recording;
  if (!machine.can.kernelState) return '';
  return fdName(machine.view, momentOf(session).task.mm, fd) ?? text.iocb.closed;
}

function isPoll(iocb: IocbView): boolean {
  return iocb.aio_lio_opcode === IocbCmd.POLL;
}

function isVectored(iocb: IocbView): boolean {
  return iocb.aio_lio_opcode === IocbCmd.PREADV || iocb.aio_lio_opcode === IocbCmd.PWRITEV;
}

function memoryOf(session: Session, iocb: IocbView): Pick<IocbPicture & { state: 'mapped' }, 'buffer' | 'vector'> {
  if (isVectored(iocb)) return { buffer: undefined, vector: vectorOf(session, iocb) };
  const plain = iocb.aio_lio_opcode === IocbCmd.PREAD || iocb.aio_lio_opcode === IocbCmd.PWRITE;
  if (!plain || iocb.aio_buf === 0n) return { buffer: undefined, vector: undefined };
  return { buffer: bufferText(session, iocb.aio_buf, iocb.aio_nbytes), vector: undefined };
}

/** The kernel takes nbytes of a vectored request as 32 bits (RW-06). */
function vectorOf(session: Session, iocb: IocbView): (IocbPicture & { state: 'mapped' })['vector'] {
  const count = Number(BigInt.asUintN(32, iocb.aio_nbytes));
  const shown = Math.min(count, MAX_SEGMENTS);
  const bytes = readUser(momentOf(session).memory, iocb.aio_buf, shown * Iovec.SIZEOF);
  if (!bytes) return 'unreadable';
  const segments = Array.from({ length: shown }, (_, i) => {
    const { iov_base, iov_len } = new IovecView(bytes, i * Iovec.SIZEOF);
    return bufferText(session, iov_base, iov_len);
  });
  return { address: hex(iocb.aio_buf), segments, more: count - shown };
}

function bufferText(session: Session, address: bigint, length: bigint): BufferText {
  const { memory, names } = momentOf(session);
  const shown = length < BigInt(MAX_BYTES) ? Number(length) : MAX_BYTES;
  const bytes = readUserUpTo(memory, address, shown);
  const more = length - BigInt(shown);
  return {
    address: hex(address),
    base: Number(address),
    size: Number(length),
    name: names.at(address),
    length: `${length}`,
    bytes: bytes.length < shown ? undefined : hexPairs(bytes),
    more: more > 0n ? `${more}` : undefined,
  };
}
