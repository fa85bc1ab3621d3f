/* BLK-15: a file that would have to be waited for: io_submit sleeps until it is ready, as read(2) does. */
#include "rule.h"
#include "blocking.h"
#include <stdint.h>
#include <sys/timerfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	struct itimerspec soon = { .it_value = { 0, 20000000 } };
	struct iocb iocb;
	uint64_t expirations = 0;
	char byte;
	int timer = timerfd_create(CLOCK_MONOTONIC, 0), fds[2];

	timerfd_settime(timer, 0, &soon, NULL);
	io_prep_pread(&iocb, timer, &expirations, sizeof(expirations), 0);
	iocb.data = NULL;
	submit_all("a timerfd that has not gone off", ctx, &iocb, 1);
	printf("it has gone off %d time\n", (int)expirations);

	/* O_NONBLOCK is heeded. */
	if (pipe2(fds, O_NONBLOCK) != 0)
		return 1;
	io_prep_pread(&iocb, fds[0], &byte, 1, 0);
	iocb.data = NULL;
	submit_all("an empty pipe with O_NONBLOCK", ctx, &iocb, 1);
	return 0;
}
