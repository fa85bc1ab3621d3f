/** io_uring as user space sees it: include/uapi/linux/io_uring.h and io_uring/io_uring.c. Literals only. */

/** struct io_uring_sqe, 64 bytes. Some fields have more names, one for each kind of request. */
export const enum IoUringSqe {
  opcode = 0,
  flags = 1,
  ioprio = 2,
  fd = 4,
  off = 8,
  addr = 16,
  len = 24,
  rw_flags = 28,
  user_data = 32,
  buf_index = 40,
  personality = 42,
  SIZEOF = 64,
}

/** struct io_uring_cqe, 16 bytes. */
export const enum IoUringCqe {
  user_data = 0,
  res = 8,
  flags = 12,
  SIZEOF = 16,
}

/** struct io_uring_params, 120 bytes; sq_off and cq_off are structs of 40 bytes in it. */
export const enum IoUringParams {
  sq_entries = 0,
  cq_entries = 4,
  flags = 8,
  features = 20,
  resv = 28,
  sq_off = 40,
  cq_off = 80,
  SIZEOF = 120,
}

/** struct io_sqring_offsets. */
export const enum SqOff {
  head = 0,
  tail = 4,
  ring_mask = 8,
  ring_entries = 12,
  flags = 16,
  dropped = 20,
  array = 24,
}

/** struct io_cqring_offsets. */
export const enum CqOff {
  head = 0,
  tail = 4,
  ring_mask = 8,
  ring_entries = 12,
  overflow = 16,
  cqes = 20,
  flags = 24,
}

/**
 * struct io_rings of the kernel: both rings' words in one mapping. A program has them from sq_off and cq_off; behind the
 * CQEs, on the next cache line, is the array of indexes.
 */
export const enum IoRings {
  /** by the kernel, by user space */
  sq_head = 0,
  sq_tail = 4,
  /** by user space, by the kernel */
  cq_head = 8,
  cq_tail = 12,
  /** what follows is written at set-up and never read by the kernel again */
  sq_ring_mask = 16,
  cq_ring_mask = 20,
  sq_ring_entries = 24,
  cq_ring_entries = 28,
  /** by the kernel */
  sq_dropped = 32,
  sq_flags = 36,
  cq_flags = 40,
  cq_overflow = 44,
  cqes = 64,
}

export enum IoUringOp {
  NOP = 0,
  READV = 1,
  WRITEV = 2,
  FSYNC = 3,
  POLL_ADD = 6,
  READ = 22,
  WRITE = 23,
}

/** IORING_OP_LAST: what is not below it no kernel of this version knows. */
export const IORING_OP_LAST = 63;

/** IORING_SETUP_ flags. */
export const enum IoUringSetup {
  SQPOLL = 0x2,
  SQ_AFF = 0x4,
  CQSIZE = 0x8,
  CLAMP = 0x10,
  R_DISABLED = 0x40,
  SUBMIT_ALL = 0x80,
  COOP_TASKRUN = 0x100,
  TASKRUN_FLAG = 0x200,
  SINGLE_ISSUER = 0x1000,
  DEFER_TASKRUN = 0x2000,
  NO_MMAP = 0x4000,
  REGISTERED_FD_ONLY = 0x8000,
  NO_SQARRAY = 0x1_0000,
  HYBRID_IOPOLL = 0x2_0000,
  /** All that this version knows. */
  ALL = 0x7_ffff,
}

/** Opcodes of io_uring_register, IORING_REGISTER_. */
export const enum IoUringRegister {
  RESTRICTIONS = 11,
  ENABLE_RINGS = 12,
}

/** What is not below it no io_uring_register of this version knows. */
export const IORING_REGISTER_LAST = 36;
export const IORING_REGISTER_USE_REGISTERED_RING = 0x8000_0000;

/** struct io_uring_restriction; register_op and sqe_flags are other names of sqe_op. */
export const enum IoUringRestriction {
  opcode = 0,
  sqe_op = 2,
  SIZEOF = 16,
}

/** IORING_RESTRICTION_ opcodes. */
export const enum Restriction {
  REGISTER_OP = 0,
  SQE_OP = 1,
  SQE_FLAGS_ALLOWED = 2,
  SQE_FLAGS_REQUIRED = 3,
}

/** IORING_ENTER_ flags. */
export const enum IoUringEnter {
  GETEVENTS = 0x1,
  SQ_WAKEUP = 0x2,
  SQ_WAIT = 0x4,
  NO_IOWAIT = 0x80,
  ALL = 0xff,
}

/** IORING_FEAT_ flags of Linux 6.18. */
export const IORING_FEATURES = 0x3_ffff;
export const IORING_MAX_ENTRIES = 32768;
export const IORING_MAX_CQ_ENTRIES = 65536;
export const IORING_SQ_CQ_OVERFLOW = 0x2;
/** IOSQE_ flags that this version knows. */
export const IOSQE_ALL = 0x7f;
export const IORING_FSYNC_DATASYNC = 1;
export const IORING_POLL_ADD_MULTI = 1;

/** What mmap's offset says is mapped. */
export const IORING_OFF_SQ_RING = 0;
export const IORING_OFF_CQ_RING = 0x800_0000;
export const IORING_OFF_SQES = 0x1000_0000;
export const IORING_OFF_MMAP_MASK = 0xf800_0000;
