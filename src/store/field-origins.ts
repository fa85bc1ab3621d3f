import type { RuleId } from '../rules/ids.ts';
import type { AioRingFieldName } from '../uapi/aio-ring-view.ts';
import type { IocbFieldName } from '../uapi/iocb-view.ts';
import type { AioFactId } from './spotlight.ts';

/** Where a field is described, and which function of the kernel has to do with it. */
export interface Origin {
  /** As the kernel's header has it. */
  readonly type: string;
  /** A header or a man page. */
  readonly source: string;
  /** The kernel's functions that write it, or look at it when the program does. */
  readonly fn: string;
  readonly rules: readonly RuleId[];
}

export type EventFieldName = 'data' | 'obj' | 'res' | 'res2';
export type IovecFieldName = 'iov_base' | 'iov_len';

const IOCB = 'io_submit(2), linux/aio_abi.h';
const EVENT = 'io_getevents(2), linux/aio_abi.h';
const RING = 'fs/aio.c: struct aio_ring';
const KIOCTX = 'fs/aio.c: struct kioctx';
const SYSCTL = '/proc/sys/fs';

const iocb = (type: string, fn: string, ...rules: RuleId[]): Origin => ({ type, source: IOCB, fn, rules });
const ring = (fn: string, ...rules: RuleId[]): Origin => ({ type: 'unsigned', source: RING, fn, rules });
const event = (type: string, fn: string, ...rules: RuleId[]): Origin => ({ type, source: EVENT, fn, rules });
const kioctx = (type: string, fn: string, ...rules: RuleId[]): Origin => ({ type, source: KIOCTX, fn, rules });

export const IOCB_ORIGINS: Readonly<Record<IocbFieldName, Origin>> = {
  aio_data: iocb('__u64', '__io_submit_one()', 'UAPI-01', 'UAPI-02'),
  aio_key: iocb('__u32', '__io_submit_one()', 'SUB-12', 'CAN-01'),
  aio_rw_flags: iocb('__kernel_rwf_t', 'kiocb_set_rw_flags()', 'RW-02', 'UAPI-06'),
  aio_lio_opcode: iocb('__u16', '__io_submit_one()', 'SUB-13', 'UAPI-04'),
  aio_reqprio: iocb('__s16', 'aio_prep_rw()', 'RW-01'),
  aio_fildes: iocb('__u32', 'fget()', 'SUB-10', 'RW-03'),
  aio_buf: iocb('__u64', 'aio_setup_rw()', 'RW-05', 'RES-02'),
  aio_nbytes: iocb('__u64', 'aio_setup_rw()', 'SUB-08', 'RW-06'),
  aio_offset: iocb('__s64', 'aio_prep_rw()', 'RW-07', 'RES-10'),
  aio_reserved2: iocb('__u64', 'io_submit_one()', 'SUB-07'),
  aio_flags: iocb('__u32', '__io_submit_one()', 'UAPI-05'),
  aio_resfd: iocb('__u32', 'eventfd_ctx_fdget()', 'SUB-11', 'EFD-01'),
};

export const WHOLE_IOCB: Origin = iocb('struct iocb', 'io_submit_one()', 'SUB-16', 'UAPI-01');

export const RING_ORIGINS: Readonly<Record<AioRingFieldName, Origin>> = {
  id: ring('ioctx_add_table(), lookup_ioctx()', 'CTX-01', 'SET-07', 'COR-04'),
  nr: ring('aio_setup_ring()', 'RNG-01', 'COR-01'),
  head: ring('aio_read_events_ring()', 'RNG-06', 'SLT-06', 'COR-07'),
  tail: ring('aio_complete()', 'RNG-04', 'COR-10'),
  magic: ring('aio_setup_ring()', 'LIB-05', 'COR-03'),
  compat_features: ring('aio_setup_ring()', 'UAPI-03', 'COR-03'),
  incompat_features: ring('aio_setup_ring()', 'UAPI-03', 'COR-03'),
  header_length: ring('aio_setup_ring()', 'UAPI-03', 'COR-03'),
};

export const WHOLE_RING: Origin = { ...ring('aio_setup_ring()', 'UAPI-03', 'PRO-03'), type: 'struct aio_ring' };

export const EVENT_ORIGINS: Readonly<Record<EventFieldName, Origin>> = {
  data: event('__u64', 'aio_complete()', 'UAPI-02'),
  obj: event('__u64', 'aio_complete()', 'SUB-16', 'UAPI-02'),
  res: event('__s64', 'aio_complete()', 'RW-08', 'LIB-02'),
  res2: event('__s64', 'aio_complete()', 'UAPI-02'),
};

export const WHOLE_EVENT: Origin = event('struct io_event', 'aio_complete()', 'UAPI-03', 'RNG-04');

const iovec = (type: string, ...rules: RuleId[]): Origin => ({
  type,
  source: 'readv(2), linux/uio.h',
  fn: 'import_iovec()',
  rules,
});

export const IOVEC_ORIGINS: Readonly<Record<IovecFieldName, Origin>> = {
  iov_base: iovec('void *', 'RW-06'),
  iov_len: iovec('size_t', 'RW-06'),
};

export const WHOLE_IOVEC: Origin = iovec('struct iovec', 'RW-06');

export const FACT_ORIGINS: Readonly<Record<AioFactId, Origin>> = {
  reqs_available: kioctx('atomic_t', 'get_reqs_available(), put_reqs_available()', 'SLT-01', 'SLT-08'),
  req_batch: kioctx('unsigned', 'ioctx_alloc()', 'SLT-01', 'SLT-02'),
  cpu_reqs_available: kioctx('unsigned', 'get_reqs_available(), put_reqs_available()', 'SLT-02', 'SLT-07'),
  completed_events: kioctx('unsigned', 'aio_complete(), refill_reqs_available()', 'SLT-03', 'SLT-05'),
  in_flight: kioctx('struct percpu_ref', 'io_submit_one(), iocb_put()', 'DST-01'),
  waiters: kioctx('wait_queue_head_t', 'read_events(), aio_complete()', 'GET-08'),
  nr_events: kioctx('unsigned', 'aio_setup_ring()', 'PRO-03', 'COR-01'),
  tail: kioctx('unsigned', 'aio_complete()', 'PRO-03', 'COR-10'),
  max_reqs: kioctx('unsigned', 'ioctx_alloc()', 'SET-09'),
  aio_nr: { type: 'unsigned long', source: SYSCTL, fn: 'ioctx_alloc(), free_ioctx()', rules: ['SET-06', 'SET-09'] },
  aio_max_nr: { type: 'unsigned long', source: SYSCTL, fn: 'ioctx_alloc()', rules: ['SET-06', 'SET-10'] },
  clock: { type: '', source: '', fn: '', rules: [] },
  next_event: { type: '', source: '', fn: '', rules: [] },
};
