/* Streams: files, buffers, stdout beside stderr. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
	char line[64];
	FILE *f = fopen("new", "w");
	fprintf(f, "line %d\n", 1);
	fputs("line 2\n", f);
	fputc('x', f);
	putc('\n', f);
	fwrite("0123456789", 1, 10, f);
	printf("ftell %ld\n", ftell(f));
	printf("fclose %d\n", fclose(f));

	f = fopen("new", "r");
	while (fgets(line, sizeof(line), f))
		printf("[%s]", line);
	printf("\neof %d error %d\n", feof(f) != 0, ferror(f) != 0);
	rewind(f);
	int c = fgetc(f);
	ungetc(c, f);
	printf("%c ", c);
	printf("%c ", fgetc(f));
	printf("%ld\n", ftell(f));
	fseek(f, -3, SEEK_END);
	printf("%zu", fread(line, 1, sizeof(line), f));
	printf(" %.3s\n", line);
	fclose(f);

	f = fopen("new", "a+");
	fprintf(f, "appended");
	fseek(f, 0, SEEK_SET);
	printf("%s", fgets(line, sizeof(line), f));
	fclose(f);

	f = fopen("new", "r+");
	fseek(f, 5, SEEK_SET);
	fputs("ONE", f);
	fflush(f);
	fseek(f, 0, SEEK_SET);
	printf("%s\n", fgets(line, sizeof(line), f));
	fclose(f);

	errno = 0;
	f = fopen("missing", "r");
	printf("%d %s\n", f == NULL, strerror(errno));
	perror("missing");
	errno = EBADF;
	perror(NULL);
	fprintf(stderr, "to %s\n", "stderr");
	fputs("more\n", stderr);

	char large[10000];
	memset(large, 'l', sizeof(large));
	f = fopen("large", "w+");
	for (int i = 0; i < 3; i++)
		fwrite(large, 1, sizeof(large), f);
	fseek(f, 0, SEEK_SET);
	size_t total = 0;
	for (size_t n; (n = fread(line, 1, sizeof(line), f)) > 0; )
		total += n;
	printf("%zu\n", total);
	fclose(f);
	printf("remove %d\n", remove("large"));
	printf("getchar %d\n", getchar());
	printf("fileno %d %d %d\n", fileno(stdin), fileno(stdout), fileno(stderr));
	dprintf(1, "%s\n", "dprintf");
	printf("no newline, then write: ");
	fflush(stdout);
	write(1, "here\n", 5) < 0 ? abort() : (void)0;
	printf("kept ");
	setvbuf(stdout, NULL, _IONBF, 0);
	printf("unbuffered ");
	puts("end");
	return 0;
}
