import { IoRings, IoUringCqe, IoUringOp, IoUringSqe } from '../../../assembly/uapi/io_uring_abi.ts';
import { uring as text } from '../../text/en/uring.ts';
import { type Field, readField } from '../../uapi/field.ts';
import { fdName } from '../../uapi/file-names.ts';
import {
  arrayOffset,
  CQE_FIELDS,
  type CqeFieldName,
  IO_RINGS_HEADER,
  type IoRingsField,
  placeInRings,
  SQE_FIELDS,
  type SqeFieldName,
} from '../../uapi/io-rings-layout.ts';
import { cqeFlagNames, opFlagNames, sqeFlagNames, sqFlagNames, uringOpName } from '../../uapi/io-uring-names.ts';
import { resultName } from '../../uapi/names.ts';
import { type FieldInfo, fieldOf, named, of, whole } from '../field-info.ts';
import type { FileMapping, UringLife } from '../file-mappings.ts';
import { momentOf } from '../moment.ts';
import { filesAt, isOfSqes, uringOffset } from '../named-ranges.ts';
import { dataText } from '../ring.ts';
import type { Session } from '../session.ts';
import { readUser } from '../user-reader.ts';
import { ARRAY_ORIGIN, CQE_ORIGINS, SQE_ORIGINS, WHOLE_CQE, WHOLE_RINGS, WHOLE_SQE, WORD_ORIGINS } from './origins.ts';

/**
 * What lies at an address of an io_uring that is mapped.
 * @param size bytes that are asked about, as of fieldAt
 */
export function inUring(session: Session, address: number, size: number): FieldInfo | undefined {
  const mapping = filesAt(session).find(({ start, end, uring }) => uring && address >= start && address < end);
  if (!mapping?.uring) return undefined;
  const offset = uringOffset(mapping, address);
  return isOfSqes(mapping)
    ? inSqes(session, mapping.uring, address, offset, size)
    : inRings(session, mapping, mapping.uring, offset, size);
}

function inRings(
  session: Session,
  mapping: FileMapping,
  uring: UringLife,
  offset: number,
  size: number,
): FieldInfo | undefined {
  const place = placeInRings(offset, uring.cqEntries, uring.bytes);
  const base = mapping.start - uringOffset(mapping, mapping.start);
  switch (place.kind) {
    case 'word':
      if (size > 4) return { ...whole(WHOLE_RINGS, base, IO_RINGS_HEADER, 'io_rings'), says: text.wholeRings };
      return inWord(session, base, place.field);
    case 'cqe': {
      const at = base + IoRings.cqes + place.index * IoUringCqe.SIZEOF;
      return inCqe(session, at, place.rest, size, `cqes[${place.index}]`);
    }
    case 'array':
      return inArray(session, base + arrayOffset(uring.cqEntries), place.index);
    default:
      return undefined;
  }
}

function inWord(session: Session, base: number, field: IoRingsField): FieldInfo {
  const value = readUser(momentOf(session).memory, base + field.offset, 4)?.getUint32(0, true);
  return {
    ...of(WORD_ORIGINS[field.name], 'struct io_rings', base, field),
    owner: 'io_rings',
    value: value === undefined ? undefined : field.name === 'sq_flags' ? sqFlagNames(value) : `${value}`,
    says: text.words[field.name],
  };
}

function inArray(session: Session, array: number, slot: number): FieldInfo {
  const field = { name: `sq_array[${slot}]`, offset: 4 * slot, size: 4 };
  const value = readUser(momentOf(session).memory, array + field.offset, 4)?.getUint32(0, true);
  return {
    ...of(ARRAY_ORIGIN, 'sq_array', array, field),
    owner: undefined,
    value: value === undefined ? undefined : `${value} → sqes[${value}]`,
    says: text.array(slot),
  };
}

function inCqe(session: Session, base: number, offset: number, size: number, owner: string): FieldInfo {
  const field = size <= 8 ? fieldOf(CQE_FIELDS, offset) : undefined;
  if (!field) return { ...whole(WHOLE_CQE, base, IoUringCqe.SIZEOF, owner), says: text.wholeCqe };
  const bytes = readUser(momentOf(session).memory, base, IoUringCqe.SIZEOF);
  return {
    ...of(CQE_ORIGINS[field.name], 'struct io_uring_cqe', base, field),
    owner,
    value: bytes && cqeValue(session, field, readField(bytes, 0, field)),
    says: text.cqe[field.name],
  };
}

function cqeValue(session: Session, { name }: Field<CqeFieldName>, value: bigint): string {
  if (name === 'user_data') return userDataText(session, value);
  return name === 'res' ? resultName(value) : cqeFlagNames(Number(value));
}

function inSqes(
  session: Session,
  { sqEntries }: UringLife,
  address: number,
  offset: number,
  size: number,
): FieldInfo | undefined {
  const index = Math.floor(offset / IoUringSqe.SIZEOF);
  if (index >= sqEntries) return undefined;
  const within = offset % IoUringSqe.SIZEOF;
  const base = address - within;
  const owner = `sqes[${index}]`;
  const field = size <= 8 ? fieldOf(SQE_FIELDS, within) : undefined;
  if (!field) {
    const unused = size === 1 ? text.unusedInSqe : text.wholeSqe;
    return { ...whole(WHOLE_SQE, base, IoUringSqe.SIZEOF, owner), says: unused };
  }
  const bytes = readUser(momentOf(session).memory, base, IoUringSqe.SIZEOF);
  return {
    ...of(SQE_ORIGINS[field.name], 'struct io_uring_sqe', base, field),
    owner,
    value: bytes && sqeValue(session, bytes, field),
    says: text.sqe[field.name],
  };
}

function sqeValue(session: Session, sqe: DataView, field: Field<SqeFieldName>): string {
  const value = readField(sqe, 0, field);
  const opcode = sqe.getUint8(IoUringSqe.opcode);
  switch (field.name) {
    case 'opcode':
      return `${value} ${uringOpName(opcode) ?? ''}`.trim();
    case 'flags':
      return sqeFlagNames(Number(value));
    case 'rw_flags':
      return opFlagNames(opcode, Number(value));
    case 'fd':
      return opcode === IoUringOp.NOP ? `${value}` : `${value} ${fileOf(session, Number(value))}`.trim();
    case 'off':
      return `${BigInt.asIntN(64, value)}`;
    case 'addr':
      return value === 0n ? '0' : named(momentOf(session).names.at(value), value);
    case 'user_data':
      return userDataText(session, value);
    default:
      return `${value}`;
  }
}

function fileOf(session: Session, fd: number): string {
  const { machine } = session.recording;
  return machine.can.kernelState ? (fdName(machine.view, momentOf(session).task.mm, fd) ?? '') : '';
}

/** A cookie: the program's own number, or the address of something that has a name. */
export function userDataText(session: Session, value: bigint): string {
  const name = momentOf(session).names.at(value);
  return name === undefined ? dataText(value) : named(name, value);
}
