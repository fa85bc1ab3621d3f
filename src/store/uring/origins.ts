import type { RuleId } from '../../rules/ids.ts';
import { uring as text, type UringFactId } from '../../text/en/uring.ts';
import type { CqeFieldName, IoRingsFieldName, SqeFieldName } from '../../uapi/io-rings-layout.ts';
import type { Origin } from '../field-origins.ts';

const RINGS = 'io_uring_types.h: struct io_rings';
const ABI = 'io_uring_enter(2), linux/io_uring.h';

const word = (fn: string, ...rules: RuleId[]): Origin => ({ type: 'u32', source: RINGS, fn, rules });
const abi = (type: string, fn: string, ...rules: RuleId[]): Origin => ({ type, source: ABI, fn, rules });

/** io_uring/io_uring.c: who of the kernel writes a shared word, or reads what the program wrote. */
export const WORD_ORIGINS: Readonly<Record<IoRingsFieldName, Origin>> = {
  'sq.head': word('io_commit_sqring()', 'URG-06'),
  'sq.tail': word('io_sqring_entries()', 'URG-05'),
  'cq.head': word('__io_cqring_events()', 'URG-09'),
  'cq.tail': word('io_commit_cqring()', 'URG-06'),
  sq_ring_mask: word('io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  cq_ring_mask: word('io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  sq_ring_entries: word('io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  cq_ring_entries: word('io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  sq_dropped: word('io_get_sqe()', 'URG-05'),
  sq_flags: word('io_cqring_event_overflow(), __io_cqring_overflow_flush()', 'URG-09'),
  cq_flags: word('io_eventfd_trigger()'),
  cq_overflow: word('io_account_cq_overflow()', 'URG-09'),
};

export const WHOLE_RINGS: Origin = { ...word('io_allocate_scq_urings()', 'URG-03', 'URG-06'), type: 'struct io_rings' };
export const ARRAY_ORIGIN: Origin = word('io_get_sqe()', 'URG-05');

export const SQE_ORIGINS: Readonly<Record<SqeFieldName, Origin>> = {
  opcode: abi('__u8', 'io_init_req()', 'URG-11'),
  flags: abi('__u8', 'io_init_req()', 'URG-11'),
  ioprio: abi('__u16', 'io_init_req()', 'URG-11'),
  fd: abi('__s32', 'io_assign_file()', 'URG-07'),
  off: abi('__u64', 'io_prep_rw()', 'URG-07'),
  addr: abi('__u64', 'io_prep_rw()', 'URG-07'),
  len: abi('__u32', 'io_prep_rw()', 'URG-07'),
  rw_flags: abi('__u32', 'io_prep_rw(), io_fsync_prep(), io_poll_add_prep()', 'URG-07', 'URG-08'),
  user_data: abi('__u64', 'io_init_req(), io_fill_cqe_req()', 'URG-05'),
  buf_index: abi('__u16', 'io_prep_rw()'),
  personality: abi('__u16', 'io_init_req()', 'URG-11'),
};

export const WHOLE_SQE: Origin = abi('struct io_uring_sqe', 'io_get_sqe(), io_submit_sqe()', 'URG-05', 'URG-11');

export const CQE_ORIGINS: Readonly<Record<CqeFieldName, Origin>> = {
  user_data: abi('__u64', 'io_fill_cqe_req()', 'URG-05'),
  res: abi('__s32', 'io_fill_cqe_req()', 'URG-07'),
  flags: abi('__u32', 'io_fill_cqe_req()'),
};

export const WHOLE_CQE: Origin = abi(
  'struct io_uring_cqe',
  'io_fill_cqe_req(), io_commit_cqring()',
  'URG-06',
  'URG-09',
);

const CTX = 'io_uring_types.h: struct io_ring_ctx';
const ctx = (type: string, fn: string, ...rules: RuleId[]): Origin => ({ type, source: CTX, fn, rules });

const FACT_ORIGINS: Readonly<Record<UringFactId, Origin>> = {
  uring_sq_entries: ctx('unsigned', 'io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  uring_cq_entries: ctx('unsigned', 'io_allocate_scq_urings()', 'URG-01', 'URG-06'),
  uring_sq_mask: ctx('unsigned', 'io_get_sqe()', 'URG-06'),
  uring_cq_mask: ctx('unsigned', 'io_cqe_cache_refill()', 'URG-06'),
  uring_cached_sq_head: ctx('unsigned', 'io_get_sqe(), io_commit_sqring()', 'URG-05', 'URG-06'),
  uring_cached_cq_tail: ctx('unsigned', 'io_get_cqe(), io_commit_cqring()', 'URG-06'),
  uring_in_flight: ctx('struct percpu_ref', 'io_alloc_req(), io_free_req()', 'URG-07', 'URG-08'),
  uring_compl_reqs: ctx('struct io_wq_work_list', '__io_submit_flush_completions()', 'URG-05'),
  uring_overflow: ctx('struct list_head', 'io_cqring_event_overflow(), __io_cqring_overflow_flush()', 'URG-09'),
  uring_waiters: ctx('wait_queue_head_t', 'io_cqring_wait(), io_cqring_wake()', 'URG-10'),
  uring_flags: ctx('unsigned', 'io_uring_create()', 'URG-02'),
};

/** Where a number of the kernel's own comes from, and what it is. */
export const uringFactOrigin = (id: UringFactId) => ({
  ...FACT_ORIGINS[id],
  name: text.factNames[id],
  place: text.kernelOnly,
  says: text.facts[id],
});
