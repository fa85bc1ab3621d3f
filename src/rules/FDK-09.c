/* FDK-09: /dev/null, /dev/zero and /dev/urandom give events, have no fsync, and are always ready. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("/dev/null", open_file("/dev/null", O_RDWR));
	try_fd("/dev/zero", open_file("/dev/zero", O_RDWR));
	try_fd("/dev/urandom", open_file("/dev/urandom", O_RDWR));
	return 0;
}
