/* UAPI-01: struct iocb is 64 bytes, and every field lies where the kernel reads it. */
#include <linux/aio_abi.h>
#include <stddef.h>
#include <stdio.h>

#define FIELD(name) \
	printf("%2zu %zu  %s\n", offsetof(struct iocb, name), sizeof(((struct iocb *)0)->name), #name)

int main(void)
{
	struct iocb iocb = { .aio_reqprio = -1, .aio_offset = -1 };

	printf("sizeof %zu\n", sizeof(struct iocb));
	FIELD(aio_data);
	FIELD(aio_key);
	FIELD(aio_rw_flags);
	FIELD(aio_lio_opcode);
	FIELD(aio_reqprio);
	FIELD(aio_fildes);
	FIELD(aio_buf);
	FIELD(aio_nbytes);
	FIELD(aio_offset);
	FIELD(aio_reserved2);
	FIELD(aio_flags);
	FIELD(aio_resfd);
	printf("signed: reqprio %s, offset %s\n", iocb.aio_reqprio < 0 ? "yes" : "no", iocb.aio_offset < 0 ? "yes" : "no");
	return 0;
}
