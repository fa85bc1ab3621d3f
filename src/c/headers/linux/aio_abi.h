/* linux/aio_abi.h: Linux AIO as the system calls take it (UAPI-01, UAPI-02, UAPI-04, UAPI-05, UAPI-07). */
#pragma once

#include <linux/fs.h>
#include <linux/types.h>

typedef __kernel_ulong_t aio_context_t;

enum {
	IOCB_CMD_PREAD = 0,
	IOCB_CMD_PWRITE = 1,
	IOCB_CMD_FSYNC = 2,
	IOCB_CMD_FDSYNC = 3,
	IOCB_CMD_POLL = 5,
	IOCB_CMD_NOOP = 6,
	IOCB_CMD_PREADV = 7,
	IOCB_CMD_PWRITEV = 8
};

#define IOCB_FLAG_RESFD (1 << 0)
#define IOCB_FLAG_IOPRIO (1 << 1)

struct io_event {
	__u64 data;	/*  0  iocb.aio_data */
	__u64 obj;	/*  8  address of the iocb */
	__s64 res;	/* 16  bytes, or -errno */
	__s64 res2;	/* 24 */
};

struct iocb {
	__u64 aio_data;			/*  0 */
	__u32 aio_key;			/*  8 */
	__kernel_rwf_t aio_rw_flags;	/* 12 */
	__u16 aio_lio_opcode;		/* 16 */
	__s16 aio_reqprio;		/* 18 */
	__u32 aio_fildes;		/* 20 */
	__u64 aio_buf;			/* 24 */
	__u64 aio_nbytes;		/* 32 */
	__s64 aio_offset;		/* 40 */
	__u64 aio_reserved2;		/* 48 */
	__u32 aio_flags;		/* 56 */
	__u32 aio_resfd;		/* 60 */
};
