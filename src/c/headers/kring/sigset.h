/* kring/sigset.h: sets of signals, for the headers that speak of one. */
#pragma once

typedef struct {
	unsigned long __bits[16];
} __sigset_t;

typedef __sigset_t sigset_t;
