#include <stdio.h>
#include <string.h>
static const char *a = "same", *b = "same"; static char arr[] = "same"; 
int main(void)
{
	printf("%d %d\n", a == b, (const char *)arr == a); printf("%zu %zu %zu\n", sizeof "abc", sizeof "a\0b", sizeof ""); printf("%s\n", "con" "cat" "enated"); char c = "\x41\102\n\t\\\"\'\a"[1]; printf("%c %d\n", c, "\377"[0]); printf("%d %d %d %d %d\n", '\0', '\x7f', '\377', '\'', '"'); char s[] = { 'n', 'o', 't', 0 }; puts(s); printf("%zu %zu\n", strlen("a\0b"), sizeof(s)); char *p = "text"; printf("%c%c%c\n", *p, p[3], *(p + 1)); char buf[20]; strcpy(buf, "abc"); strcat(buf, "def"); printf("%s %d %d %d\n", buf, strcmp(buf, "abcdef"), strcmp("a", "b") < 0, strncmp(buf, "abx", 2)); memset(buf, 'x', 5); buf[5] = 0; puts(buf); memcpy(buf + 1, "YY", 2); puts(buf); memmove(buf + 1, buf, 4); puts(buf); printf("%s %s %s\n", strchr("hello", 'l'), strrchr("hello", 'l'), strstr("hello world", "o w")); printf("%s|%10s|%-10s|%.2s|%c|%%\n", "s", "right", "left", "cut", 'c'); printf("%d %i %u %x %X %o %#x %#o %+d % d\n", -1, 2, 3u, 255, 255, 8, 255, 8, 5, 5); printf("%ld %lu %lx %lld %llu %hd %hhd %zu %zd\n", -1L, 1ul, 255ul, -1LL, 1ull, (short)-1, (char)-1, (size_t)5, (ssize_t)-5); printf("%5d|%-5d|%05d|%*d|%.3d|%8.3d\n", 42, 42, 42, 6, 42, 7, 7); printf("%s %s\n", __func__, __FILE__ + strlen(__FILE__) - 2); return 0;
}
