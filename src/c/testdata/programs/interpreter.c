/* A calculator: recursive descent, function tables, setting variables; and a bytecode loop with a switch. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
static const char *at; static long variables[26]; static int bad;
static long expression(void);
static long primary(void)
{
	while (*at == ' ') at++;
	if (*at == '(') { at++; long v = expression(); while (*at == ' ') at++; if (*at++ != ')') bad = 1; return v; }
	if (*at == '-') { at++; return -primary(); }
	if (isalpha((unsigned char)*at)) return variables[*at++ - 'a'];
	if (!isdigit((unsigned char)*at)) { bad = 1; return 0; }
	long v = 0; while (isdigit((unsigned char)*at)) v = v * 10 + (*at++ - '0'); return v;
}
static long term(void) { long v = primary(); for (;;) { while (*at == ' ') at++; switch (*at) { case '*': at++; v *= primary(); break; case '/': { at++; long d = primary(); if (!d) { bad = 2; return 0; } v /= d; break; } case '%': at++; v %= primary(); break; default: return v; } } }
static long expression(void) { long v = term(); for (;; ) { while (*at == ' ') at++; if (*at == '+') at++, v += term(); else if (*at == '-') at++, v -= term(); else return v; } }
static void line(const char *s) { at = s; bad = 0; long v; if (s[0] && s[1] == '=') { at = s + 2; v = variables[s[0] - 'a'] = expression(); } else v = expression(); if (bad) printf("%s: error %d at %ld\n", s, bad, (long)(at - s)); else printf("%s = %ld\n", s, v); }
enum { PUSH, ADD, MUL, DUP, JNZ, DEC, SWAP, PRINT, HALT };
static void run(const signed char *code) { long stack[16], *sp = stack; int pc = 0, steps = 0; for (;;) { steps++; switch (code[pc++]) { case PUSH: *sp++ = code[pc++]; break; case ADD: sp--; sp[-1] += *sp; break; case MUL: sp--; sp[-1] *= *sp; break; case DUP: *sp = sp[-1]; sp++; break; case JNZ: if (sp[-1]) pc += code[pc]; else pc++; break; case DEC: --sp[-1]; break; case SWAP: { long t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; break; } case PRINT: printf("%ld ", *--sp); break; case HALT: printf("(%d steps)\n", steps); return; default: puts("?"); abort(); } } }
int main(void) { line("1 + 2 * 3"); line("(1 + 2) * -(3 - 10)"); line("a=7 * 6"); line("a / 5 + a % 5"); line("1 / (2 - 2)"); line("(1"); line("b=a * a - -a"); line("b"); static const signed char fact[] = { PUSH, 1, PUSH, 10, DUP, SWAP, DEC, SWAP, PRINT, JNZ, -6, PRINT, HALT }; run(fact); return 0; }
