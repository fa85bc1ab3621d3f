/** Linux AIO as user space sees it: include/uapi/linux/aio_abi.h and fs/aio.c. Literals only. */

/** struct iocb, 64 bytes (UAPI-01). */
export const enum Iocb {
  aio_data = 0,
  aio_key = 8,
  aio_rw_flags = 12,
  aio_lio_opcode = 16,
  aio_reqprio = 18,
  aio_fildes = 20,
  aio_buf = 24,
  aio_nbytes = 32,
  aio_offset = 40,
  aio_reserved2 = 48,
  aio_flags = 56,
  aio_resfd = 60,
  SIZEOF = 64,
}

/** struct io_event, 32 bytes (UAPI-02). */
export const enum IoEvent {
  data = 0,
  obj = 8,
  res = 16,
  res2 = 24,
  SIZEOF = 32,
}

/** struct aio_ring: the header of the mapping whose address io_setup() returns (UAPI-03). */
export const enum AioRing {
  id = 0,
  nr = 4,
  head = 8,
  tail = 12,
  magic = 16,
  compat_features = 20,
  incompat_features = 24,
  header_length = 28,
  io_events = 32,
  SIZEOF = 32,
}

export const AIO_RING_MAGIC = 0xa10a10a1;
export const AIO_RING_COMPAT_FEATURES = 1;
export const AIO_RING_INCOMPAT_FEATURES = 0;

/** aio_lio_opcode (UAPI-04). */
export enum IocbCmd {
  PREAD = 0,
  PWRITE = 1,
  FSYNC = 2,
  FDSYNC = 3,
  POLL = 5,
  NOOP = 6,
  PREADV = 7,
  PWRITEV = 8,
}

/** aio_flags (UAPI-05). */
export const IOCB_FLAG_RESFD = 1;
export const IOCB_FLAG_IOPRIO = 2;

/** What io_submit writes to aio_key, and io_cancel insists on. */
export const KIOCB_KEY = 0;

/** aio_rw_flags (UAPI-06). */
export const enum Rwf {
  HIPRI = 0x1,
  DSYNC = 0x2,
  SYNC = 0x4,
  NOWAIT = 0x8,
  APPEND = 0x10,
  NOAPPEND = 0x20,
  ATOMIC = 0x40,
  DONTCACHE = 0x80,
  NOSIGNAL = 0x100,
}

/** struct iovec, LP64. */
export const enum Iovec {
  iov_base = 0,
  iov_len = 8,
  SIZEOF = 16,
}
