/* UAPI-08: the system call numbers of x86-64. */
#include "rule.h"

int main(void)
{
	printf("io_setup %d, io_destroy %d, io_getevents %d, io_submit %d, io_cancel %d, io_pgetevents %d\n", SYS_io_setup,
	       SYS_io_destroy, SYS_io_getevents, SYS_io_submit, SYS_io_cancel, SYS_io_pgetevents);
	return 0;
}
