/* FDK-04: TCP without a connection: ENOTCONN and EPIPE, with its SIGPIPE, are events; there is no fsync. */
#include "rule.h"
#include "fdk.h"
#include <signal.h>
#include <sys/socket.h>

static int pipes;

static void on_pipe(int number)
{
	pipes += number == SIGPIPE;
}

int main(void)
{
	signal(SIGPIPE, on_pipe);
	try_fd("a TCP socket", socket(AF_INET, SOCK_STREAM, 0));
	printf("%d SIGPIPE\n", pipes);
	return 0;
}
