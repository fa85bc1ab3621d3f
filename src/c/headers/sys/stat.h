/* sys/stat.h: struct stat of x86-64 Linux, 144 bytes. */
#pragma once

#include <sys/types.h>
#include <time.h>

struct stat {
	dev_t st_dev;			/*   0 */
	ino_t st_ino;			/*   8 */
	nlink_t st_nlink;		/*  16 */
	mode_t st_mode;			/*  24 */
	uid_t st_uid;			/*  28 */
	gid_t st_gid;			/*  32 */
	int __pad;
	dev_t st_rdev;			/*  40 */
	off_t st_size;			/*  48 */
	blksize_t st_blksize;		/*  56 */
	blkcnt_t st_blocks;		/*  64  of 512 bytes */
	struct timespec st_atim;	/*  72 */
	struct timespec st_mtim;	/*  88 */
	struct timespec st_ctim;	/* 104 */
	long __unused[3];
};
#define st_atime st_atim.tv_sec
#define st_mtime st_mtim.tv_sec
#define st_ctime st_ctim.tv_sec

#define S_IFMT 0170000
#define S_IFSOCK 0140000
#define S_IFLNK 0120000
#define S_IFREG 0100000
#define S_IFBLK 0060000
#define S_IFDIR 0040000
#define S_IFCHR 0020000
#define S_IFIFO 0010000
#define S_ISUID 04000
#define S_ISGID 02000
#define S_ISVTX 01000
#define S_IRWXU 0700
#define S_IRUSR 0400
#define S_IWUSR 0200
#define S_IXUSR 0100
#define S_IRWXG 0070
#define S_IRGRP 0040
#define S_IWGRP 0020
#define S_IXGRP 0010
#define S_IRWXO 0007
#define S_IROTH 0004
#define S_IWOTH 0002
#define S_IXOTH 0001

#define S_ISREG(mode) (((mode) & S_IFMT) == S_IFREG)
#define S_ISDIR(mode) (((mode) & S_IFMT) == S_IFDIR)
#define S_ISCHR(mode) (((mode) & S_IFMT) == S_IFCHR)
#define S_ISBLK(mode) (((mode) & S_IFMT) == S_IFBLK)
#define S_ISFIFO(mode) (((mode) & S_IFMT) == S_IFIFO)
#define S_ISLNK(mode) (((mode) & S_IFMT) == S_IFLNK)
#define S_ISSOCK(mode) (((mode) & S_IFMT) == S_IFSOCK)

int fstat(int fd, struct stat *status);
