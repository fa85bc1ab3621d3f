import { IoEvent } from '../../assembly/uapi/aio_abi.ts';

/** A struct io_event (UAPI-02). */
export class IoEventView {
  constructor(
    readonly bytes: DataView,
    readonly base = 0,
  ) {}

  get data(): bigint {
    return this.bytes.getBigUint64(this.base + IoEvent.data, true);
  }
  get obj(): bigint {
    return this.bytes.getBigUint64(this.base + IoEvent.obj, true);
  }
  /** The count, or -errno. */
  get res(): bigint {
    return this.bytes.getBigInt64(this.base + IoEvent.res, true);
  }
  get res2(): bigint {
    return this.bytes.getBigInt64(this.base + IoEvent.res2, true);
  }
}
