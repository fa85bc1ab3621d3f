/* asm/unistd.h: system call numbers. */
#include <sys/syscall.h>
