/* poll.h */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

static void show(const char *what, struct pollfd *fds, int count, int milliseconds)
{
	int ret = poll(fds, count, milliseconds);

	printf("%s %d", what, ret);
	for (int i = 0; i < count; i++)
		printf(" %#x", (unsigned)fds[i].revents);
	printf("\n");
}

int main(void)
{
	int pipes[2], efd = eventfd(0, 0);
	if (pipe(pipes) != 0)
		return 1;
	struct pollfd fds[4] = {
		{ .fd = pipes[0], .events = POLLIN },
		{ .fd = efd, .events = POLLIN },
		{ .fd = -1, .events = POLLIN, .revents = 7 },
		{ .fd = pipes[1], .events = POLLIN },
	};

	show("nothing", fds, 4, 0);
	show("2 ms", fds, 4, 2);
	fds[3].events = POLLOUT | POLLIN;
	show("room", fds, 4, -1);
	fds[3].events = POLLIN;
	eventfd_write(efd, 1);
	show("eventfd", fds, 4, -1);
	if (write(pipes[1], "x", 1) != 1)
		return 1;
	show("both", fds, 4, -1);
	close(pipes[1]);
	show("closed", fds, 4, -1);
	printf("none %d\n", poll(NULL, 0, 1));
	struct pollfd *volatile nowhere = (struct pollfd *)8;
	printf("nowhere %d", poll(nowhere, 1, 0));
	printf(" %d\n", errno == EFAULT);
	return 0;
}
