/* FDK-01: regular files, on a disk or in memory: every opcode gives an event; they are always ready. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	int memory = memfd_create("memory", 0);

	try_fd("a file", open_file("data", O_RDWR));
	if (ftruncate(memory, 100) != 0)
		return 1;
	try_fd("a memfd", memory);
	return 0;
}
