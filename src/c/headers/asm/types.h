/* asm/types.h: another name of <linux/types.h>. */
#include <linux/types.h>
