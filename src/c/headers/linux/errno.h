/* linux/errno.h: error numbers. */
#include <errno.h>
