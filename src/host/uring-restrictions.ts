import { IoUringRestriction, Restriction } from '../../assembly/uapi/io_uring_abi.ts';

/** What a program has forbidden itself: io_register_restrictions(). */
export class Restrictions {
  private readonly ops = new Set<number>();
  private allowed = 0;
  private required = 0;

  /** @param list as the kernel has accepted it */
  constructor(list: Buffer) {
    for (let at = 0; at + IoUringRestriction.SIZEOF <= list.length; at += IoUringRestriction.SIZEOF) {
      const kind: Restriction = list.readUInt16LE(at + IoUringRestriction.opcode);
      const value = list.readUInt8(at + IoUringRestriction.sqe_op);
      if (kind === Restriction.SQE_OP) this.ops.add(value);
      if (kind === Restriction.SQE_FLAGS_ALLOWED) this.allowed = value;
      if (kind === Restriction.SQE_FLAGS_REQUIRED) this.required = value;
    }
  }

  /** io_check_restriction: the kernel refuses such an SQE before it looks any further. */
  refuse(opcode: number, flags: number): boolean {
    const { allowed, required } = this;
    return !this.ops.has(opcode) || (flags & required) !== required || (flags & ~(allowed | required)) !== 0;
  }
}

/** A list for the kernel: these opcodes of SQEs, and these calls of io_uring_register, and no others. */
export function listOf(sqeOps: readonly number[], registerOps: readonly number[]): Buffer {
  const entries = [
    ...sqeOps.map((value) => [Restriction.SQE_OP, value] as const),
    ...registerOps.map((value) => [Restriction.REGISTER_OP, value] as const),
  ];
  const list = Buffer.allocUnsafeSlow(entries.length * IoUringRestriction.SIZEOF).fill(0);
  for (const [i, [kind, value]] of entries.entries()) {
    list.writeUInt16LE(kind, i * IoUringRestriction.SIZEOF + IoUringRestriction.opcode);
    list.writeUInt8(value, i * IoUringRestriction.SIZEOF + IoUringRestriction.sqe_op);
  }
  return list;
}
