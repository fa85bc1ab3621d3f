/* linux/io_uring.h: io_uring as the system calls take it: the part that kring models. */
#pragma once

#include <linux/fs.h>
#include <linux/types.h>

/* 64 bytes; a field has a name for each kind of request that uses it. */
struct io_uring_sqe {
	__u8 opcode;	/*  0 */
	__u8 flags;	/*  1 */
	__u16 ioprio;	/*  2 */
	__s32 fd;	/*  4 */
	union {		/*  8 */
		__u64 off;
		__u64 addr2;
	};
	union {		/* 16 */
		__u64 addr;
		__u64 splice_off_in;
	};
	__u32 len;	/* 24 */
	union {		/* 28 */
		__kernel_rwf_t rw_flags;
		__u32 fsync_flags;
		__u16 poll_events;
		__u32 poll32_events;
		__u32 cancel_flags;
		__u32 open_flags;
	};
	__u64 user_data;	/* 32 */
	union {			/* 40 */
		__u16 buf_index;
		__u16 buf_group;
	};
	__u16 personality;	/* 42 */
	union {			/* 44 */
		__s32 splice_fd_in;
		__u32 file_index;
	};
	__u64 addr3;	/* 48 */
	__u64 __pad2[1];
};

enum io_uring_op {
	IORING_OP_NOP = 0,
	IORING_OP_READV = 1,
	IORING_OP_WRITEV = 2,
	IORING_OP_FSYNC = 3,
	IORING_OP_POLL_ADD = 6,
	IORING_OP_READ = 22,
	IORING_OP_WRITE = 23
};

#define IORING_FSYNC_DATASYNC (1U << 0)

struct io_uring_cqe {
	__u64 user_data;	/*  0 */
	__s32 res;		/*  8 */
	__u32 flags;		/* 12 */
};

#define IORING_OFF_SQ_RING 0ULL
#define IORING_OFF_CQ_RING 0x8000000ULL
#define IORING_OFF_SQES 0x10000000ULL

/* Where each word lies in the mapping. */
struct io_sqring_offsets {
	__u32 head;
	__u32 tail;
	__u32 ring_mask;
	__u32 ring_entries;
	__u32 flags;
	__u32 dropped;
	__u32 array;
	__u32 resv1;
	__u64 resv2;
};

#define IORING_SQ_NEED_WAKEUP (1U << 0)
#define IORING_SQ_CQ_OVERFLOW (1U << 1)
#define IORING_SQ_TASKRUN (1U << 2)

struct io_cqring_offsets {
	__u32 head;
	__u32 tail;
	__u32 ring_mask;
	__u32 ring_entries;
	__u32 overflow;
	__u32 cqes;
	__u32 flags;
	__u32 resv1;
	__u64 resv2;
};

#define IORING_SETUP_IOPOLL (1U << 0)
#define IORING_SETUP_SQPOLL (1U << 1)
#define IORING_SETUP_SQ_AFF (1U << 2)
#define IORING_SETUP_CQSIZE (1U << 3)
#define IORING_SETUP_CLAMP (1U << 4)
#define IORING_SETUP_ATTACH_WQ (1U << 5)
#define IORING_SETUP_R_DISABLED (1U << 6)
#define IORING_SETUP_SUBMIT_ALL (1U << 7)
#define IORING_SETUP_COOP_TASKRUN (1U << 8)
#define IORING_SETUP_TASKRUN_FLAG (1U << 9)
#define IORING_SETUP_SQE128 (1U << 10)
#define IORING_SETUP_CQE32 (1U << 11)
#define IORING_SETUP_SINGLE_ISSUER (1U << 12)
#define IORING_SETUP_DEFER_TASKRUN (1U << 13)

#define IORING_ENTER_GETEVENTS (1U << 0)
#define IORING_ENTER_SQ_WAKEUP (1U << 1)
#define IORING_ENTER_SQ_WAIT (1U << 2)
#define IORING_ENTER_EXT_ARG (1U << 3)
#define IORING_ENTER_REGISTERED_RING (1U << 4)

/* flags of an SQE */
#define IOSQE_FIXED_FILE (1U << 0)
#define IOSQE_IO_DRAIN (1U << 1)
#define IOSQE_IO_LINK (1U << 2)
#define IOSQE_IO_HARDLINK (1U << 3)
#define IOSQE_ASYNC (1U << 4)
#define IOSQE_BUFFER_SELECT (1U << 5)
#define IOSQE_CQE_SKIP_SUCCESS (1U << 6)

/* io_uring_register */
enum io_uring_register_op {
	IORING_REGISTER_RESTRICTIONS = 11,
	IORING_REGISTER_ENABLE_RINGS = 12,
};

enum io_uring_register_restriction_op {
	IORING_RESTRICTION_REGISTER_OP = 0,
	IORING_RESTRICTION_SQE_OP = 1,
	IORING_RESTRICTION_SQE_FLAGS_ALLOWED = 2,
	IORING_RESTRICTION_SQE_FLAGS_REQUIRED = 3,
	IORING_RESTRICTION_LAST
};

struct io_uring_restriction {
	__u16 opcode;
	union {
		__u8 register_op;
		__u8 sqe_op;
		__u8 sqe_flags;
	};
	__u8 resv;
	__u32 resv2[3];
};

struct io_uring_params {
	__u32 sq_entries;	/*  0 */
	__u32 cq_entries;	/*  4 */
	__u32 flags;		/*  8 */
	__u32 sq_thread_cpu;	/* 12 */
	__u32 sq_thread_idle;	/* 16 */
	__u32 features;		/* 20 */
	__u32 wq_fd;		/* 24 */
	__u32 resv[3];		/* 28 */
	struct io_sqring_offsets sq_off;	/* 40 */
	struct io_cqring_offsets cq_off;	/* 80 */
};

#define IORING_FEAT_SINGLE_MMAP (1U << 0)
#define IORING_FEAT_NODROP (1U << 1)
#define IORING_FEAT_SUBMIT_STABLE (1U << 2)
