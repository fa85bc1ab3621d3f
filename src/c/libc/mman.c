/* Mappings. */
#include <kring/syscall.h>
#include <stdarg.h>
#include <sys/mman.h>

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
	return (void *)__result(SYSCALL6(mmap, address, length, protection, flags, fd, offset));
}

int munmap(void *address, size_t length)
{
	return __result(SYSCALL2(munmap, address, length));
}

int mprotect(void *address, size_t length, int protection)
{
	return __result(SYSCALL3(mprotect, address, length, protection));
}

void *mremap(void *address, size_t old_length, size_t new_length, int flags, ...)
{
	va_list args;
	va_start(args, flags);
	void *new_address = flags & MREMAP_FIXED ? va_arg(args, void *) : NULL;
	va_end(args);
	return (void *)__result(SYSCALL6(mremap, address, old_length, new_length, flags, new_address, 0));
}

int madvise(void *address, size_t length, int advice)
{
	return __result(SYSCALL3(madvise, address, length, advice));
}

int memfd_create(const char *name, unsigned int flags)
{
	return __result(SYSCALL2(memfd_create, name, flags));
}
