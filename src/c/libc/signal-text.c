/* Names of signals. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* From SIGHUP = 1 on; glibc's words. */
static const char *const texts[] = {
	"Hangup",
	"Interrupt",
	"Quit",
	"Illegal instruction",
	"Trace/breakpoint trap",
	"Aborted",
	"Bus error",
	"Floating point exception",
	"Killed",
	"User defined signal 1",
	"Segmentation fault",
	"User defined signal 2",
	"Broken pipe",
	"Alarm clock",
	"Terminated",
	"Stack fault",
	"Child exited",
	"Continued",
	"Stopped (signal)",
	"Stopped",
	"Stopped (tty input)",
	"Stopped (tty output)",
	"Urgent I/O condition",
	"CPU time limit exceeded",
	"File size limit exceeded",
	"Virtual timer expired",
	"Profiling timer expired",
	"Window changed",
	"I/O possible",
	"Power failure",
	"Bad system call",
};

char *strsignal(int signal)
{
	static char unknown[32];
	int count = sizeof(texts) / sizeof(texts[0]);
	if (signal >= 1 && signal <= count)
		return (char *)texts[signal - 1];
	if (signal >= 34 && signal < NSIG)
		snprintf(unknown, sizeof(unknown), "Real-time signal %d", signal - 34);
	else
		snprintf(unknown, sizeof(unknown), "Unknown signal %d", signal);
	return unknown;
}
