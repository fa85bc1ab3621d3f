/* FDK-11: files of /proc/self that have no read_iter are EINVAL; they are always ready. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("/proc/self/status", open_file("/proc/self/status", O_RDONLY));
	try_fd("/proc/self/maps", open_file("/proc/self/maps", O_RDONLY));
	try_fd("/proc/self/mem", open_file("/proc/self/mem", O_RDWR));
	return 0;
}
