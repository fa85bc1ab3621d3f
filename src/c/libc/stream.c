/* Streams: their buffers, opening and closing. Reading is in stream-read.c, characters and lines in stream-write.c. */
#include <errno.h>
#include <fcntl.h>
#include <kring/stream.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER 4096	/* st_blksize of pipes and files */

static char stdin_buffer[BUFFER], stdout_buffer[BUFFER], stderr_buffer[BUFFER];

/* stdout is line-buffered wherever it goes, as under `stdbuf -oL`. */
static FILE standard_input = { .fd = 0, .mode = _IOFBF, .readable = 1, .buffer = stdin_buffer, .size = BUFFER };
static FILE standard_output = { .fd = 1, .mode = _IOLBF, .writable = 1, .buffer = stdout_buffer, .size = BUFFER };
static FILE standard_error = { .fd = 2, .mode = _IONBF, .writable = 1, .buffer = stderr_buffer, .size = BUFFER };

FILE *stdin = &standard_input;
FILE *stdout = &standard_output;
FILE *stderr = &standard_error;

static FILE *opened;

static int flush_all(void)
{
	int result = fflush(&standard_output) | fflush(&standard_error);
	for (FILE *stream = opened; stream; stream = stream->link)
		result |= fflush(stream);
	return result;
}

static void flush_at_exit(void)
{
	flush_all();
}

/* Writes the first `count` bytes of the buffer, and moves the rest to its beginning. */
static int drain(FILE *stream, size_t count)
{
	size_t done = 0;
	while (done < count) {
		ssize_t written = write(stream->fd, stream->buffer + done, count - done);
		if (written < 0) {
			stream->error = 1;
			break;
		}
		done += written;
	}
	int result = done < count ? -1 : 0;
	if (result < 0)
		done = count;
	memmove(stream->buffer, stream->buffer + done, stream->used - done);
	stream->used -= done;
	stream->lines = stream->lines > done ? stream->lines - done : 0;
	return result;
}

int __put(FILE *stream, const char *from, size_t count)
{
	if (count == 0)
		return 0;
	if (!stream->writable) {
		stream->error = 1;
		errno = EBADF;
		return -1;
	}
	if (stream->next < stream->end)
		fflush(stream);
	__flush_all = flush_at_exit;
	int result = 0;
	while (count > 0) {
		if (stream->used == stream->size && drain(stream, stream->used) < 0)
			result = -1;
		size_t room = stream->size - stream->used;
		size_t part = count < room ? count : room;
		memcpy(stream->buffer + stream->used, from, part);
		if (stream->mode == _IOLBF) {
			char *newline = memrchr(from, '\n', part);
			if (newline)
				stream->lines = stream->used + (newline - from) + 1;
		}
		stream->used += part;
		from += part;
		count -= part;
	}
	return result;
}

int __settle(FILE *stream)
{
	if (stream->mode == _IONBF)
		return drain(stream, stream->used);
	return stream->lines ? drain(stream, stream->lines) : 0;
}

int fflush(FILE *stream)
{
	if (!stream)
		return flush_all();
	if (stream->next < stream->end) {
		lseek(stream->fd, (long)stream->next - (long)stream->end, SEEK_CUR);
		stream->next = stream->end = 0;
		stream->put_back = 0;
	}
	return drain(stream, stream->used);
}

static int open_flags(const char *mode)
{
	int update = strchr(mode, '+') != NULL;
	int flags = strchr(mode, 'e') ? O_CLOEXEC : 0;
	flags |= strchr(mode, 'x') ? O_EXCL : 0;
	switch (*mode) {
	case 'r':
		return flags | (update ? O_RDWR : O_RDONLY);
	case 'w':
		return flags | O_CREAT | O_TRUNC | (update ? O_RDWR : O_WRONLY);
	case 'a':
		return flags | O_CREAT | O_APPEND | (update ? O_RDWR : O_WRONLY);
	}
	errno = EINVAL;
	return -1;
}

FILE *fdopen(int fd, const char *mode)
{
	int flags = open_flags(mode);
	if (flags < 0)
		return NULL;
	FILE *stream = calloc(1, sizeof(FILE) + BUFFER);
	if (!stream)
		return NULL;
	stream->fd = fd;
	stream->readable = (flags & O_ACCMODE) != O_WRONLY;
	stream->writable = (flags & O_ACCMODE) != O_RDONLY;
	stream->buffer = (char *)(stream + 1);
	stream->size = BUFFER;
	stream->link = opened;
	opened = stream;
	return stream;
}

FILE *fopen(const char *restrict name, const char *restrict mode)
{
	int flags = open_flags(mode);
	int fd = flags < 0 ? -1 : open(name, flags, 0666);
	return fd < 0 ? NULL : fdopen(fd, mode);
}

int fclose(FILE *stream)
{
	int result = fflush(stream);
	for (FILE **link = &opened; *link; link = &(*link)->link) {
		if (*link != stream)
			continue;
		*link = stream->link;
		break;
	}
	if (close(stream->fd) < 0)
		result = -1;
	if (stream != &standard_input && stream != &standard_output && stream != &standard_error)
		free(stream);
	return result;
}

int setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
	if (mode != _IOFBF && mode != _IOLBF && mode != _IONBF)
		return -1;
	stream->mode = mode;
	if (buffer && size && mode != _IONBF && stream->used == 0 && stream->next == stream->end) {
		stream->buffer = buffer;
		stream->size = size;
	}
	return 0;
}

void setbuf(FILE *restrict stream, char *restrict buffer)
{
	setvbuf(stream, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

void setlinebuf(FILE *stream)
{
	setvbuf(stream, NULL, _IOLBF, 0);
}

int fileno(FILE *stream)
{
	return stream->fd;
}

int feof(FILE *stream)
{
	return stream->at_end;
}

int ferror(FILE *stream)
{
	return stream->error;
}

void clearerr(FILE *stream)
{
	stream->at_end = stream->error = 0;
}

int fseeko(FILE *stream, off_t offset, int whence)
{
	fflush(stream);
	stream->next = stream->end = 0;
	stream->put_back = 0;
	if (lseek(stream->fd, offset, whence) < 0)
		return -1;
	stream->at_end = 0;
	return 0;
}

int fseek(FILE *stream, long offset, int whence)
{
	return fseeko(stream, offset, whence);
}

off_t ftello(FILE *stream)
{
	off_t position = lseek(stream->fd, 0, SEEK_CUR);
	if (position < 0)
		return -1;
	return position + (off_t)stream->used - (off_t)(stream->end - stream->next) - (stream->put_back != 0);
}

long ftell(FILE *stream)
{
	return ftello(stream);
}

void rewind(FILE *stream)
{
	fseeko(stream, 0, SEEK_SET);
	stream->error = 0;
}
