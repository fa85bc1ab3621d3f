/**
 * The stream of records that a run writes to TRACE, and the names of the steps in it. Literals only.
 *
 * A record is one line of `kring run --json`:
 *    0 kind u8 | step u8 | words u8 | task u8 | ordinal u32      words: length of the payload in 8-byte words
 *    8 position u48 | activity u16                               the moment it belongs to: position after it
 *   16 time u64                                                  virtual nanoseconds since boot
 *   24 payload[words] u64
 * A mark names a moment for people and links: `io_submit#2/PublishTail`: activity, its ordinal, its step,
 * and `~k` behind it for the k-th time (k >= 2) that this step happens in this activity.
 */
export const enum RecordLayout {
  kind = 0,
  step = 1,
  words = 2,
  task = 3,
  ordinal = 4,
  position = 8,
  activity = 14,
  time = 16,
  payload = 24,
  HEADER = 24,
}

export enum RecordKind {
  /** A task enters a system call. activity: its number; payload: 6 arguments, statement id. */
  SyscallEnter = 1,
  /** It returns. payload: the raw result, value or -errno. */
  SyscallReturn = 2,
  /** A named step of the kernel. step: Step; payload: see Step. */
  Step = 3,
  /** The program wrote to fd 1 or 2. payload: fd, byte count, then the bytes, padded with 0. */
  Output = 4,
  /** A task stops until something happens. payload: WaitReason, object. */
  Block = 5,
  /** It goes on. payload: WaitReason, object. */
  Wake = 6,
  /** A signal ends the program. payload: signal, fault address, FaultKind, statement id. */
  Signal = 7,
  /** A process is over. payload: exit status as a shell shows it (128 + signal), pid. */
  Exit = 8,
  /** Nothing can happen any more: payload: number of blocked tasks. */
  Stuck = 9,
  /** The program asks for what kring does not model, and the run ends. payload: system call number, detail (opcode, flags, command). */
  Unmodelled = 10,
  /** The program's own code has moved cq.head of an io_uring. payload: ring, head before, head after. */
  Reap = 11,
}

/** activity is a system call number, or one of these, which are not system calls. */
export enum Activity {
  /** A device finishes a request; ordinal counts completions. */
  aio_complete = 0x8000,
  /** A timer goes off. */
  hrtimer = 0x8001,
  /** A device finishes a request that a task sleeps for; ordinal counts them. */
  bio_endio = 0x8002,
  /** A worker of the kernel asks a polled file again, or completes a poll (aio_poll_complete_work, aio_poll_put_work). */
  aio_poll_work = 0x8003,
  /** A worker of the kernel does the fsync of a request. */
  aio_fsync_work = 0x8004,
  /** A task takes a signal for which it has a handler; ordinal counts them. */
  handle_signal = 0x8005,
  /** Before its task goes on, a request of io_uring that had to wait is finished; ordinal counts them. */
  tctx_task_work = 0x8006,
  /** No activity of the kernel's: the program's own code. It has no ordinal. */
  program = 0x8007,
}

/**
 * Named steps of the kernel, each the size a watcher must be able to stop at. The function of the kernel that does
 * it is in src/text; payloads begin with the context's handle where there is one, then the iocb's address.
 */
export enum Step {
  /** A system call that is one moment. No payload. */
  Call = 1,

  /** io_setup: arguments checked (SET-01..04). payload: nr_events */
  CheckSetup,
  /** ioctx_alloc, aio_setup_ring: pages and geometry (RNG-01). payload: 0, ring nr, pages */
  AllocateRing,
  /** do_mmap. payload: handle, bytes */
  MapRing,
  /** aio-nr grows (SET-06). payload: handle, aio-nr after */
  CountAioNr,
  /** ioctx_add_table: table slot to ring.id (SET-07). payload: handle, id */
  AddTable,
  /** put_user(*ctxp). payload: handle, ctxp */
  StoreHandle,

  /** lookup_ioctx (CTX-01). payload: handle */
  LookupIoctx,
  /** io_submit: list[i] and 64 bytes of iocb (SUB-05..08). payload: handle, iocb, i */
  CopyIocb,
  /** get_reqs_available (SLT-01, SLT-04). payload: handle, iocb, slots left on this CPU, slots left globally */
  TakeSlot,
  /** refill_reqs_available (SLT-03). payload: handle, slots given back, completed_events after */
  RefillSlots,
  /** fget. payload: handle, iocb, fd */
  LookupFile,
  /** eventfd_ctx_fdget. payload: handle, iocb, resfd */
  LookupEventfd,
  /** put_user(KIOCB_KEY). payload: handle, iocb, aio_key as the kernel copied it */
  WriteKey,
  /** aio_prep_rw, aio_setup_rw, rw_verify_area (RW-01..07). payload: handle, iocb, opcode, bytes */
  PrepareRw,
  /** call_read_iter / call_write_iter: the I/O starts. payload: handle, iocb, offset, bytes */
  Issue,
  /** The data moves between file and user memory. payload: handle, iocb, bytes, res */
  Transfer,
  /** The request waits at the device. payload: handle, iocb, device time in ns */
  QueueAtDevice,
  /** The iocb is refused; its slot, if it had one, goes back (SUB-15). payload: handle, iocb, -errno */
  Refuse,

  /** aio_complete: the event's 32 bytes (RNG-04). payload: handle, iocb, slot, data, res */
  FillSlot,
  /** aio_complete: smp_wmb. payload: handle, iocb */
  WmbBeforeTail,
  /** aio_complete: ring->tail (SLT-05). payload: handle, iocb, tail before, tail after */
  PublishTail,
  /** eventfd_signal. payload: handle, iocb, count after */
  SignalEventfd,
  /** wake_up the waiters of io_getevents. payload: handle, iocb, waiters woken */
  WakeWaiters,

  /** aio_read_events_ring: events to user memory (RNG-06). payload: handle, first slot, events copied */
  ReadEvents,
  /** aio_read_events_ring: ring->head. payload: handle, head before, head after */
  StoreHead,
  /** read_events: goes to sleep. payload: handle, events still missing, timeout in ns or -1 */
  WaitForEvents,

  /** kill_ioctx: marked dead, out of the table, aio-nr drops. payload: handle, aio-nr after */
  KillIoctx,
  /** kill_ioctx: vm_munmap. payload: handle, bytes */
  UnmapRing,
  /** io_destroy waits for requests in flight (DST-01). payload: handle, requests */
  WaitForRequests,

  /** A timer expires. payload: object */
  TimerExpires,
  /** The device is done with a request that a task sleeps for. payload: bytes */
  DeviceDone,

  /** aio_poll: arguments checked (POL-01). payload: handle, iocb, events asked for */
  PreparePoll,
  /** aio_poll: vfs_poll; what is not ready waits in the file's queue (POL-02, POL-03). payload: handle, iocb, events asked for, events ready, 1 when it waits */
  PollFile,
  /** aio_poll_wake: something happens to the file, and what it is goes with it (POL-04). payload: handle, iocb, events */
  PollWake,
  /** aio_poll_complete_work: the file is asked again (POL-05). payload: handle, iocb, events ready, 1 when it goes on waiting */
  PollAgain,
  /** io_cancel: the request is looked for in the list of those that can be cancelled (CAN-01). payload: handle, iocb, -errno */
  CancelRequest,
  /** aio_fsync: arguments checked (FSY-01). payload: handle, iocb, opcode */
  PrepareFsync,
  /** schedule_work: a worker of the kernel will do the fsync (FSY-02). payload: handle, iocb, time it takes in ns */
  QueueWork,
  /** aio_fsync_work: the worker has done it. payload: handle, iocb, result */
  Fsync,
  /** timerfd_tmrproc: the timer of a timerfd goes off. payload: inode, expirations nobody read yet */
  TimerfdExpires,
  /** it_real_fn: the timer of setitimer goes off, and the process gets SIGALRM. payload: pid */
  ItimerExpires,
  /** setup_rt_frame: a handler is about to run. payload: signal, handler */
  SetupFrame,

  /** filemap_read: pages that are not in the cache are read from the disk. payload: handle, iocb, pages, time it takes in ns */
  ReadPages,
  /** filemap_write_and_wait: pages newer than the disk are written. payload: handle, iocb, pages, time it takes in ns */
  WritePages,
  /** The disk is done with pages of the cache. payload: inode, first page, pages */
  PagesDone,

  /** io_allocate_scq_urings: sizes are rounded up, and stand in the kernel and in the pages. payload: ring, sq_entries, cq_entries, bytes */
  AllocateUring,
  /** io_uring_install_fd. payload: ring, fd */
  InstallUring,
  /** io_get_sqe: the next index of the array, and the SQE it names. payload: ring, head, index, user_data, opcode */
  GetSqe,
  /** io_get_sqe: the index names no SQE. payload: ring, head, index, dropped so far */
  DropSqe,
  /** io_issue_sqe: the I/O. payload: ring, user_data, opcode, result, 1 when it has to wait */
  IssueSqe,
  /** io_fill_cqe_req. payload: ring, user_data, slot, res */
  FillCqe,
  /** io_cqring_event_overflow: the queue is full. payload: ring, user_data, res, CQEs that wait */
  OverflowCqe,
  /** io_commit_cqring: cq.tail. payload: ring, tail before, tail after */
  CommitCqring,
  /** io_commit_sqring: sq.head. payload: ring, head before, head after */
  CommitSqring,
  /** __io_cqring_overflow_flush. payload: ring, CQEs moved, CQEs that still wait */
  FlushOverflow,
  /** io_cqring_wait: goes to sleep. payload: ring, CQEs still missing */
  CqringWait,
  /** io_cqring_wake. payload: ring, tasks woken */
  CqringWake,
}

export enum WaitReason {
  /** io_getevents waits for events. object: handle */
  AioEvents = 1,
  /** io_destroy waits for requests. object: handle */
  AioRequests,
  /** read on an empty pipe. object: inode */
  PipeReadable,
  /** write on a full pipe. object: inode */
  PipeWritable,
  /** nanosleep. object: due time */
  Sleep,
  /** read on an eventfd whose count is 0. object: inode */
  EventfdReadable,
  /** write to an eventfd whose count is full. object: inode */
  EventfdWritable,
  /** O_DIRECT I/O of a read or write call, or a write that grows its file. object: request */
  Device,
  /** read on a timerfd that has not gone off. object: inode */
  TimerfdReadable,
  /** epoll_wait. object: inode of the epoll */
  Epoll,
  /** poll, ppoll. object: number of descriptors */
  Poll,
  /** pause, sigsuspend. object: 0 */
  Signal,
  /** SIGSTOP and its like stopped the process. object: the signal */
  Stopped,
  /** wait4. object: number of the address space */
  Child,
  /** FUTEX_WAIT. object: user address of the word */
  Futex,
  /** Pages of a file on their way between cache and disk. object: inode */
  PageCache,
  /** ftruncate while O_DIRECT is in flight. object: inode */
  DirectIo,
  /** A place among the requests the device takes at a time (BLK-14). */
  DeviceQueue,
  /** io_uring_enter waits for CQEs. object: inode of the ring */
  CqringEvents,
  /** exit waits for requests of io_uring. object: inode of the ring */
  UringRequests,
  /** read on a socket without bytes. object: inode */
  SocketReadable,
  /** read on a terminal without input. object: inode */
  TerminalReadable,
}

export enum FaultKind {
  None = 0,
  /** No page there. */
  Unmapped,
  /** A page, but not for this access. */
  Protected,
  /** Integer division by zero, or the most negative number by -1. */
  Divide,
  /** The stack is used up. */
  StackOverflow,
  /** A call through a pointer, or a return, to what is no instruction. */
  BadJump,
  /** An instruction that does not exist. */
  BadInstruction,
}
