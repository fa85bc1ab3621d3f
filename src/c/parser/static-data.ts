import type {
  Expression,
  FunctionSymbol,
  Initialiser,
  InitialiserItem,
  StaticAddress,
  StaticData,
  StaticObject,
} from '../ast.ts';
import { initialiserMessages as messages } from '../messages-parser.ts';
import { CONST, isInteger, isSigned, type Type } from '../types.ts';
import type { Context } from './context.ts';

/** Room for static data, memory-map.ts: RODATA_BASE to HEAP_BASE. */
const MAX_STATIC_SIZE = 0x1c0_0000;

/** An address constant (C11 6.6p9): a byte of an object, a function, or a plain number. */
interface AddressValue {
  readonly target: StaticObject | FunctionSymbol | undefined;
  readonly addend: bigint;
}

/** The bytes of an object with static storage. Everything in its initialiser must be constant. */
export function staticData(p: Context, type: Type, initialiser: Initialiser): StaticData {
  const { size } = type;
  const at = initialiser.items[0]?.value.at ?? p.token;
  if (size > MAX_STATIC_SIZE) p.fail(at, messages.tooLarge());
  const bytes = new Uint8Array(size);
  const addresses = new Map<number, StaticAddress>();
  for (const item of initialiser.items) store(p, item, bytes, addresses);
  return { bytes, addresses: [...addresses.values()] };
}

function store(p: Context, item: InitialiserItem, bytes: Uint8Array, addresses: Map<number, StaticAddress>): void {
  const { offset, type, value } = item;
  for (let at = offset - 7; at < offset + type.size; at++) addresses.delete(at);
  if (type.kind === 'array' || type.kind === 'struct' || type.kind === 'union') {
    const data = objectData(p, value);
    bytes.set(data.bytes.subarray(0, type.size), offset);
    for (const each of data.addresses) addresses.set(offset + each.offset, { ...each, offset: offset + each.offset });
    return;
  }
  const known = evaluate(value) ?? p.fail(value.at, messages.notConstant());
  if (!known.target) {
    writeInteger(bytes, offset, type.size, known.addend);
    return;
  }
  if (type.size !== 8) p.fail(value.at, messages.notComputable());
  addresses.set(offset, { offset, target: known.target, addend: Number(known.addend) });
}

/** The bytes of a string literal or of an unnamed object. */
function objectData(p: Context, value: Expression): StaticData {
  if (value.op === 'string' || (value.op === 'static' && value.object.name === '')) {
    if (value.object.data) return value.object.data;
  }
  return p.fail(value.at, messages.notConstant());
}

export function writeInteger(bytes: Uint8Array, offset: number, size: number, value: bigint): void {
  let rest = BigInt.asUintN(64, value);
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[offset + i] = Number(rest & 0xffn);
}

/** The value of an expression that the linker can compute; undefined if it takes a running program. */
export function evaluate(e: Expression): AddressValue | undefined {
  switch (e.op) {
    case 'constant':
      return { target: undefined, addend: e.value };
    case 'convert': {
      const value = evaluate(e.operand);
      return value?.target && e.type.size !== 8 ? undefined : value;
    }
    case 'address':
      return addressConstant(e.of);
    case 'static':
      return constantObject(e.object);
    case 'comma':
      return e.left.length === 0 ? evaluate(e.right) : undefined;
    case 'pointer-add': {
      const pointer = evaluate(e.pointer);
      const index = evaluate(e.index);
      if (!pointer || !index || index.target) return undefined;
      return { target: pointer.target, addend: pointer.addend + index.addend * BigInt(e.scale) };
    }
    case 'pointer-difference': {
      const left = evaluate(e.left);
      const right = evaluate(e.right);
      if (!left || !right || left.target !== right.target) return undefined;
      return { target: undefined, addend: (left.addend - right.addend) / BigInt(e.size) };
    }
    case 'binary': {
      const left = evaluate(e.left);
      const right = evaluate(e.right);
      if (!left || !right || right.target || (e.operator !== '+' && e.operator !== '-')) return undefined;
      return { ...left, addend: e.operator === '+' ? left.addend + right.addend : left.addend - right.addend };
    }
    default:
      return undefined;
  }
}

function addressConstant(e: Expression): AddressValue | undefined {
  switch (e.op) {
    case 'static':
    case 'string':
      return { target: e.object, addend: 0n };
    case 'function':
      return { target: e.function, addend: 0n };
    case 'deref':
      return evaluate(e.pointer);
    case 'member': {
      const record = addressConstant(e.record);
      return record && { ...record, addend: record.addend + BigInt(e.offset) };
    }
    default:
      return undefined;
  }
}

/** gcc also takes the value of a const object whose initialiser it has seen. */
function constantObject({ type, data }: StaticObject): AddressValue | undefined {
  if (!data || data.addresses.length > 0 || !isInteger(type) || !(type.qualifiers & CONST)) return undefined;
  let value = 0n;
  for (let i = type.size - 1; i >= 0; i--) value = (value << 8n) | BigInt(data.bytes[i]!);
  return { target: undefined, addend: isSigned(type) ? BigInt.asIntN(type.size * 8, value) : value };
}
