/* linux/fs.h: flags of preadv2(), pwritev2() and iocb.aio_rw_flags (UAPI-06). */
#pragma once

#include <linux/types.h>

typedef int __kernel_rwf_t;

#define RWF_HIPRI ((__kernel_rwf_t)0x00000001)
#define RWF_DSYNC ((__kernel_rwf_t)0x00000002)
#define RWF_SYNC ((__kernel_rwf_t)0x00000004)
#define RWF_NOWAIT ((__kernel_rwf_t)0x00000008)
#define RWF_APPEND ((__kernel_rwf_t)0x00000010)
#define RWF_NOAPPEND ((__kernel_rwf_t)0x00000020)
#define RWF_ATOMIC ((__kernel_rwf_t)0x00000040)
#define RWF_DONTCACHE ((__kernel_rwf_t)0x00000080)
#define RWF_NOSIGNAL ((__kernel_rwf_t)0x00000100)
