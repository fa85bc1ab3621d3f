import type { CqeFieldName, IoRingsFieldName, SqeFieldName } from '../../uapi/io-rings-layout.ts';
import { count } from './steps.ts';

/** What is said about io_uring; the page fetches it when a program has a ring. */
export const uring = {
  words: {
    'sq.head': 'The next SQE to take, as the kernel last told: it goes by its own `cached_sq_head`.',
    'sq.tail': 'One behind the last SQE that is queued. The program moves it; `io_uring_enter()` reads it.',
    'cq.head': 'The next CQE to reap. The program moves it; the kernel reads it to see how much room there is.',
    'cq.tail': 'One behind the last CQE. Only the kernel moves it, from its own `cached_cq_tail`.',
    sq_ring_mask: 'Entries − 1: an index of the SQ is `tail & mask`. Written once; the kernel never reads it back.',
    cq_ring_mask: 'Entries − 1: an index of the CQ is `head & mask`. Written once; the kernel never reads it back.',
    sq_ring_entries:
      'How many SQEs there are: what `kring_entries` should point to. Written once; the kernel never reads it back.',
    cq_ring_entries: 'How many CQEs there are. Written once; the kernel never reads it back.',
    sq_dropped: 'Indexes of the array that named no SQE.',
    sq_flags: 'IORING_SQ_CQ_OVERFLOW while CQEs wait in the kernel for room.',
    cq_flags: 'IORING_CQ_EVENTFD_DISABLED is the program’s to set; this kernel looks at nothing else here.',
    cq_overflow: 'CQEs that were lost because the kernel had no memory to keep them.',
  } satisfies Record<IoRingsFieldName, string>,
  wholeRings: 'Both queues begin with these words, which program and kernel share; then come the CQEs, then the array.',
  array: (slot: number) => `Which SQE stands at place ${slot} of the submission queue.`,
  padding: 'Part of the ring’s pages that nobody uses.',

  sqe: {
    opcode: 'What to do.',
    flags: 'IOSQE_ flags, such as IOSQE_IO_LINK.',
    ioprio: 'I/O priority; some opcodes have flags here.',
    fd: 'The file; of NOP nobody looks.',
    off: 'Where in the file; -1: at the file’s own position, which moves.',
    addr: 'The buffer; of READV and WRITEV the iovec array.',
    len: 'How many bytes; of READV and WRITEV how many iovecs.',
    rw_flags: 'Flags of this opcode: RWF_ of a read or write, those of FSYNC, the events of POLL_ADD.',
    user_data: 'The program’s own cookie: it comes back untouched in the CQE.',
    buf_index: 'A registered buffer, or the group to choose one from.',
    personality: 'Registered credentials; 0: those of the task.',
  } satisfies Record<SqeFieldName, string>,
  wholeSqe: 'A request: 64 bytes that the program fills in. Its place is free again as soon as `sq.head` has passed.',
  unusedInSqe: 'Bytes of the SQE that this opcode does not use.',

  cqe: {
    user_data: '`user_data` of the request, untouched.',
    res: 'What came of it: bytes moved, or -errno; of POLL_ADD the events that came.',
    flags: 'IORING_CQE_F_ flags; 0 for what is modelled.',
  } satisfies Record<CqeFieldName, string>,
  wholeCqe: 'One completion: 16 bytes that the kernel writes behind `cq.tail` and publishes by moving it.',

  cqes: {
    none: 'No request has completed yet. Each leaves one CQE: 16 bytes behind `cq.tail`.',
    table: 'CQEs, the newest first',
    slot: 'slot',
    userData: 'user_data',
    request: 'request',
    res: 'res',
    flags: 'flags',
    after: 'after',
    afterHint: 'From the SQE that the kernel takes to the CQE in its slot',
    state: 'state',
    of: (fd: number, slot: string) => `fd ${fd}: ${slot}`,
    noSlot: '–',
    sqe: (operation: string, index: number) => `${operation} sqes[${index}]`,
    leadsTo: (userData: string, name: string) => `user_data ${userData} leads to ${name}`,
    skipped: (cqes: number) => `${count(cqes, 'more CQE')} not listed`,
    states: {
      filled: 'unpublished',
      waiting: 'no room',
      unreaped: 'unreaped',
      reaped: 'reaped',
      gone: 'gone with the ring',
    },
  },
  kernelOf: (fd: number | undefined) => (fd === undefined ? 'io_uring' : `io_uring of fd ${fd}`),
  kernelOnly: 'struct io_ring_ctx: only the kernel sees it',
  factNames: {
    uring_sq_entries: 'sq_entries',
    uring_cq_entries: 'cq_entries',
    uring_sq_mask: 'sq_entries − 1',
    uring_cq_mask: 'cq_entries − 1',
    uring_cached_sq_head: 'cached_sq_head',
    uring_cached_cq_tail: 'cached_cq_tail',
    uring_in_flight: 'in flight',
    uring_compl_reqs: 'compl_reqs',
    uring_overflow: 'cq_overflow_list',
    uring_waiters: 'waiters',
    uring_flags: 'flags',
  } satisfies Record<UringFactId, string>,
  facts: {
    uring_sq_entries: 'The kernel’s own size of the SQ: all that it ever uses, whatever the shared page says.',
    uring_cq_entries: 'The kernel’s own size of the CQ: all that it ever uses, whatever the shared page says.',
    uring_sq_mask: 'The kernel’s own mask of the SQ: it makes it from its own size, each time.',
    uring_cq_mask: 'The kernel’s own mask of the CQ: it makes it from its own size, each time.',
    uring_cached_sq_head: 'The next SQE that the kernel takes; `sq.head` is told of it when all of a call are taken.',
    uring_cached_cq_tail: 'Where the kernel writes the next CQE; `cq.tail` is told of it when it may be seen.',
    uring_in_flight: 'Requests whose CQE is not written yet.',
    uring_compl_reqs: 'Requests that are done: their CQEs are written before `io_uring_enter()` returns.',
    uring_overflow: 'CQEs for which the queue had no room. They move into it when somebody asks for events.',
    uring_waiters: 'Tasks that sleep in `io_uring_enter()` until there are CQEs.',
    uring_flags: 'IORING_SETUP_ flags that the ring was made with.',
  } satisfies Record<UringFactId, string>,
  dropped: 'sq_dropped, shared',
  overflowed: (userData: string, res: string) => `${userData} (${res})`,
  cqPicture: (unreaped: number, filled: number, room: number, overflow: number) =>
    `Completion queue: ${unreaped} unreaped, ${filled} written and not published, room for ${room}, ${overflow} without room`,
  legend: {
    unreaped: (cqes: number) => `${cqes} unreaped`,
    filled: (cqes: number) => `${cqes} unpublished`,
    room: (places: number) => `room for ${places}`,
    overflow: (cqes: number) => `${cqes} without room`,
  },
};

/** A number of the kernel's own about an io_uring. */
export type UringFactId =
  | 'uring_sq_entries'
  | 'uring_cq_entries'
  | 'uring_sq_mask'
  | 'uring_cq_mask'
  | 'uring_cached_sq_head'
  | 'uring_cached_cq_tail'
  | 'uring_in_flight'
  | 'uring_compl_reqs'
  | 'uring_overflow'
  | 'uring_waiters'
  | 'uring_flags';
