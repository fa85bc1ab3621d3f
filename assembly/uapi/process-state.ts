/**
 * Processes and signals: what is in their rows, as in kernel-state.ts, which draws where they lie. Literals only.
 */
export const PROCESSES = 0x000f_0000;

/** struct signal_struct, struct sighand_struct: a process, 4,096 bytes; its number is that of its address space. */
export const enum Process {
  /** u32 ProcessState (by fork, exit, wait); i32 pid; u32 its first task */
  state = 0,
  pid = 4,
  leader = 8,
  /** i32 number of its parent, -1: init, which waits for everybody (by fork, exit); u32 threads alive */
  parent = 12,
  threads = 16,
  /** u32 all its threads have to end (by exit_group, signals) */
  exiting = 20,
  /** u64 signals pending for whichever of its threads takes them */
  pending = 24,
  /** u64 when the timer of setitimer goes off, 0: not armed; u64 interval in ns (by setitimer, alarm, timer) */
  timer = 32,
  timer_interval = 40,
  /** u64[2] RLIMIT_FSIZE, soft and hard (by prlimit64) */
  file_size_limit = 48,
  /** i32 what wait will say of its end */
  exit_code = 64,
  /** u32 signal that stopped it, 0: it runs; u32 1 until wait was told */
  stopped = 68,
  stop_unreported = 72,
  /** u32 sleeps of its threads that are over (by exit); u32 those of children it has waited for (by wait) */
  switches = 76,
  child_switches = 80,
  /** u64[2] RLIMIT_AS, soft and hard (by prlimit64) */
  address_space_limit = 88,
  /** 64 SigAction, from signal 1 on */
  actions = 1024,
  /** 64 SigInfo: what is known of a pending signal */
  infos = 3072,
  SIZEOF = 4096,
}

export enum ProcessState {
  Free = 0,
  Alive = 1,
  /** Over, and its parent has not waited for it yet. The first one stays so. */
  Zombie = 2,
}

/** struct kernel_sigaction (by rt_sigaction) */
export const enum SigAction {
  /** u64 each: SIG_DFL 0, SIG_IGN 1, or a function; SA_*; what the handler returns to, here what calls it; signals blocked meanwhile */
  handler = 0,
  flags = 8,
  restorer = 16,
  mask = 24,
  SIZEOF = 32,
}

/** What siginfo_t will say beside the signal's number. */
export const enum SigInfo {
  /** i32 si_code; i32 si_pid; u64 si_value, si_status or si_addr */
  code = 0,
  pid = 4,
  value = 8,
  SIZEOF = 16,
}

/** include/linux/errno.h: a call that a signal ended; never seen by a program. */
export enum Restart {
  /** Again, or EINTR when a handler without SA_RESTART ran. */
  ERESTARTSYS = 512,
  /** Again, whatever ran. */
  ERESTARTNOINTR = 513,
  /** Again, or EINTR when a handler ran. */
  ERESTARTNOHAND = 514,
  /** Goes on with the time that is left, or EINTR when a handler ran. */
  ERESTART_RESTARTBLOCK = 516,
}
