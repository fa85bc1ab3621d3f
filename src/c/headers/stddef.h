/* stddef.h: C11 7.19, LP64. */
#pragma once

#include <kring/types.h>

typedef long ptrdiff_t;
typedef int wchar_t;
typedef struct {
	long long __widest __attribute__((aligned(16)));
	long long __room[2] __attribute__((aligned(16)));
} max_align_t;

#define offsetof(type, member) __builtin_offsetof(type, member)
