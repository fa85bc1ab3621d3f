/* sys/mman.h */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>

int main(void)
{
	char *p = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	printf("%d %d %d\n", p != MAP_FAILED, (int)((uintptr_t)p % 4096), p[5000]);
	p[5000] = 42;
	printf("%d\n", p[5000]);
	printf("%d\n", mprotect(p + 4096, 4096, PROT_READ));
	printf("%d\n", p[5000]);
	printf("%d\n", munmap(p, 4096));
	printf("%d\n", p[5000]);
	errno = 0;
	printf("%d ", mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED);
	printf("%d\n", errno == EINVAL);
	printf("%d ", munmap(p + 1, 4096));
	printf("%d\n", errno == EINVAL);
	p[5000] = 1;
	printf("not reached\n");
	return 0;
}
