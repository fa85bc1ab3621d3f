/**
 * struct rt_sigframe of kring: what the kernel leaves on the stack of a task before a handler runs, and what
 * rt_sigreturn restores. It stands above the frame that was interrupted; above it begins the frame of sa_restorer,
 * which calls the handler: slots 0 to 3 are the handler, the signal, the address of `info`, the address of this.
 * Literals only.
 */
export const enum SignalFrame {
  /** u64 text address of the next instruction; u64 fp of the interrupted frame; u64 statement */
  pc = 0,
  fp = 8,
  statement = 16,
  /** u64 signals that were blocked */
  mask = 24,
  /** siginfo_t, 128 bytes */
  info = 32,
  SIZEOF = 160,
}

/** siginfo_t */
export const enum SigInfoUser {
  si_signo = 0,
  si_errno = 4,
  si_code = 8,
  /** of kill and SIGCHLD */
  si_pid = 16,
  si_uid = 20,
  /** of SIGCHLD */
  si_status = 24,
  /** of a fault */
  si_addr = 16,
  SIZEOF = 128,
}
