/* kring/stream.h: what the files of kring's C library share about streams. Not for programs. */
#pragma once

#include <stdio.h>

/*
 * A stream. A buffer holds either bytes to be written (used > 0) or bytes read ahead (next < end).
 *   buffer |......next......end..........| size      reading
 *   buffer |......lines....used..........| size      writing; lines: up to and with the last '\n'
 */
struct __file {
	int fd;
	int mode;	/* _IOFBF, _IOLBF, _IONBF */
	int readable, writable;
	int at_end, error;
	int put_back;	/* the byte that ungetc() put back, + 1 */
	char *buffer;
	size_t size;
	size_t used, lines;
	size_t next, end;
	struct __file *link;	/* the stream opened before it */
};

/* Appends to a stream; __settle() then writes what its mode does not let wait. 0, or -1 with errno. */
int __put(FILE *stream, const char *from, size_t count);
int __settle(FILE *stream);

/* Set by the first output to a stream, called by exit(). */
extern void (*__flush_all)(void);

/* Where formatted text goes: a stream, or `room` bytes of memory. */
struct __output {
	FILE *stream;
	char *into;
	size_t room;
	size_t length;	/* of the whole text, also what did not fit */
	int failed;
};

/* The printf of all printfs: the length of the text, or -1 with errno. */
int __format(struct __output *output, const char *format, va_list args);

/* Ends the program: it asked for something that kring's C library does not have. */
void __unsupported(const char *what) __attribute__((noreturn));
