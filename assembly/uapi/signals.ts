/** Signal numbers of Linux x86-64. Literals only. */
export enum Signal {
  SIGHUP = 1,
  SIGINT = 2,
  SIGQUIT = 3,
  SIGILL = 4,
  SIGTRAP = 5,
  SIGABRT = 6,
  SIGBUS = 7,
  SIGFPE = 8,
  SIGKILL = 9,
  SIGUSR1 = 10,
  SIGSEGV = 11,
  SIGUSR2 = 12,
  SIGPIPE = 13,
  SIGALRM = 14,
  SIGTERM = 15,
  SIGSTKFLT = 16,
  SIGCHLD = 17,
  SIGCONT = 18,
  SIGSTOP = 19,
  SIGTSTP = 20,
  SIGTTIN = 21,
  SIGTTOU = 22,
  SIGURG = 23,
  SIGXCPU = 24,
  SIGXFSZ = 25,
  SIGVTALRM = 26,
  SIGPROF = 27,
  SIGWINCH = 28,
  SIGIO = 29,
  SIGPWR = 30,
  SIGSYS = 31,
}

/** sa_flags */
export const enum SigActionFlag {
  NOCLDSTOP = 1,
  NOCLDWAIT = 2,
  SIGINFO = 4,
  RESTORER = 0x0400_0000,
  ONSTACK = 0x0800_0000,
  RESTART = 0x1000_0000,
  NODEFER = 0x4000_0000,
  RESETHAND = 0x8000_0000,
}

/** si_code */
export const enum SigCode {
  /** kill, and what the kernel sends to the caller itself */
  USER = 0,
  KERNEL = 0x80,
  TKILL = -6,
  /** SIGSEGV */
  MAPERR = 1,
  ACCERR = 2,
  /** SIGFPE */
  INTDIV = 1,
  /** SIGILL */
  ILLOPN = 2,
  /** SIGCHLD */
  CLD_EXITED = 1,
  CLD_KILLED = 2,
  CLD_STOPPED = 5,
  CLD_CONTINUED = 6,
}
