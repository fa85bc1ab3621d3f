/* string.h and strings.h */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int sign(int value) { return (value > 0) - (value < 0); }

int main(void)
{
	char text[64] = "one, two,,three";
	char buffer[64];
	for (char *s = text, *token; (token = strsep(&s, ",")); )
		printf("[%s]", token);
	strcpy(text, " one  two three ");
	for (char *token = strtok(text, " "); token; token = strtok(NULL, " "))
		printf("<%s>", token);
	printf("\n");
	memset(buffer, 'x', sizeof(buffer));
	printf("%.10s\n", strncpy(buffer, "abc", 6));
	printf("%d %d %d\n", buffer[3], buffer[5], buffer[6]);
	strcpy(text, "abc");
	printf("%s\n", strcat(strcpy(buffer, "abc"), "def"));
	printf("%s\n", strncat(buffer, "ghijkl", 2));
	printf("%td\n", stpcpy(buffer, "four") - buffer);
	printf("%zu %zu %zu\n", strlen("hello"), strnlen("hello", 3), strnlen(text, 64));
	printf("%d %d %d\n", sign(strcmp("a", "b")), sign(strcmp("b", "a")), sign(strcmp("a\xff", "a")));
	printf("%d %d\n", sign(strncmp("abc", "abd", 2)), sign(strncmp("abc", "abd", 3)));
	printf("%d %d\n", sign(strcasecmp("HeLLo", "hEllO")), sign(strncasecmp("abX", "ABy", 3)));
	printf("%s %s %d\n", strchr("hello", 'l'), strrchr("hello", 'l'), strchr("hello", 'z') == NULL);
	printf("%s %d\n", strstr("needle in haystack", "in "), strstr("abc", "abcd") == NULL);
	printf("%zu %zu %s\n", strspn("aabbcc", "ab"), strcspn("aabbcc", "c"), strpbrk("hello", "ml"));
	printf("%d\n", *strchrnul("abc", 'z'));
	char *copy = strdup("copied");
	char *part = strndup("copied", 3);
	printf("%s %s\n", copy, part);
	free(copy);
	free(part);
	strcpy(buffer, "abcdefgh");
	memmove(buffer + 2, buffer, 6);
	printf("%.8s\n", buffer);
	strcpy(buffer, "abcdefgh");
	memmove(buffer, buffer + 2, 6);
	printf("%.8s\n", buffer);
	printf("%s\n", (char *)memchr("abcdef", 'd', 6));
	printf("%d %d\n", sign(memcmp("abcdefgh1", "abcdefgh2", 9)), sign(memcmp("abcdefgh1", "abcdefgh2", 8)));
	bzero(buffer, sizeof(buffer));
	printf("%d %d\n", buffer[0], ffs(0x50));
	printf("%s|%s\n", strerror(0), strerror(EXIT_FAILURE));
	printf("%s\n", strerror(4095));
	unsigned char raw[16];
	memset(raw, 0xab, sizeof(raw));
	printf("%d %d\n", raw[0], raw[15]);
	return 0;
}
