/*
 * kring's libc beside glibc, in one process: kring's functions have the prefix k_ (objcopy does that). Random
 * calls, equal answers. Arguments: the seed, and how many calls of each kind.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/syscall.h>
#include <unistd.h>

#define K(result, name, ...) extern result k_##name(__VA_ARGS__);
K(int *, __errno_location, void)
K(int, snprintf, char *, size_t, const char *, ...)
K(long, strtol, const char *, char **, int)
K(unsigned long, strtoul, const char *, char **, int)
K(int, atoi, const char *)
K(char *, strerror, int)
K(const char *, strerrorname_np, int)
K(void *, memchr, const void *, int, size_t)
K(void *, memrchr, const void *, int, size_t)
K(void *, memccpy, void *, const void *, int, size_t)
K(void *, memmem, const void *, size_t, const void *, size_t)
K(int, memcmp, const void *, const void *, size_t)
K(size_t, strlen, const char *)
K(size_t, strnlen, const char *, size_t)
K(int, strcmp, const char *, const char *)
K(int, strncmp, const char *, const char *, size_t)
K(int, strcasecmp, const char *, const char *)
K(int, strncasecmp, const char *, const char *, size_t)
K(char *, stpcpy, char *, const char *)
K(char *, strcpy, char *, const char *)
K(char *, strncpy, char *, const char *, size_t)
K(char *, strcat, char *, const char *)
K(char *, strncat, char *, const char *, size_t)
K(char *, strchr, const char *, int)
K(char *, strchrnul, const char *, int)
K(char *, strrchr, const char *, int)
K(char *, strstr, const char *, const char *)
K(size_t, strspn, const char *, const char *)
K(size_t, strcspn, const char *, const char *)
K(char *, strpbrk, const char *, const char *)
K(char *, strtok_r, char *, const char *, char **)
K(char *, strsep, char **, const char *)
K(int, ffs, int)
K(void, qsort, void *, size_t, size_t, int (*)(const void *, const void *))
K(void *, bsearch, const void *, const void *, size_t, size_t, int (*)(const void *, const void *))
K(void, srand, unsigned)
K(int, rand, void)
K(int, rand_r, unsigned *)
K(void *, malloc, size_t)
K(void *, calloc, size_t, size_t)
K(void *, realloc, void *, size_t)
K(void *, aligned_alloc, size_t, size_t)
K(int, posix_memalign, void **, size_t, size_t)
K(void, free, void *)
struct k_file;
K(struct k_file *, fopen, const char *, const char *)
K(int, fclose, struct k_file *)
K(int, fputs, const char *, struct k_file *)
K(int, fputc, int, struct k_file *)
K(int, fprintf, struct k_file *, const char *, ...)
K(size_t, fwrite, const void *, size_t, size_t, struct k_file *)
K(size_t, fread, void *, size_t, size_t, struct k_file *)
K(int, fgetc, struct k_file *)
K(int, ungetc, int, struct k_file *)
K(char *, fgets, char *, int, struct k_file *)
K(int, fseek, struct k_file *, long, int)
K(long, ftell, struct k_file *)
K(int, feof, struct k_file *)
K(int, fflush, struct k_file *)
#define CTYPE(name) K(int, name, int)
CTYPE(isalnum) CTYPE(isalpha) CTYPE(isblank) CTYPE(iscntrl) CTYPE(isdigit) CTYPE(isgraph) CTYPE(islower)
CTYPE(isprint) CTYPE(ispunct) CTYPE(isspace) CTYPE(isupper) CTYPE(isxdigit) CTYPE(tolower) CTYPE(toupper)

/* What kring's compiler or the files that are not here would give. */
char *k_program_invocation_short_name = "test";
void (*k___flush_all)(void);
void k_abort(void) { abort(); }
void k_exit(int status) { exit(status); }
void k___unsupported(const char *what) { fprintf(stderr, "%s\n", what); abort(); }
void *k_memcpy(void *to, const void *from, size_t n) { return memcpy(to, from, n); }
void *k_mempcpy(void *to, const void *from, size_t n) { return mempcpy(to, from, n); }
void *k_memmove(void *to, const void *from, size_t n) { return memmove(to, from, n); }
void *k_memset(void *to, int c, size_t n) { return memset(to, c, n); }

static char arena[64 << 20] __attribute__((aligned(4096)));
static char *arena_end = arena;

long k___syscall(long number, long a, long b, long c, long d, long e, long f)
{
	if (number == SYS_brk) {
		if ((char *)a >= arena && (char *)a <= arena + sizeof(arena))
			arena_end = (char *)a;
		return (long)arena_end;
	}
	long result = syscall(number, a, b, c, d, e, f);
	return result < 0 ? -errno : result;
}

static uint64_t seed;

static uint64_t draw(void)
{
	uint64_t x = seed += 0x9E3779B97F4A7C15;
	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
	x = (x ^ x >> 27) * 0x94D049BB133111EB;
	return x ^ x >> 31;
}

static unsigned below(unsigned limit) { return draw() % limit; }
static int one_in(unsigned n) { return below(n) == 0; }

static void differ(const char *what, const char *input, const char *ours, const char *theirs)
{
	printf("%s(%s): kring \"%s\", glibc \"%s\"\n", what, input, ours, theirs);
	exit(1);
}

static void same_number(const char *what, const char *input, long ours, long theirs)
{
	char a[32], b[32];
	if (ours == theirs)
		return;
	sprintf(a, "%ld", ours);
	sprintf(b, "%ld", theirs);
	differ(what, input, a, b);
}

#define PICK(list) ((list)[below(sizeof(list) / sizeof((list)[0]))])

static long interesting(void)
{
	static const long values[] = { 0, 1, -1, 7, 8, 9, 10, 127, 128, 255, 256, 32767, 32768, 65535, 2147483647,
		2147483648, 4294967295, 4294967296, 0x7fffffffffffffff, -0x7fffffffffffffff - 1, -128, -129, -32768 };
	return one_in(2) ? PICK(values) : (long)(draw() >> below(64)) * (one_in(2) ? 1 : -1);
}

static void check_printf(void)
{
	static const char *strings[] = { "", "a", "hello", "with \xc3\xa9 bytes", "0123456789abcdef0123456789", NULL };
	static const char *plain[] = { "", " ", "x", "%%", "value=", "\n" };
	static const char *lengths[] = { "", "", "", "hh", "h", "l", "ll", "j", "z", "t" };
	static const char letters[] = "diuxXocspmd"
#if __GLIBC_PREREQ(2, 35)
		"bB"
#endif
		;
	static const char bad[] = "yvkKrRVJ";
	char format[256] = "", ours[256], theirs[256];
	long arguments[10] = { 0 };
	int used = 0;
	int conversions = below(4);
	for (int i = 0; i < conversions; i++) {
		strcat(format, PICK(plain));
		strcat(format, "%");
		char *end = format + strlen(format);
		for (int flags = below(4); flags > 0; flags--)
			*end++ = "-+ #0'"[below(6)];
		*end = 0;
		if (one_in(6)) {
			strcat(format, "*");
			arguments[used++] = (int)below(40) - 20;
		} else if (one_in(2)) {
			sprintf(end, "%u", below(30));
		}
		if (one_in(3)) {
			strcat(format, ".");
			if (one_in(3)) {
				strcat(format, "*");
				arguments[used++] = (int)below(40) - 20;
			} else if (!one_in(4)) {
				sprintf(format + strlen(format), "%u", below(25));
			}
		}
		char letter = one_in(40) ? bad[below(sizeof(bad) - 1)] : letters[below(sizeof(letters) - 1)];
		int integer = strchr("diuxXobB", letter) != NULL;
#if !__GLIBC_PREREQ(2, 35)	/* where %#m got a meaning */
		if (letter == 'm' && strchr(end, '#'))
			letter = 'c';
#endif
		if (integer)
			strcat(format, PICK(lengths));
		sprintf(format + strlen(format), "%c", letter);
		if (letter == 's')
			arguments[used++] = (long)PICK(strings);
		else if (letter == 'c')
			arguments[used++] = below(255) + 1;
		else if (letter == 'p')
			arguments[used++] = one_in(3) ? 0 : interesting();
		else if (integer)
			arguments[used++] = interesting();
	}
	strcat(format, PICK(plain));
	size_t size = one_in(4) ? below(20) : sizeof(ours);
	memset(ours, '#', sizeof(ours));
	memset(theirs, '#', sizeof(theirs));
	*k___errno_location() = errno = (int)below(140);
#define ARGUMENTS arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5], arguments[6], \
		  arguments[7], arguments[8]
	int b = snprintf(theirs, size, format, ARGUMENTS);
	int a = k_snprintf(ours, size, format, ARGUMENTS);
	same_number("snprintf", format, a, b);
	if (memcmp(ours, theirs, sizeof(ours)) != 0)
		differ("snprintf", format, ours, theirs);
}

static void check_positions(void)
{
	char format[256] = "", ours[256], theirs[256];
	long arguments[9];
	int types[9];	/* one conversion for each argument, so that both sides take the same type */
	for (int i = 0; i < 9; i++) {
		arguments[i] = interesting();
		types[i] = "duxo"[below(4)];
	}
	/* glibc wants every argument up to the last one to have a type */
	for (int i = 0; i < 9; i++)
		sprintf(format + strlen(format), "%%%d$l%c ", i + 1, types[i]);
	for (int i = below(5); i > 0; i--) {
		int position = below(9);
		sprintf(format + strlen(format), "[%%%d$%s%ul%c]", position + 1, one_in(2) ? "-" : "", below(20) + 1,
			types[position]);
	}
	int b = snprintf(theirs, sizeof(theirs), format, ARGUMENTS);
	int a = k_snprintf(ours, sizeof(ours), format, ARGUMENTS);
	same_number("snprintf", format, a, b);
	if (strcmp(ours, theirs) != 0)
		differ("snprintf", format, ours, theirs);
}

static void fill(char *s, const char *alphabet, unsigned most)
{
	unsigned length = below(most), letters = strlen(alphabet);
	for (unsigned i = 0; i < length; i++)
		s[i] = alphabet[below(letters)];
	s[length] = 0;
}

static void check_convert(void)
{
	char text[80], *a_end = NULL, *b_end = NULL;
	int base = one_in(3) ? 10 : one_in(3) ? 0 : one_in(2) ? 16 : (int)below(39) - 1;
	if (one_in(3))
		sprintf(text, one_in(2) ? "%ld" : "%#lx", interesting());
	else if (one_in(8))
		sprintf(text, " %lu%u", draw(), below(100));
	else
		fill(text, " \t+-00xXabfgzZ1987_", 24);
	*k___errno_location() = errno = 0;
	long a = k_strtol(text, &a_end, base), b = strtol(text, &b_end, base);
	same_number("strtol", text, a, b);
	same_number("errno after strtol", text, *k___errno_location(), errno);
	same_number("end of strtol", text, a_end - text, b_end - text);
	a = k_strtoul(text, &a_end, base), b = strtoul(text, &b_end, base);
	same_number("strtoul", text, a, b);
	same_number("errno after strtoul", text, *k___errno_location(), errno);
	same_number("end of strtoul", text, a_end - text, b_end - text);
	same_number("atoi", text, k_atoi(text), atoi(text));
}

static int sign(int value) { return (value > 0) - (value < 0); }

static void check_string(void)
{
	char s[64], t[64], a[160], b[160];
	memset(s, 0, sizeof(s));
	memset(t, 0, sizeof(t));
	fill(s, one_in(2) ? "ab" : "aAbB\x80\xff,;", 40);
	fill(t, one_in(2) ? "ab" : "aAbB\x80\xff,;", one_in(2) ? 4 : 40);
	if (one_in(3))
		strcpy(t, s);
	int c = (int)(signed char)"abAB\x80,\0z"[below(8)];
	size_t n = below(50);
#define POINTER(call) same_number(#call, s, k_##call ? (char *)k_##call - s : -1, call ? (char *)call - s : -1)
#define NUMBER(call) same_number(#call, s, k_##call, call)
#define SIGN(call) same_number(#call, s, sign(k_##call), sign(call))
	POINTER(memchr(s, c, n));
	POINTER(memrchr(s, c, n));
	POINTER(memmem(s, strlen(s), t, strlen(t)));
	POINTER(strchr(s, c));
	POINTER(strchrnul(s, c));
	POINTER(strrchr(s, c));
	POINTER(strstr(s, t));
	POINTER(strpbrk(s, t));
	NUMBER(strlen(s));
	NUMBER(strnlen(s, n));
	NUMBER(strspn(s, t));
	NUMBER(strcspn(s, t));
	SIGN(memcmp(s, t, n));
	SIGN(strcmp(s, t));
	SIGN(strncmp(s, t, n));
	SIGN(strcasecmp(s, t));
	SIGN(strncasecmp(s, t, n));
#define COPY(ours, theirs) \
	do { \
		memset(a, '#', sizeof(a)); \
		strcpy(a, t); \
		memcpy(b, a, sizeof(a)); \
		long x = (char *)ours - a, y = (char *)theirs - b; \
		same_number(#theirs, s, x < 0 || x > 160 ? -1 : x, y < 0 || y > 160 ? -1 : y); \
		if (memcmp(a, b, sizeof(a)) != 0) \
			differ(#theirs, s, a, b); \
	} while (0)
	COPY(k_memccpy(a, s, c, n), memccpy(b, s, c, n));
	COPY(k_stpcpy(a, s), stpcpy(b, s));
	COPY(k_strcpy(a, s), strcpy(b, s));
	COPY(k_strncpy(a, s, n), strncpy(b, s, n));
	COPY(k_strcat(a, s), strcat(b, s));
	COPY(k_strncat(a, s, n), strncat(b, s, n));
	char *x = a, *y = b, *saved_x, *saved_y;
	strcpy(a, s);
	strcpy(b, s);
	for (x = k_strtok_r(a, ",;", &saved_x), y = strtok_r(b, ",;", &saved_y); x || y;
	     x = k_strtok_r(NULL, ",;", &saved_x), y = strtok_r(NULL, ",;", &saved_y))
		if (!x || !y || strcmp(x, y) != 0)
			differ("strtok_r", s, x ? x : "NULL", y ? y : "NULL");
	strcpy(a, s);
	strcpy(b, s);
	char *rest_x = a, *rest_y = b;
	do {
		x = k_strsep(&rest_x, ",;");
		y = strsep(&rest_y, ",;");
		if (!x != !y || (x && strcmp(x, y) != 0))
			differ("strsep", s, x ? x : "NULL", y ? y : "NULL");
	} while (x);
	int number = interesting();
	same_number("ffs", "", k_ffs(number), ffs(number));
}

struct pair {
	int key, order;
};

static int by_key(const void *a, const void *b)
{
	return ((const struct pair *)a)->key - ((const struct pair *)b)->key;
}

static void check_sort(void)
{
	struct pair a[100], b[100];
	unsigned count = below(100);
	for (unsigned i = 0; i < count; i++)
		a[i] = b[i] = (struct pair){ below(20), i };
	k_qsort(a, count, sizeof(a[0]), by_key);
	qsort(b, count, sizeof(b[0]), by_key);
	if (memcmp(a, b, count * sizeof(a[0])) != 0)
		differ("qsort", "", "another order", "");
	struct pair key = { below(25), 0 };
	struct pair *x = k_bsearch(&key, a, count, sizeof(a[0]), by_key);
	struct pair *y = bsearch(&key, b, count, sizeof(b[0]), by_key);
	same_number("bsearch", "", x ? x - a : -1, y ? y - b : -1);
}

static void check_rand(void)
{
	unsigned start = one_in(4) ? below(3) : draw();
	k_srand(start);
	srand(start);
	for (int i = 0; i < 100; i++)
		same_number("rand", "", k_rand(), rand());
	unsigned a = start, b = start;
	for (int i = 0; i < 10; i++)
		same_number("rand_r", "", k_rand_r(&a), rand_r(&b));
}

/* Blocks do not overlap, keep their bytes, and are aligned. */
static void check_malloc(void)
{
	static struct {
		unsigned char *p;
		size_t size;
		unsigned char mark;
	} blocks[64];
	unsigned i = below(64);
	if (blocks[i].p) {
		for (size_t j = 0; j < blocks[i].size; j++)
			if (blocks[i].p[j] != blocks[i].mark)
				differ("malloc", "a block's bytes", "changed", "the same");
		if (one_in(3)) {
			size_t size = below(3000) + 1, kept = size < blocks[i].size ? size : blocks[i].size;
			unsigned char *p = k_realloc(blocks[i].p, size);
			for (size_t j = 0; j < kept; j++)
				if (p[j] != blocks[i].mark)
					differ("realloc", "a block's bytes", "changed", "the same");
			blocks[i].p = p;
			blocks[i].size = size;
			memset(p, blocks[i].mark, size);
			return;
		}
		k_free(blocks[i].p);
		blocks[i].p = NULL;
		return;
	}
	size_t alignment = 16, size = one_in(10) ? below(300000) : below(2000);
	if (one_in(3)) {
		alignment = 8UL << below(13);
		void *p;
		same_number("posix_memalign", "", k_posix_memalign(&p, alignment, size), 0);
		blocks[i].p = p;
	} else if (one_in(3)) {
		blocks[i].p = k_calloc(1, size);
		for (size_t j = 0; j < size; j++)
			if (blocks[i].p[j])
				differ("calloc", "a byte", "not 0", "0");
	} else {
		blocks[i].p = k_malloc(size);
	}
	if (!blocks[i].p || (uintptr_t)blocks[i].p % alignment)
		differ("malloc", "address", "bad", "good");
	blocks[i].size = size;
	blocks[i].mark = draw();
	memset(blocks[i].p, blocks[i].mark, size);
}

static void check_refusals(void)
{
	void *p = &p;
	same_number("posix_memalign", "24", k_posix_memalign(&p, 24, 8), EINVAL);
	same_number("posix_memalign", "4", k_posix_memalign(&p, 4, 8), EINVAL);
	same_number("posix_memalign", "0", k_posix_memalign(&p, 0, 8), EINVAL);
	same_number("posix_memalign", "huge", k_posix_memalign(&p, 64, SIZE_MAX / 2), ENOMEM);
	same_number("malloc", "huge", (long)k_malloc(SIZE_MAX), 0);
	same_number("errno", "malloc", *k___errno_location(), ENOMEM);
	same_number("malloc", "1 GiB", (long)k_malloc(1 << 30), 0);
	same_number("calloc", "huge", (long)k_calloc(SIZE_MAX / 2, 3), 0);
	same_number("malloc", "0", k_malloc(0) != NULL, 1);
	for (int error = -2; error < 140; error++) {
		if (strcmp(k_strerror(error), strerror(error)) != 0)
			differ("strerror", "", k_strerror(error), strerror(error));
		const char *a = k_strerrorname_np(error), *b = strerrorname_np(error);
		if (!a != !b || (a && strcmp(a, b) != 0))
			differ("strerrorname_np", "", a ? a : "NULL", b ? b : "NULL");
	}
#define CLASS(name) same_number(#name, "", k_##name(c), name(c));
	for (int c = -1; c < 256; c++) {
		CLASS(isalnum) CLASS(isalpha) CLASS(isblank) CLASS(iscntrl) CLASS(isdigit) CLASS(isgraph)
		CLASS(islower) CLASS(isprint) CLASS(ispunct) CLASS(isspace) CLASS(isupper) CLASS(isxdigit)
		CLASS(tolower) CLASS(toupper)
	}
}

/* The same operations on two files. */
static void check_streams(void)
{
	static const char *modes[] = { "w+", "r+", "a+", "r", "w" };
	const char *mode = PICK(modes);
	struct k_file *a = k_fopen("ours", mode);
	FILE *b = fopen("theirs", mode);
	same_number("fopen", mode, a != NULL, b != NULL);
	if (!a)
		return;
	char text[64], x[9000], y[9000];
	int wrote = 0, read = 0;	/* between the two a seek is needed */
	for (int i = below(30); i > 0; i--) {
		if ((wrote || read) && one_in(3)) {
			long offset = below(6000);
			same_number("fseek", mode, k_fseek(a, offset, SEEK_SET), fseek(b, offset, SEEK_SET));
			wrote = read = 0;
		}
		size_t n = one_in(3) ? below(9000) : below(60);
		fill(text, "abc\n", 60);
		switch (below(8)) {
		case 0:
			if (!read)
				same_number("fputs", text, k_fputs(text, a), fputs(text, b)), wrote = 1;
			break;
		case 1:
			memset(x, 'a' + below(26), n);
			if (!read)
				same_number("fwrite", mode, k_fwrite(x, 1, n, a), fwrite(x, 1, n, b)), wrote = 1;
			break;
		case 2:
			if (!read)
				same_number("fprintf", text, k_fprintf(a, "%s,%d", text, 5), fprintf(b, "%s,%d", text, 5)),
					wrote = 1;
			break;
		case 3:
			if (wrote)
				break;
			size_t got = k_fread(x, 1, n, a);
			same_number("fread", mode, got, fread(y, 1, n, b));
			if (memcmp(x, y, got) != 0)
				differ("fread", mode, "other bytes", "");
			read = 1;
			break;
		case 4:
			if (wrote)
				break;
			char *p = k_fgets(x, n + 1, a), *q = fgets(y, n + 1, b);
			same_number("fgets", mode, p != NULL, q != NULL);
			if (p && strcmp(x, y) != 0)
				differ("fgets", mode, x, y);
			read = 1;
			break;
		case 5:
			if (!wrote) {
				int c = k_fgetc(a);
				same_number("fgetc", mode, c, fgetc(b));
				if (c != EOF && one_in(2))
					same_number("ungetc", mode, k_ungetc(c, a), ungetc(c, b));
				read = 1;
			}
			break;
		case 6:
			same_number("feof", mode, k_feof(a) != 0, feof(b) != 0);
			break;
		case 7:
			if (*mode != 'a')
				same_number("ftell", mode, k_ftell(a), ftell(b));
			break;
		}
	}
	same_number("fclose", mode, k_fclose(a), fclose(b));
}

int main(int argc, char **argv)
{
	if (argc != 3)
		return 2;
	seed = strtoul(argv[1], NULL, 10);
	long rounds = atol(argv[2]);
	check_refusals();
	for (long i = 0; i < rounds; i++) {
		check_printf();
		check_positions();
		check_convert();
		check_string();
		check_malloc();
		if (i % 10 == 0) {
			check_sort();
			check_streams();
		}
		if (i % 100 == 0)
			check_rand();
	}
	if (system("cmp ours theirs") != 0)
		return 1;
	puts("equal");
	return 0;
}
