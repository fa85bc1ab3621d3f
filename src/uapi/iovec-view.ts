import { Iovec } from '../../assembly/uapi/aio_abi.ts';

/** A struct iovec, LP64. */
export class IovecView {
  constructor(
    readonly bytes: DataView,
    readonly base = 0,
  ) {}

  get iov_base(): bigint {
    return this.bytes.getBigUint64(this.base + Iovec.iov_base, true);
  }
  get iov_len(): bigint {
    return this.bytes.getBigUint64(this.base + Iovec.iov_len, true);
  }
}
