/* FDK-10: /dev/full can be read; writing to it is EINVAL at io_submit, not ENOSPC. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("/dev/full", open_file("/dev/full", O_RDWR));
	return 0;
}
