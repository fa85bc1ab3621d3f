/* sys/eventfd.h */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <unistd.h>

int main(void)
{
	eventfd_t value = 0;
	int fd = eventfd(3, EFD_NONBLOCK);
	printf("%d\n", eventfd_write(fd, 4));
	printf("%d ", eventfd_read(fd, &value));
	printf("%lu\n", (unsigned long)value);
	printf("%d ", eventfd_read(fd, &value));
	printf("%lu\n", (unsigned long)value);
	printf("%d\n", errno == EAGAIN);
	printf("%zd\n", write(fd, &value, 4));
	return 0;
}
