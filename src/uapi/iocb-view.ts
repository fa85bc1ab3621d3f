import { Iocb } from '../../assembly/uapi/aio_abi.ts';
import { type Field, readField } from './field.ts';

export type IocbFieldName = Exclude<keyof typeof Iocb, 'SIZEOF'>;

/** struct iocb in the order of its bytes (UAPI-01), with libaio's names for the same bytes. */
export const IOCB_FIELDS: readonly Field<IocbFieldName>[] = [
  { name: 'aio_data', libaio: 'data', offset: Iocb.aio_data, size: 8 },
  { name: 'aio_key', libaio: 'key', offset: Iocb.aio_key, size: 4 },
  { name: 'aio_rw_flags', offset: Iocb.aio_rw_flags, size: 4 },
  { name: 'aio_lio_opcode', offset: Iocb.aio_lio_opcode, size: 2 },
  { name: 'aio_reqprio', offset: Iocb.aio_reqprio, size: 2, signed: true },
  { name: 'aio_fildes', offset: Iocb.aio_fildes, size: 4, signed: true },
  { name: 'aio_buf', libaio: 'u.c.buf', offset: Iocb.aio_buf, size: 8 },
  { name: 'aio_nbytes', libaio: 'u.c.nbytes', offset: Iocb.aio_nbytes, size: 8 },
  { name: 'aio_offset', libaio: 'u.c.offset', offset: Iocb.aio_offset, size: 8, signed: true },
  { name: 'aio_reserved2', libaio: 'u.c.__pad3', offset: Iocb.aio_reserved2, size: 8 },
  { name: 'aio_flags', libaio: 'u.c.flags', offset: Iocb.aio_flags, size: 4 },
  { name: 'aio_resfd', libaio: 'u.c.resfd', offset: Iocb.aio_resfd, size: 4, signed: true },
];

/** A struct iocb somewhere in bytes: wasm memory, or a copy of user memory. */
export class IocbView {
  constructor(
    readonly bytes: DataView,
    readonly base = 0,
  ) {}

  field(field: Field<IocbFieldName>): bigint {
    return readField(this.bytes, this.base, field);
  }

  get aio_data(): bigint {
    return this.bytes.getBigUint64(this.base + Iocb.aio_data, true);
  }
  get aio_key(): number {
    return this.bytes.getUint32(this.base + Iocb.aio_key, true);
  }
  get aio_rw_flags(): number {
    return this.bytes.getUint32(this.base + Iocb.aio_rw_flags, true);
  }
  get aio_lio_opcode(): number {
    return this.bytes.getUint16(this.base + Iocb.aio_lio_opcode, true);
  }
  get aio_reqprio(): number {
    return this.bytes.getInt16(this.base + Iocb.aio_reqprio, true);
  }
  get aio_fildes(): number {
    return this.bytes.getInt32(this.base + Iocb.aio_fildes, true);
  }
  get aio_buf(): bigint {
    return this.bytes.getBigUint64(this.base + Iocb.aio_buf, true);
  }
  get aio_nbytes(): bigint {
    return this.bytes.getBigUint64(this.base + Iocb.aio_nbytes, true);
  }
  get aio_offset(): bigint {
    return this.bytes.getBigInt64(this.base + Iocb.aio_offset, true);
  }
  get aio_reserved2(): bigint {
    return this.bytes.getBigUint64(this.base + Iocb.aio_reserved2, true);
  }
  get aio_flags(): number {
    return this.bytes.getUint32(this.base + Iocb.aio_flags, true);
  }
  get aio_resfd(): number {
    return this.bytes.getInt32(this.base + Iocb.aio_resfd, true);
  }
}
