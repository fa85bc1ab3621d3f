/* FDK-02: a directory has fsync and is always ready; reading it is EINVAL, and it is not open for writing. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("a directory", open_file(".", O_RDONLY | O_DIRECTORY));
	return 0;
}
