/*
 * What AIO costs on a real kernel without a device: reads of a file in the page cache, or of zero bytes, 32 a call.
 * real-aio FILE ROUNDS BYTES prints ns per I/O.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 32 };

int main(int argc, char **argv) {
  int fd = open(argc > 1 ? argv[1] : "file", O_RDWR | O_CREAT, 0600);
  long rounds = argc > 2 ? atol(argv[2]) : 10000;
  long bytes = argc > 3 ? atol(argv[3]) : 0;
  static char buffer[4096], page[4096];
  aio_context_t ctx = 0;
  if (fd < 0 || syscall(SYS_io_setup, 128, &ctx) != 0) {
    perror("real-aio");
    return 1;
  }
  if (bytes > (long)sizeof(buffer)) return 4;
  for (int i = 0; i < 256; i++)
    if (pwrite(fd, page, sizeof(page), i * 4096L) != sizeof(page)) return 5;
  static struct iocb iocbs[BATCH];
  static struct io_event events[BATCH];
  struct iocb *list[BATCH];
  for (int i = 0; i < BATCH; i++) {
    iocbs[i] = (struct iocb){ .aio_data = i, .aio_lio_opcode = IOCB_CMD_PREAD, .aio_fildes = fd,
                              .aio_buf = (unsigned long)buffer, .aio_nbytes = bytes,
                              .aio_offset = i * 7919L * bytes % (1 << 20) };
    list[i] = &iocbs[i];
  }
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (long i = 0; i < rounds; i++) {
    if (syscall(SYS_io_submit, ctx, BATCH, list) != BATCH) return 2;
    if (syscall(SYS_io_getevents, ctx, BATCH, BATCH, events, NULL) != BATCH) return 3;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double ns = (end.tv_sec - begin.tv_sec) * 1e9 + (end.tv_nsec - begin.tv_nsec);
  printf("%.2f\n", ns / (rounds * BATCH));
  return 0;
}
