/* kring/int-types.h: the part of <stdint.h> that <sys/types.h> shows too. */
#pragma once

typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long int64_t;
