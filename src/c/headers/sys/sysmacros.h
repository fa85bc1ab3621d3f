/* sys/sysmacros.h: what a dev_t is made of. */
#pragma once

#define major(device) ((unsigned)((((device) >> 8) & 0xfff) | (((device) >> 32) & ~0xfff)))
#define minor(device) ((unsigned)(((device) & 0xff) | (((device) >> 12) & ~0xff)))
#define makedev(major, minor)                                                                                         \
	(((unsigned long)((major) & 0xfff) << 8) | ((unsigned long)((major) & ~0xfff) << 32) | ((minor) & 0xff) |     \
	 ((unsigned long)((minor) & ~0xff) << 12))
