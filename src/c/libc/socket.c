/* Sockets. */
#include <kring/syscall.h>
#include <sys/socket.h>

int socket(int domain, int type, int protocol)
{
	return __result(SYSCALL3(socket, domain, type, protocol));
}

int socketpair(int domain, int type, int protocol, int fds[2])
{
	return __result(SYSCALL4(socketpair, domain, type, protocol, fds));
}
