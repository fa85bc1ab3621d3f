/* stddef.h: C11 7.19, LP64. */
#pragma once

typedef unsigned long size_t;
typedef long ptrdiff_t;
typedef int wchar_t;
typedef struct {
	long long __widest __attribute__((aligned(16)));
	long long __room[2] __attribute__((aligned(16)));
} max_align_t;

#define NULL ((void *)0)
#define offsetof(type, member) __builtin_offsetof(type, member)
