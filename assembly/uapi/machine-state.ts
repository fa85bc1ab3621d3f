/** The machine's own words: at MACHINE, and one Task row each at TASKS. Literals only. Times are virtual nanoseconds. */
export const enum Machine {
  /** u64 moments since boot: executed statements plus kernel steps. This is Position. */
  position = 0,
  /** u64 clock */
  now = 8,
  /** i32 Stop: what ended the last run() */
  stop = 16,
  /** i32 the task that ran last, and is shown as current */
  current_task = 20,
  /** u32 possible CPUs (PRO-01), kernel version (601, 612, 618, 702), seed of the device */
  nr_cpus = 24,
  version = 28,
  seed = 32,
  /** u64 fs.aio-nr and fs.aio-max-nr (SET-06, SET-10) */
  aio_nr = 40,
  aio_max_nr = 48,
  /** u32 length of the program in instructions; u32 bytes written to TRACE since it was drained */
  code_length = 56,
  trace_length = 60,
  /** u64 moment of the next device or timer event, ~0 when there is none */
  next_event = 64,
  /** i32 our own bug: a BugCode, with u64 detail */
  bug = 72,
  bug_detail = 80,
  /** i32 exit status as a shell shows it, once the program is over */
  exit_status = 88,
  /** u32 what the last runUser() used: statements passed, work */
  user_statements = 92,
  user_work = 96,
  /** u32 its kernel is a Linux host's: assembly/host.ts */
  host = 100,
  /** u64 the address whose page has to be fetched from the host before the program can go on, 0: none */
  host_page = 104,
  /** u32 how often the host has said something that this machine has taken in */
  host_events = 112,
  /** from here on: assembly/sim's own, see kernel-state.ts */
  SIM = 128,
}

/** What run() returns. */
export enum Stop {
  /** The moments asked for are done, and the machine stands between two moments. */
  Budget = 0,
  /** The work allowed is used up inside a moment: call run(0, work) again, or with more moments. */
  Work = 1,
  /** The program is over: Machine.exit_status. */
  Exited = 2,
  /** Every task waits, and no device or timer event is pending. */
  Stuck = 3,
  /** TRACE is full: drain it and go on. Never inside a moment's visible effects. */
  TraceFull = 4,
  /** A defect of kring, not of the program: Machine.bug. The machine stays as it is. */
  Bug = 5,
  /** The program asked for what is not modelled: the last record says what. The machine stays as it is. */
  Unmodelled = 6,
  /** A host has to make the system call of the current task: return_from_host(). */
  HostCall = 7,
  /** The page at Machine.host_page has to come from the host: show_page(). */
  HostPage = 8,
}

export const enum TaskState {
  Free = 0,
  /** Runs its own code. */
  User = 1,
  /** Is inside a system call, between two kernel steps. */
  Kernel = 2,
  /** Waits: wait_reason, wait_object, wait_deadline. */
  Blocked = 3,
  Exited = 4,
  /** Asked for what is not modelled; goes no further. */
  Unmodelled = 5,
  /** In a system call that a host makes. */
  Host = 6,
}

/** One task, TASK_SIZE bytes. Everything a task is; registers are in its frames, in user memory. */
export const enum Task {
  /** i32 TaskState */
  state = 0,
  /** i32 tid (pid of the first task), i32 index of its address space, i32 CPU it runs on */
  tid = 4,
  mm = 8,
  cpu = 12,
  /** u32 instruction index of the next instruction */
  pc = 16,
  /** u32 id of the statement that runs, or is the next to run when the machine stands between moments */
  statement = 20,
  /** u64 user address of the current frame; u64 first address past the stack */
  fp = 24,
  stack_end = 32,
  /** u32 bytes of the current frame (from ENTER) */
  frame_size = 40,
  /** i32 the register window of the SYSCALL in progress: slot a */
  syscall_slot = 44,
  /** i64 number and arguments of the system call in progress, i64 its result */
  syscall_nr = 48,
  args = 56,
  result = 104,
  /** i32 where in its step machine the call is; 0 is the beginning */
  step = 112,
  /** i32 ordinal of this call among the calls of the same number, 1 first */
  ordinal = 116,
  /** i32 WaitReason, u64 object, u64 deadline (~0: none) */
  wait_reason = 120,
  wait_object = 128,
  wait_deadline = 136,
  /** i32 signal that ended it, i32 FaultKind, u64 address */
  signal = 144,
  fault = 148,
  fault_address = 152,
  /** i32 status passed to exit */
  exit_code = 160,
  /** u64 what is added to a user address of the stack to get its physical one: a stack is contiguous */
  stack_shift = 168,
  /** u64 first address of the stack */
  stack_base = 176,
  /** u64 thread pointer, 0 in the first thread (by clone) */
  tls = 184,
  /** 128 bytes of locals of the system call in progress (loop index, current iocb, ...) */
  scratch = 192,
  /** from here on: assembly/sim's own */
  SIM = 320,
}

/** What runUser() of assembly/vm ended with. */
export const enum UserStop {
  /** It stands before a STMT that it may not pass. */
  Statement = 0,
  /** A SYSCALL: the task's syscall_nr, args and syscall_slot are set, pc is after it. */
  Syscall = 1,
  /** Task.signal, fault, fault_address are set; pc and statement are those of the culprit. */
  Fault = 2,
  /** The work allowed is used up. */
  Work = 3,
}
