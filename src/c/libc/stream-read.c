/* Input from streams. */
#include <errno.h>
#include <kring/stream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* At least one byte in the buffer: 0, or -1 at the end or with an error. */
static int fill(FILE *stream)
{
	if (stream->next < stream->end)
		return 0;
	if (!stream->readable) {
		stream->error = 1;
		errno = EBADF;
		return -1;
	}
	if (stream->used)
		fflush(stream);
	ssize_t count = read(stream->fd, stream->buffer, stream->mode == _IONBF ? 1 : stream->size);
	stream->next = 0;
	stream->end = count > 0 ? count : 0;
	if (count == 0)
		stream->at_end = 1;
	if (count < 0)
		stream->error = 1;
	return count > 0 ? 0 : -1;
}

int fgetc(FILE *stream)
{
	if (stream->put_back) {
		int c = stream->put_back - 1;
		stream->put_back = 0;
		return c;
	}
	return fill(stream) < 0 ? EOF : (unsigned char)stream->buffer[stream->next++];
}

int getc(FILE *stream)
{
	return fgetc(stream);
}

int getchar(void)
{
	return fgetc(stdin);
}

int ungetc(int c, FILE *stream)
{
	if (c == EOF || stream->put_back)
		return EOF;
	stream->put_back = (unsigned char)c + 1;
	stream->at_end = 0;
	return (unsigned char)c;
}

char *fgets(char *restrict into, int size, FILE *restrict stream)
{
	int length = 0, before = stream->error;
	stream->error = 0;
	while (length + 1 < size) {
		int c = fgetc(stream);
		if (c == EOF)
			break;
		into[length++] = c;
		if (c == '\n')
			break;
	}
	int failed = stream->error;
	stream->error |= before;
	if (size <= 0 || (length == 0 && size > 1) || failed)
		return NULL;
	into[length] = 0;
	return into;
}

size_t fread(void *restrict into, size_t size, size_t count, FILE *restrict stream)
{
	char *to = into;
	size_t wanted = size * count;
	size_t done = 0;
	if (wanted && stream->put_back)
		to[done++] = fgetc(stream);
	while (done < wanted && fill(stream) == 0) {
		size_t ready = stream->end - stream->next;
		size_t part = wanted - done < ready ? wanted - done : ready;
		memcpy(to + done, stream->buffer + stream->next, part);
		stream->next += part;
		done += part;
	}
	return size ? done / size : 0;
}
