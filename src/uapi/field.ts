/** One field of a kernel structure: where it lies and how its bytes read. Offsets come from assembly/uapi. */
export interface Field<Name extends string = string> {
  /** The kernel's name. */
  readonly name: Name;
  /** What libaio.h calls it, where that differs. */
  readonly libaio?: string;
  readonly offset: number;
  readonly size: 1 | 2 | 4 | 8;
  readonly signed?: true;
}

/** The field's value, little-endian; always a bigint, so that 2^63 and -1 are what they are. */
export function readField(bytes: DataView, base: number, field: Field): bigint {
  const at = base + field.offset;
  if (field.size === 8) return field.signed ? bytes.getBigInt64(at, true) : bytes.getBigUint64(at, true);
  if (field.size === 4) return BigInt(field.signed ? bytes.getInt32(at, true) : bytes.getUint32(at, true));
  if (field.size === 1) return BigInt(field.signed ? bytes.getInt8(at) : bytes.getUint8(at));
  return BigInt(field.signed ? bytes.getInt16(at, true) : bytes.getUint16(at, true));
}
