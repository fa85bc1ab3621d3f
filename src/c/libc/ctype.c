/* ctype.h in the C locale. The answers are glibc's bits, not 1: programs print them. */
#include <ctype.h>

enum {
	BLANK = 0x1, CNTRL = 0x2, PUNCT = 0x4, ALNUM = 0x8,
	UPPER = 0x100, LOWER = 0x200, ALPHA = 0x400, DIGIT = 0x800,
	XDIGIT = 0x1000, SPACE = 0x2000, PRINT = 0x4000, GRAPH = 0x8000,
};

static int upper(int c) { return c >= 'A' && c <= 'Z'; }
static int lower(int c) { return c >= 'a' && c <= 'z'; }
static int digit(int c) { return c >= '0' && c <= '9'; }
static int graph(int c) { return c > ' ' && c < 127; }

int isupper(int c) { return upper(c) ? UPPER : 0; }
int islower(int c) { return lower(c) ? LOWER : 0; }
int isalpha(int c) { return upper(c) || lower(c) ? ALPHA : 0; }
int isdigit(int c) { return digit(c) ? DIGIT : 0; }
int isxdigit(int c) { return digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? XDIGIT : 0; }
int isspace(int c) { return c == ' ' || (c >= '\t' && c <= '\r') ? SPACE : 0; }
int isprint(int c) { return graph(c) || c == ' ' ? PRINT : 0; }
int isgraph(int c) { return graph(c) ? GRAPH : 0; }
int isblank(int c) { return c == ' ' || c == '\t' ? BLANK : 0; }
int iscntrl(int c) { return (c >= 0 && c < ' ') || c == 127 ? CNTRL : 0; }
int isalnum(int c) { return upper(c) || lower(c) || digit(c) ? ALNUM : 0; }
int ispunct(int c) { return graph(c) && !isalnum(c) ? PUNCT : 0; }
int tolower(int c) { return upper(c) ? c + ('a' - 'A') : c; }
int toupper(int c) { return lower(c) ? c - ('a' - 'A') : c; }
int isascii(int c) { return (c & ~0x7f) == 0; }
int toascii(int c) { return c & 0x7f; }
