/* sys/epoll.h */
#include <errno.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

static void show(const char *what, long result)
{
	printf("%s %ld", what, result);
	if (result < 0)
		printf(" errno %d", errno);
	printf("\n");
}

int main(void)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u64 = 0x123456789abcdef0 }, got[4];
	eventfd_t value;
	int fds[2], ep = epoll_create1(EPOLL_CLOEXEC), efd = eventfd(0, EFD_NONBLOCK);

	show("size 0", epoll_create(0));
	show("no such flag", epoll_create1(1));
	show("pipe", pipe(fds));
	show("add", epoll_ctl(ep, EPOLL_CTL_ADD, efd, &event));
	show("again", epoll_ctl(ep, EPOLL_CTL_ADD, efd, &event));
	show("modify another", epoll_ctl(ep, EPOLL_CTL_MOD, fds[0], &event));
	show("delete another", epoll_ctl(ep, EPOLL_CTL_DEL, fds[0], NULL));
	show("no fd", epoll_ctl(ep, EPOLL_CTL_ADD, 99, &event));
	show("itself", epoll_ctl(ep, EPOLL_CTL_ADD, ep, &event));
	show("no epoll", epoll_ctl(efd, EPOLL_CTL_ADD, fds[0], &event));
	show("no operation", epoll_ctl(ep, 9, fds[0], &event));
	show("nowhere", epoll_ctl(ep, EPOLL_CTL_ADD, fds[0], (void *)8));

	show("nothing", epoll_wait(ep, got, 4, 0));
	show("2 ms", epoll_wait(ep, got, 4, 2));
	show("room for none", epoll_wait(ep, got, 0, 0));
	eventfd_write(efd, 5);
	show("ready", epoll_wait(ep, got, 4, -1));
	printf("%#x %llx\n", got[0].events, (unsigned long long)got[0].data.u64);
	show("still", epoll_wait(ep, got, 4, -1));
	eventfd_read(efd, &value);
	show("no more", epoll_wait(ep, got, 4, 0));

	event.events = EPOLLIN | EPOLLOUT;
	event.data.fd = efd;
	show("modify", epoll_ctl(ep, EPOLL_CTL_MOD, efd, &event));
	show("ready", epoll_wait(ep, got, 4, 0));
	printf("%#x %d\n", got[0].events, got[0].data.fd == efd);
	show("delete", epoll_ctl(ep, EPOLL_CTL_DEL, efd, NULL));
	show("nothing", epoll_wait(ep, got, 4, 0));

	event.events = EPOLLIN;
	event.data.fd = fds[0];
	show("add", epoll_ctl(ep, EPOLL_CTL_ADD, fds[0], &event));
	show("write", write(fds[1], "x", 1));
	show("ready", epoll_wait(ep, got, 4, 0));
	printf("%#x %d\n", got[0].events, got[0].data.fd == fds[0]);
	close(fds[1]);
	show("ready", epoll_wait(ep, got, 4, 0));
	printf("%#x\n", got[0].events);
	close(fds[0]);
	show("closed", epoll_wait(ep, got, 4, 0));
	return 0;
}
