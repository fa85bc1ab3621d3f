/* FDK-12: /proc/uptime, /proc/sys and sysfs can be read; only sysfs has fsync, and POLLERR until it was read. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("/proc/uptime", open_file("/proc/uptime", O_RDONLY));
	try_fd("/proc/sys", open_file("/proc/sys/fs/aio-max-nr", O_RDONLY));
	int fd = open_file("/sys/devices/system/cpu/possible", O_RDONLY);
	try_fd("sysfs", fd);
	try_fd("sysfs, read before", fd);
	return 0;
}
