/* Many blocks of many sizes: none overlaps another, all keep their bytes. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 200

int main(void)
{
	static unsigned char *blocks[BLOCKS];
	static size_t sizes[BLOCKS];
	unsigned long state = 1;
	unsigned long checked = 0;
	for (int round = 0; round < 5000; round++) {
		state = state * 6364136223846793005 + 1442695040888963407;
		int i = (state >> 33) % BLOCKS;
		if (blocks[i]) {
			for (size_t j = 0; j < sizes[i]; j += 7) {
				if (blocks[i][j] != i % 256)
					return printf("block %d is damaged\n", i);
				checked++;
			}
			free(blocks[i]);
			blocks[i] = NULL;
			continue;
		}
		sizes[i] = (state >> 41) % 500;
		blocks[i] = malloc(sizes[i]);
		if (!blocks[i] || (uintptr_t)blocks[i] % 16)
			return printf("bad block\n");
		memset(blocks[i], i, sizes[i]);
	}
	printf("%d\n", checked > 10000);
	return 0;
}
