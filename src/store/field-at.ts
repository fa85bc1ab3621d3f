import { AioRing, Iocb, IoEvent, Iovec } from '../../assembly/uapi/aio_abi.ts';
import { text } from '../text/index.ts';
import { AIO_RING_FIELDS, AioRingView, slotOffset } from '../uapi/aio-ring-view.ts';
import { IOCB_FIELDS, IocbView } from '../uapi/iocb-view.ts';
import { hex, resultName } from '../uapi/names.ts';
import { isStruct, sizeOf, typeName } from './c-type.ts';
import { visibleLocals } from './call-stack.ts';
import { contextsAt } from './contexts.ts';
import { type FieldInfo, fieldOf, named, of, whole } from './field-info.ts';
import {
  EVENT_ORIGINS,
  type EventFieldName,
  IOCB_ORIGINS,
  IOVEC_ORIGINS,
  type IovecFieldName,
  RING_ORIGINS,
  WHOLE_EVENT,
  WHOLE_IOCB,
  WHOLE_IOVEC,
  WHOLE_RING,
} from './field-origins.ts';
import { iocbFieldText } from './iocb-picture.ts';
import { type Leaf, leafOf } from './leaf.ts';
import { momentOf } from './moment.ts';
import { known } from './record-index.ts';
import { dataText } from './ring.ts';
import type { Session } from './session.ts';
import { uringPart } from './uring/part.ts';
import { readUser } from './user-reader.ts';
import { valueText } from './values.ts';
import { valueContext } from './variables.ts';

/**
 * What lies at an address of user memory at the cursor.
 * @param size bytes that are asked about; of 1, the field they belong to is told, with its own address and size
 */
export function fieldAt(session: Session, address: number, size: number): FieldInfo {
  return (
    inRing(session, address, size) ??
    uringPart()?.inUring(session, address, size) ??
    inVariables(session, address, size) ??
    elsewhere(session, address, size)
  );
}

function inRing(session: Session, address: number, size: number): FieldInfo | undefined {
  for (const { handle, live, nr, bytes } of contextsAt(session)) {
    if (!live || address < handle || address >= handle + bytes) continue;
    const offset = address - handle;
    if (offset < AioRing.SIZEOF) return inHeader(session, handle, offset, size);
    const slot = Math.floor((offset - slotOffset(0)) / IoEvent.SIZEOF);
    if (slot < nr) {
      return inEvent(session, handle + slotOffset(slot), address, size, text.fields.slotName(slot));
    }
    return plain(session, address, size, hex(address), text.fields.mapped.ring);
  }
  return undefined;
}

function inHeader(session: Session, handle: number, offset: number, size: number): FieldInfo | undefined {
  if (size > 4) return { ...whole(WHOLE_RING, handle, AioRing.SIZEOF, 'aio_ring'), says: text.fields.wholeRing };
  const field = fieldOf(AIO_RING_FIELDS, offset);
  const bytes = readUser(momentOf(session).memory, handle, AioRing.SIZEOF);
  if (!field) return undefined;
  const value = bytes && new AioRingView(bytes).field(field);
  return {
    ...of(RING_ORIGINS[field.name], 'struct aio_ring', handle, field),
    owner: 'aio_ring',
    value: value === undefined ? undefined : field.name === 'magic' ? hex(value) : `${value}`,
    says: text.fields.ring[field.name],
  };
}

const EVENT_FIELDS: readonly { name: EventFieldName; offset: number; size: number }[] = [
  { name: 'data', offset: IoEvent.data, size: 8 },
  { name: 'obj', offset: IoEvent.obj, size: 8 },
  { name: 'res', offset: IoEvent.res, size: 8 },
  { name: 'res2', offset: IoEvent.res2, size: 8 },
];

function inEvent(session: Session, base: number, address: number, size: number, owner: string): FieldInfo {
  const field = size <= 8 ? fieldOf(EVENT_FIELDS, address - base) : undefined;
  if (!field) {
    return { ...whole(WHOLE_EVENT, base, IoEvent.SIZEOF, owner), says: text.fields.wholeEvent };
  }
  return {
    ...of(EVENT_ORIGINS[field.name], 'struct io_event', base, field),
    owner,
    value: eventValue(session, base + field.offset, field.name),
    says: text.fields.event[field.name],
  };
}

function eventValue(session: Session, address: number, name: EventFieldName): string | undefined {
  const { memory, names } = momentOf(session);
  const bytes = readUser(memory, address, 8);
  if (!bytes) return undefined;
  if (name === 'data') return dataText(bytes.getBigUint64(0, true));
  if (name === 'obj') return named(names.at(bytes.getBigUint64(0, true)), bytes.getBigUint64(0, true));
  return resultName(bytes.getBigInt64(0, true));
}

function inVariables(session: Session, address: number, size: number): FieldInfo | undefined {
  const leaf = variableLeaf(session, address, size);
  if (leaf && isStruct(leaf.type, 'iocb') && sizeOf(leaf.type) === Iocb.SIZEOF) {
    return inIocb(session, leaf.address, address, size, leaf.path);
  }
  if (leaf && isStruct(leaf.type, 'io_event')) return inEvent(session, leaf.address, address, size, leaf.path);
  if (leaf && isStruct(leaf.type, 'iovec')) return inIovec(session, leaf, address, size);
  const iocb = submittedIocb(session, address);
  if (iocb !== undefined) return inIocb(session, iocb, address, size, momentOf(session).names.at(iocb) ?? hex(iocb));
  if (!leaf) return undefined;
  return {
    address: leaf.address,
    size: sizeOf(leaf.type),
    name: leaf.path,
    owner: undefined,
    type: typeName(leaf.type),
    struct: undefined,
    value: valueText(valueContext(session), leaf.type, leaf.address),
    says: text.fields.variable,
    source: undefined,
    fn: undefined,
    rules: [],
  };
}

function variableLeaf(session: Session, address: number, size: number): Leaf | undefined {
  const { frames, memory, over } = momentOf(session);
  if (over) return undefined;
  for (const variable of [...frames.flatMap((frame) => visibleLocals(frame, memory)), ...session.program.globals]) {
    const leaf = leafOf(variable, address, size);
    if (leaf) return leaf;
  }
  return undefined;
}

/** An iocb that no variable in scope holds: on the heap, most often. */
function submittedIocb({ index, recording }: Session, address: number): number | undefined {
  const submitted = known(index.iocbFrom, index.recordsAt(recording.position));
  return index.iocbs.slice(0, submitted).find((iocb) => address >= iocb && address < iocb + Iocb.SIZEOF);
}

function inIocb(session: Session, base: number, address: number, size: number, owner: string): FieldInfo {
  const field = size <= 8 ? fieldOf(IOCB_FIELDS, address - base) : undefined;
  if (!field) return { ...whole(WHOLE_IOCB, base, Iocb.SIZEOF, owner), says: text.fields.wholeIocb };
  const bytes = readUser(momentOf(session).memory, base, Iocb.SIZEOF);
  const { value, note } = bytes ? iocbFieldText(session, new IocbView(bytes), field) : { value: undefined, note: '' };
  return {
    ...of(IOCB_ORIGINS[field.name], 'struct iocb', base, field),
    owner,
    value: value === undefined ? undefined : `${value} ${note}`.trim(),
    says: text.fields.iocb[field.name],
  };
}

const IOVEC_FIELDS: readonly { name: IovecFieldName; offset: number; size: number }[] = [
  { name: 'iov_base', offset: Iovec.iov_base, size: 8 },
  { name: 'iov_len', offset: Iovec.iov_len, size: 8 },
];

function inIovec(session: Session, { path, address: base }: Leaf, address: number, size: number): FieldInfo {
  const field = size <= 8 ? fieldOf(IOVEC_FIELDS, address - base) : undefined;
  if (!field) return { ...whole(WHOLE_IOVEC, base, Iovec.SIZEOF, path), says: text.fields.wholeIovec };
  const { memory, names } = momentOf(session);
  const value = readUser(memory, base + field.offset, 8)?.getBigUint64(0, true);
  return {
    ...of(IOVEC_ORIGINS[field.name], 'struct iovec', base, field),
    owner: path,
    value: value === undefined ? undefined : field.name === 'iov_len' ? `${value}` : named(names.at(value), value),
    says: text.fields.iovec[field.name],
  };
}

function elsewhere(session: Session, address: number, size: number): FieldInfo {
  const { names, memory } = momentOf(session);
  const name = names.at(address);
  const known = name === undefined ? text.fields.unknown : text.fields.buffer;
  return plain(
    session,
    address,
    size,
    name ?? hex(address),
    memory.protection(address) ? known : text.fields.notMapped,
  );
}

/** Bytes without a structure: up to 8 of them are shown as they lie there. */
function plain(session: Session, address: number, size: number, name: string, says: string): FieldInfo {
  const bytes = readUser(momentOf(session).memory, address, Math.min(size, 8));
  const value = bytes && Array.from(new Uint8Array(bytes.buffer), (byte) => byte.toString(16).padStart(2, '0'));
  return {
    address,
    size,
    name,
    owner: undefined,
    type: '',
    struct: undefined,
    value: value && `${value.join(' ')}${size > 8 ? ' …' : ''}`,
    says,
    source: undefined,
    fn: undefined,
    rules: [],
  };
}
