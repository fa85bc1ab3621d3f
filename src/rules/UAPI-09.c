/* UAPI-09: the ring is a shared mapping of a file that has no name any more; it can never be made executable. */
#include "rule.h"

/* The line of /proc/self/maps about an address: what it allows, and its name. */
static void show_mapping(unsigned long address)
{
	static char text[65536];
	int fd = open_file("/proc/self/maps", O_RDONLY);
	long length = 0, got;

	while ((got = read(fd, text + length, sizeof(text) - 1 - length)) > 0)
		length += got;
	close(fd);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		char *end;
		unsigned long first = strtoul(line, &end, 16), last = strtoul(end + 1, &end, 16);

		if (address < first || address >= last)
			continue;
		char *name = strchr(line, '/');
		printf("%lu bytes, %.4s, %s\n", last - first, end + 1, name ? name : "no name");
	}
}

int main(void)
{
	io_context_t small = context(8), large = context(1000);

	show_mapping((unsigned long)small);
	show_mapping((unsigned long)large);
	show("mprotect to read and execute", raw(mprotect(small, 4096, PROT_READ | PROT_EXEC)));
	show("mprotect to read", raw(mprotect(small, 4096, PROT_READ)));
	show_mapping((unsigned long)small);
	show("io_destroy", io_destroy(small));
	show_mapping((unsigned long)small);
	return 0;
}
