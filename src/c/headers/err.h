/* err.h: BSD's messages, with the program's name before them. */
#pragma once

void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void warnx(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vwarn(const char *format, __builtin_va_list args);
void vwarnx(const char *format, __builtin_va_list args);
void err(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
void errx(int status, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));
void verr(int status, const char *format, __builtin_va_list args) __attribute__((noreturn));
void verrx(int status, const char *format, __builtin_va_list args) __attribute__((noreturn));
