/*
 * rand(): the sequence that glibc gives for a seed, since programs print it. An additive feedback generator,
 * r[i] = r[i-31] + r[i-3], started by a linear congruential one; the first 310 values are thrown away.
 */
#include <stdlib.h>

#define DEGREE 31
#define SEPARATION 3

static unsigned int state[DEGREE];
static int front;
static int seeded;

void srandom(unsigned int seed)
{
	seeded = 1;
	int word = seed ? seed : 1;
	state[0] = word;
	for (int i = 1; i < DEGREE; i++) {
		word = 16807L * (word % 127773) - 2836L * (word / 127773);
		if (word < 0)
			word += 2147483647;
		state[i] = word;
	}
	front = SEPARATION;
	for (int i = 0; i < 10 * DEGREE; i++)
		random();
}

/* state[front] holds r[i-31], and becomes r[i]; r[i-3] is SEPARATION before it. */
long random(void)
{
	if (!seeded)
		srandom(1);
	state[front] += state[(front + DEGREE - SEPARATION) % DEGREE];
	unsigned int result = state[front] >> 1;
	front = (front + 1) % DEGREE;
	return result;
}

void srand(unsigned int seed)
{
	srandom(seed);
}

int rand(void)
{
	return random();
}

int rand_r(unsigned int *seed)
{
	unsigned int next = *seed;
	int result = 0;
	for (int part = 0; part < 3; part++) {
		next = next * 1103515245 + 12345;
		result = part == 0 ? next / 65536 % 2048 : result << 10 ^ next / 65536 % 1024;
	}
	*seed = next;
	return result;
}
