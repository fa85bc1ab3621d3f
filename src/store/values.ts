import { IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { TEXT_BASE } from '../../assembly/uapi/memory-map.ts';
import type { CType, Program } from '../c/program.ts';
import type { UserMemory } from '../machine/machine.ts';
import { IoEventView } from '../uapi/io-event-view.ts';
import { IocbView } from '../uapi/iocb-view.ts';
import { hex, opcodeName, resultName } from '../uapi/names.ts';
import type { AddressNames } from './address-names.ts';
import { isByte, isChar, isStruct, sizeOf } from './c-type.ts';
import { functionAt } from './call-stack.ts';
import { readUser, readUserUpTo } from './user-reader.ts';

/** What a value is read from, and what gives its pointers names. */
export interface ValueContext {
  readonly memory: UserMemory;
  readonly names: AddressNames;
  readonly program: Program;
}

/** Elements and members shown of one aggregate; the rest is an ellipsis. */
const MAX_ELEMENTS = 8;
/** Characters shown of a string. */
const MAX_STRING = 40;

/**
 * The value of a variable as a C programmer reads it: `-9`, `0x100f000040 → io[5]`, `"data"`, `{fd = 3, …}`.
 * @returns undefined when its bytes are not mapped
 */
export function valueText(context: ValueContext, type: CType, address: number): string | undefined {
  switch (type.kind) {
    case 'integer': {
      const value = readInteger(context.memory, address, type.size, type.signed);
      if (value === undefined) return undefined;
      return isChar(type) && value >= 32n && value < 127n
        ? `${value} '${String.fromCharCode(Number(value))}'`
        : `${value}`;
    }
    case 'enum': {
      const value = readInteger(context.memory, address, 4, true);
      if (value === undefined) return undefined;
      return type.values.find((constant) => BigInt(constant.value) === value)?.name ?? `${value}`;
    }
    case 'pointer': {
      const value = readInteger(context.memory, address, 8, false);
      return value === undefined ? undefined : pointerText(context, type.to, value, address);
    }
    case 'array':
      return arrayText(context, type, address);
    case 'struct':
    case 'union':
      return structText(context, type, address);
    default:
      return '';
  }
}

/** Little-endian integer of user memory; undefined when it is not mapped. */
export function readInteger(memory: UserMemory, address: number, size: number, signed: boolean): bigint | undefined {
  const bytes = readUser(memory, address, size);
  if (!bytes) return undefined;
  let value = 0n;
  for (let at = size - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes.getUint8(at));
  return signed ? BigInt.asIntN(size * 8, value) : value;
}

function pointerText(context: ValueContext, to: CType, value: bigint, from: number): string {
  if (value === 0n) return 'NULL';
  if (to.kind === 'function') {
    const fn = functionAt(context.program, (Number(value) - TEXT_BASE) / 16);
    return fn ? `${hex(value)} → ${fn.name}` : hex(value);
  }
  if (isChar(to)) {
    const string = stringAt(context.memory, value);
    if (string !== undefined) return `${hex(value)} ${string}`;
  }
  const name = context.names.at(value, from);
  return name === undefined ? hex(value) : `${hex(value)} → ${name}`;
}

/** The text of a C string, quoted; undefined when it does not look like text. */
function stringAt(memory: UserMemory, address: bigint): string | undefined {
  const bytes = readUserUpTo(memory, address, MAX_STRING + 1);
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (text.length === 0 || text.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte > 126)) return undefined;
  return quote(text, end < 0);
}

function quote(bytes: Uint8Array, cut: boolean): string {
  const shown = [...bytes.subarray(0, MAX_STRING)].map((byte) => ESCAPES[byte] ?? printable(byte)).join('');
  return `"${shown}${cut ? '…' : ''}"`;
}

function printable(byte: number): string {
  return byte >= 32 && byte < 127 ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
}

const ESCAPES: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 34: '\\"', 92: '\\\\' };

function arrayText(context: ValueContext, type: CType & { kind: 'array' }, address: number): string | undefined {
  if (isChar(type.of)) {
    const bytes = readUserUpTo(context.memory, address, Math.min(type.length, MAX_STRING + 1));
    if (bytes.length === 0 && type.length > 0) return undefined;
    const end = bytes.indexOf(0);
    return end < 0 ? quote(bytes, type.length > MAX_STRING) : quote(bytes.subarray(0, end), false);
  }
  if (isByte(type.of)) {
    const bytes = readUserUpTo(context.memory, address, Math.min(type.length, MAX_ELEMENTS));
    if (bytes.length === 0 && type.length > 0) return undefined;
    const shown = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
    return `${shown.join(' ')}${type.length > MAX_ELEMENTS ? ' …' : ''}`;
  }
  if (type.of.kind === 'struct' || type.of.kind === 'union' || type.of.kind === 'array') return '{…}';
  const size = sizeOf(type.of);
  const shown: string[] = [];
  for (let i = 0; i < Math.min(type.length, MAX_ELEMENTS); i++) {
    const element = valueText(context, type.of, address + i * size);
    if (element === undefined) return undefined;
    shown.push(element);
  }
  return `{${shown.join(', ')}${type.length > MAX_ELEMENTS ? ', …' : ''}}`;
}

function structText(context: ValueContext, type: CType & { kind: 'struct' | 'union' }, address: number) {
  const bytes = readUser(context.memory, address, type.size);
  if (!bytes) return undefined;
  if (isStruct(type, 'iocb')) return iocbText(new IocbView(bytes));
  if (isStruct(type, 'io_event') && type.size === IoEvent.SIZEOF) return eventText(context, new IoEventView(bytes));
  const shown: string[] = [];
  for (const member of type.members.slice(0, MAX_ELEMENTS)) {
    const nested = member.type.kind === 'struct' || member.type.kind === 'union';
    const value = nested ? '{…}' : valueText(context, member.type, address + member.offset);
    if (member.name !== '') shown.push(`${member.name} = ${value}`);
  }
  return `{${shown.join(', ')}${type.members.length > MAX_ELEMENTS ? ', …' : ''}}`;
}

function iocbText(iocb: IocbView): string {
  const opcode = opcodeName(iocb.aio_lio_opcode)?.replace('IOCB_CMD_', '') ?? `opcode ${iocb.aio_lio_opcode}`;
  return `{${opcode} fd ${iocb.aio_fildes}, nbytes ${iocb.aio_nbytes}, offset ${iocb.aio_offset}}`;
}

function eventText(context: ValueContext, event: IoEventView): string {
  const obj = event.obj === 0n ? 'NULL' : (context.names.at(event.obj) ?? hex(event.obj));
  return `{data ${event.data}, obj ${obj}, res ${resultName(event.res)}}`;
}

/** A part of an aggregate: a member, or an element. */
export interface Part {
  readonly name: string;
  readonly type: CType;
  readonly address: number;
}

/** At most this many parts are unfolded at once. */
export const MAX_PARTS = 256;

/** The parts of a struct, union or array. */
export function partsOf(type: CType, address: number): readonly Part[] {
  if (type.kind === 'struct' || type.kind === 'union') {
    return type.members.map((member) => ({
      name: member.name === '' ? `(${member.type.kind})` : member.name,
      type: member.type,
      address: address + member.offset,
    }));
  }
  if (type.kind !== 'array') return [];
  const size = sizeOf(type.of);
  return Array.from({ length: Math.min(type.length, MAX_PARTS) }, (_, i) => ({
    name: `[${i}]`,
    type: type.of,
    address: address + i * size,
  }));
}

/** Whether a variable of this type can be unfolded. */
export function hasParts(type: CType): boolean {
  if (type.kind === 'struct' || type.kind === 'union') return type.members.length > 0;
  if (type.kind === 'array') return !isChar(type.of) && !isByte(type.of);
  return type.kind === 'pointer' && type.to.kind === 'struct' && type.to.members.length > 0;
}
