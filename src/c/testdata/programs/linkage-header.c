#include <errno.h>
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int done; static void cb(io_context_t ctx, struct iocb *iocb, long res, long res2) { (void)ctx; done += res; printf("callback %d %ld %ld\n", iocb->aio_fildes, res, res2); }
int main(void) { io_context_t ctx = 0; struct iocb a, b, *list[] = { &a, &b }; struct io_event ev[4]; char buf[2][8]; int fd = open("f", O_RDWR | O_CREAT, 0600); if (fd < 0) { perror("open"); return 1; } if (write(fd, "0123456789abcdef", 16) != 16) return 2; printf("%d\n", io_setup(4, &ctx)); io_prep_pread(&a, fd, buf[0], 8, 0); io_prep_pread(&b, fd, buf[1], 8, 8); io_set_callback(&a, cb); b.data = (void *)0x1234; printf("%d\n", io_submit(ctx, 2, list)); int n = io_getevents(ctx, 2, 4, ev, &(struct timespec){ 1, 0 }); printf("%d\n", n); for (int i = 0; i < n; i++) { if (ev[i].obj == &a) ((io_callback_t)ev[i].data)(ctx, ev[i].obj, ev[i].res, ev[i].res2); else printf("%p %ld %d\n", ev[i].data, (long)ev[i].res, ev[i].obj == &b); } printf("%.8s %.8s %d\n", buf[0], buf[1], done); printf("%d %s\n", io_destroy(ctx), strerror(ENOENT)); return 0; }
