/**
 * The kernel's private state: where its tables lie and what is in a row, written once for assembly/ and for the
 * panels that draw it. Literals only. "by" names who writes a field; the rest is written once, when the row is made.
 *
 * physical (all in KERNEL_DATA, memory-map.ts)
 *   0002_0000  KIOCTXS       256 contexts of 512 bytes
 *   0004_0000  IOCTX_TABLES  MAX_MMS x 256 u16: table slot (ring.id) to context, 0: free
 *   0004_1000  FD_TABLES     MAX_MMS x 1,024 u16: fd to file, 0: closed
 *   0004_5000  FD_FLAGS      MAX_MMS x 1,024 u8: FD_CLOEXEC
 *   0004_8000  FILES         2,048 open files of 64 bytes
 *   0006_8000  INODES        1,024 inodes of 128 bytes
 *   0008_8000  DENTRIES      128 names of 288 bytes
 *   0009_2000  PIPES         128 pipe buffers of 320 bytes
 *   0009_c000  PAGE_BUCKETS  8,192 u16: hash of (inode, page) to frame number
 *   000a_0000  PAGE_ROWS     16 bytes a frame: what a page cache frame holds
 *   000c_c000  DEVICE_QUEUE  1,024 u32: the frames of the device's queue, a binary heap by due time
 *   000c_d000  PATH_BUFFER   a path on its way in, a struct stat on its way out
 *   000c_e000  STEP_COSTS    96 u32: ns of each Step, see assembly/sim/clock.ts
 *   000d_0000  IO_RINGS      64 rings of io_uring of 128 bytes
 *   000f_0000  PROCESSES     MAX_MMS x 4,096: what the threads of a process share, by number of the address space
 * Rows are numbered from 1, so 0 is "none"; row 0 of each table stays empty.
 */
export const KIOCTXS = 0x0002_0000;
export const MAX_KIOCTXS = 256;
export const IOCTX_TABLES = 0x0004_0000;
export const IOCTX_TABLE_SIZE = 512;
export const FD_TABLES = 0x0004_1000;
export const FD_TABLE_SIZE = 2048;
export const FD_FLAGS = 0x0004_5000;
/** RLIMIT_NOFILE. */
export const MAX_FDS = 1024;
export const FILES = 0x0004_8000;
export const MAX_FILES = 2048;
export const INODES = 0x0006_8000;
export const MAX_INODES = 1024;
export const DENTRIES = 0x0008_8000;
export const MAX_DENTRIES = 128;
export const PIPES = 0x0009_2000;
export const MAX_PIPES = 128;
export const PAGE_BUCKETS = 0x0009_c000;
export const PAGE_BUCKET_COUNT = 8192;
export const PAGE_ROWS = 0x000a_0000;
export const DEVICE_QUEUE = 0x000c_c000;
export const DEVICE_QUEUE_FRAMES = 1024;
export const PATH_BUFFER = 0x000c_d000;
export const STEP_COSTS = 0x000c_e000;
export const STEP_COST_COUNT = 96;
export const IO_RINGS = 0x000d_0000;
export const MAX_IO_RINGS = 64;

/** What syscall() and resume_syscall() answer instead of a result: the task waits; kring does not model this. */
export const BLOCKED = -4096;
export const UNMODELLED = -4097;

/** struct kioctx of fs/aio.c: all that the kernel keeps for itself (PRO-03). */
export const enum Kioctx {
  /** u64 user_id: the handle, the user address of the ring */
  user_id = 0,
  /** u32 KioctxState (by io_setup, io_destroy, exit) */
  state = 8,
  /** u32 address space; u32 table slot, what ring.id should say (by io_setup) */
  mm = 12,
  id = 16,
  /** u32 ring.nr as the kernel knows it; u32 nr_events as passed to io_setup */
  nr_events = 20,
  max_reqs = 24,
  /** u32 b: slots move between CPU and context in batches of this many (RNG-02) */
  req_batch = 28,
  /** u32 G: slots that belong to no CPU (by submit and completion, a batch at a time) */
  reqs_available = 32,
  /** u32 K: events completed whose slots are not recycled yet (by completion, refill) */
  completed_events = 36,
  /** u32 T: the tail the kernel trusts (by completion) */
  tail = 40,
  /** u32 pages of the ring; u32 bytes mapped */
  nr_pages = 44,
  mmap_size = 48,
  /** u32 requests submitted and not completed (by submit, completion) */
  in_flight = 52,
  /** u32 tasks inside a system call on it */
  users = 56,
  /** u32 tasks asleep in io_getevents */
  waiters = 60,
  /** u32 physical address of the ring's first page, then of up to 12 frames that list all pages, 1,024 u32 each */
  ring_page = 64,
  ring_pages = 68,
  /** u32 first and last of the requests that can be cancelled: active_reqs, oldest first (by poll) */
  active_first = 120,
  active_last = 124,
  /** u32[64] L[cpu]: slots this CPU may hand out (by submit and completion on it) */
  cpu_reqs_available = 256,
  SIZEOF = 512,
}

export enum KioctxState {
  Free = 0,
  /** Being made by io_setup: not in the table yet. */
  Setup = 1,
  Live = 2,
  /** kill_ioctx: out of the table, waits for requests and users. */
  Dead = 3,
}

/** struct aio_kiocb: one request, 128 bytes, in slabs in frames of the kernel. */
export const enum Kiocb {
  /** u16 context, 0: a read or write system call sleeps for it; u16 file; u16 inode of the eventfd of RESFD, 0: none */
  ctx = 0,
  file = 2,
  eventfd = 4,
  /** u8 IocbCmd; u8 KiocbState (by submit, device, completion) */
  opcode = 6,
  state = 7,
  /** u64 user address of the iocb; u64 aio_data: what the event will say */
  obj = 8,
  data = 16,
  /** i64 result, once it is known; i64 offset in the file */
  res = 24,
  pos = 32,
  /** IovIter, 48 bytes: what memory is left to fill or to read (by transfer); a POLL or FSYNC has PollKiocb there */
  iter = 40,
  /** u64 when the device will be done, in ns (by submit) */
  due = 88,
  /** u32 number of this request since boot; u32 next free request while it is free */
  serial = 96,
  next_free = 100,
  /** u32 Rwf flags; u8 task that submitted it, u8 its CPU; u8 address space; u8 CompleteStep (by completion) */
  rw_flags = 104,
  task = 108,
  cpu = 109,
  mm = 110,
  complete_step = 111,
  /** u64 first buffer, or iovec array, as the iocb has it */
  buf = 112,
  /** u32 events in the ring when tail was published, for waking (by completion); u32 bytes at the device */
  available = 120,
  bytes = 124,
  SIZEOF = 128,
}

/** struct poll_iocb and struct fsync_iocb, in the place of Kiocb.iter, which they do not use. */
export const enum PollKiocb {
  /** u32 events asked for; then those it was woken with */
  events = 40,
  /** u32 neighbours in the wait queue, newest first; u32 neighbours in the context's list, oldest first */
  wait_next = 44,
  wait_prev = 48,
  active_next = 52,
  active_prev = 56,
  /** u32 next request whose completion has to begin */
  run_next = 60,
  /** u8 1: in a wait queue, 2: in the context's list; u8 cancelled; u8 a worker is on its way; u8 it has to come again (by wake, io_cancel) */
  waits = 64,
  cancelled = 65,
  work_scheduled = 66,
  work_need_resched = 67,
  /** u32 ordinal, u16 activity, u8 task: whose moments its completion is (by wake, worker) */
  ordinal = 68,
  activity = 72,
  actor = 74,
  /** u8 which of the file's two wait queues, see Inode.wait_queues */
  queue = 75,
  /** u32 Sim.waiters when it began to wait: a later one is woken earlier */
  order = 76,
}

/** struct io_kiocb: a request of io_uring is a Kiocb whose ctx is 0, with these of its own in it. */
export const enum IoKiocb {
  /** u16 its ring, in place of Kiocb.eventfd; 0: a request of no ring */
  ring = 4,
  /** u32 struct async_poll: the request that goes on when this row is woken, 0: this row is a request itself */
  owner = 8,
  /** u8 1: the I/O is at the file's own position, which moves */
  cur_pos = 12,
  /** u32 next of the requests whose CQEs wait to be written, in place of Kiocb.next_free */
  next = 100,
}

/** struct io_ring_ctx of io_uring: what the kernel keeps for itself. */
export const enum IoRing {
  /** u32 inode, 0: free row; u32 IORING_SETUP_ flags; u32 address space that made it; u32 1: its last fd is closed */
  inode = 0,
  flags = 4,
  mm = 8,
  dead = 12,
  /** u32 sq_entries, u32 cq_entries: what the words of that name in the mapping were copied from */
  sq_entries = 16,
  cq_entries = 20,
  /** u32 cached_sq_head (by io_uring_enter); u32 cached_cq_tail (by completion) */
  cached_sq_head = 24,
  cached_cq_tail = 28,
  /** u32 physical address of struct io_rings, in frames side by side; u32 pages; the same of the SQEs */
  rings = 32,
  ring_pages = 36,
  sqes = 40,
  sqe_pages = 44,
  /** u32 where the array of indexes begins in the rings, 0: IORING_SETUP_NO_SQARRAY */
  sq_array = 48,
  /** u32 requests whose CQE is not written yet; u32 tasks asleep in io_uring_enter */
  in_flight = 52,
  waiters = 56,
  /** u32 first and last CQE for which the queue had no room: cq_overflow_list (by completion, io_uring_enter); u32 how many */
  overflow_first = 60,
  overflow_last = 64,
  overflow = 68,
  /** u32 first and last request that io_uring_enter has finished and whose CQE comes before it returns: compl_reqs */
  compl_first = 72,
  compl_last = 76,
  /** u32 cq.head as it was when the program's code was looked at last (by run) */
  seen_cq_head = 80,
  /** u32 Restrictions (by io_uring_register); u32 IOSQE_ flags that are allowed, and << 8 those that an SQE must have */
  restrictions = 84,
  sqe_flags = 88,
  /** u64 calls of io_uring_register, and opcodes of SQEs, that are allowed: a bit each */
  register_ops = 96,
  sqe_ops = 104,
  /** u32 first and last that waits for its file, in the places of Kioctx */
  active_first = 120,
  active_last = 124,
  SIZEOF = 128,
}

/** What has become of IoRing.restrictions; 0: there are none. */
export enum Restrictions {
  Registered = 1,
  /** The ring is enabled. */
  InForce = 2,
}

export enum KiocbState {
  Free = 0,
  /** io_submit prepares and runs it. */
  Submitted = 1,
  /** Its I/O waits for the device. */
  AtDevice = 2,
  /** Its result is known, its event is on the way to the ring. */
  Completing = 3,
  /** A POLL that waits for its file. */
  Polling = 4,
  /** A worker of the kernel will do its FSYNC. */
  AtWorker = 5,
  /** No request of a program: the disk reads or writes pages of the cache. file is the inode, pos the first page. */
  PageRead = 6,
  PageWrite = 7,
}

/** struct iov_iter: the memory of a transfer, consumed from the front. */
export const enum IovIter {
  /** u64 address and bytes left of the current segment */
  base = 0,
  left = 8,
  /** u64 bytes left over all segments; u64 bytes at the beginning */
  count = 16,
  total = 24,
  /** u32 segments after the current one; u32 where the next one is, in the kernel's copy of the iovec array */
  segments = 32,
  next = 36,
  /** u32 first frame of that copy, 0: none. A frame holds 255 iovecs, then the address of the next frame. */
  frames = 40,
  /** u32 first frame of the list of pages it was given, see sim/pins; 0: those of the page table */
  pinned = 44,
  SIZEOF = 48,
}

/** An open file: struct file, 64 bytes. */
export const enum File {
  /** u16 inode; u32 references: fds and requests in flight, 0: free row */
  inode = 0,
  refs = 4,
  /** u32 O_* flags as F_GETFL shows them; u32 FileMode */
  flags = 8,
  mode = 12,
  /** u64 f_pos (by read, write, lseek; never by AIO: RES-10) */
  pos = 16,
  /** u8 1: what a file of sysfs says was read (by read) */
  seen = 24,
  SIZEOF = 64,
}

/** File.mode */
export const enum FileMode {
  Read = 1,
  Write = 2,
  /** lseek, pread and pwrite make sense. */
  Seek = 4,
  /** O_PATH: only a name. */
  Path = 8,
}

/** A file itself: struct inode, 128 bytes. */
export const enum Inode {
  /** u8 InodeType; u8 1: it lies in memory (tmpfs), no disk has it; u32 number of names; u32 open files, 0 and no
   *  name: free row */
  type = 0,
  in_memory = 1,
  mode = 2,
  nlink = 4,
  refs = 8,
  /** u32 seed of the first content; u64 size in bytes (by write, ftruncate) */
  seed = 12,
  size = 16,
  /** u64 bytes [0, seed_end) that are not in the page cache come from byteAt(seed); the rest is a hole */
  seed_end = 24,
  /** u32 first frame of the page cache (frame number), u32 how many */
  pages = 32,
  nr_pages = 36,
  /** u64 times in ns since boot */
  atime = 40,
  mtime = 48,
  ctime = 56,
  /** Regular. u32 frames of sets of pages (sim/page-ranges): not in the cache (by fadvise), allocated (by fallocate);
   *  u32 pages newer than the disk, and on their way to it (by write, page-io) */
  cold = 64,
  allocated = 68,
  unsaved = 76,
  /** In memory. u32 F_SEAL_ bits (by F_ADD_SEALS) */
  seals = 80,
  /** Pipe. u32 open read ends, u32 open write ends, u32 number of its row in PIPES */
  readers = 64,
  writers = 68,
  pipe = 72,
  /** Unix. u32 inode of the other socket, 0: it is closed; u32 sk_err (by close). What it can read is in `pipe`, as of Pty */
  peer = 64,
  sk_err = 68,
  /** Pty. u64 bytes that were written. Eventfd. u64 count (by completion, write, read), u32 EFD_SEMAPHORE. Timerfd. u64 expirations nobody read (by timer, read) */
  count = 80,
  semaphore = 88,
  /** u32[2] addresses of the newest POLL that waits: a pipe's read end and write end; any other file has only the first */
  wait_queues = 92,
  /** u32 first Epitem that watches it. Epoll. u32 first Epitem of its own */
  watchers = 100,
  items = 104,
  /** Epoll. u32 first and last Epitem that is ready */
  ready_first = 108,
  ready_last = 112,
  /** Timerfd. u64 when it goes off, 0: not armed; u64 interval in ns (by timerfd_settime, timer, read);
   *  u8 clock, u8 gone off since it was set or read, u8 armed; u32 inode of the next that is armed */
  expires = 104,
  interval = 112,
  clock = 120,
  expired = 121,
  armed = 122,
  timer_next = 124,
  SIZEOF = 128,
}

export enum InodeType {
  Free = 0,
  Regular = 1,
  Directory = 2,
  Pipe = 3,
  Eventfd = 4,
  /** fds 0, 1 and 2: pipes whose other end is outside the machine. */
  Console = 5,
  Null = 6,
  Zero = 7,
  Full = 8,
  /** /proc/sys/fs/aio-nr and aio-max-nr. */
  AioNr = 9,
  AioMaxNr = 10,
  Timerfd = 11,
  Epoll = 12,
  Urandom = 13,
  /** /proc/self/maps, and what else of /proc/self has no read_iter: status, mem. */
  ProcMaps = 14,
  ProcSelf = 15,
  /** /proc/uptime. */
  Uptime = 16,
  /** Of sysfs: /sys/devices/system/cpu/possible, and what the disk has done. */
  CpusPossible = 17,
  DiskStat = 18,
  /** Sockets: one of a pair of AF_UNIX; of AF_INET, without address and peer. */
  Unix = 19,
  Tcp = 20,
  Udp = 21,
  /** /dev/ptmx, and what opening it makes: the master of a pty. */
  Ptmx = 22,
  Pty = 23,
  /** anon_inode:[io_uring]; count is the number of its ring. */
  IoUring = 24,
}

/** struct epitem: a file that an epoll watches, 64 bytes, in slabs in frames of the kernel. */
export const enum Epitem {
  /** u16 inode of the epoll, 0: free; u16 file; u32 fd it was added under */
  epoll = 0,
  file = 2,
  fd = 4,
  /** u32 events asked for (EPOLLET, EPOLLONESHOT); u8 in the ready list */
  events = 8,
  ready = 12,
  /** u64 epoll_data */
  data = 16,
  /** u32 next of the epoll, or next free; u32 next that watches the same inode; u32 next that is ready */
  next = 24,
  next_watcher = 28,
  next_ready = 32,
  /** u32 Sim.waiters when it was added */
  order = 36,
  SIZEOF = 64,
}

/** A name, 288 bytes. */
export const enum Dentry {
  /** u16 inode, 0: free row; u16 length of the name, then its bytes */
  inode = 0,
  length = 2,
  name = 4,
  SIZEOF = 288,
}

/** struct pipe_inode_info: up to 16 pages, 320 bytes. */
export const enum Pipe {
  /** u32 pages ever filled, u32 pages ever emptied; the buffers in use are [tail, head) modulo 16 */
  head = 0,
  tail = 4,
  used = 8,
  /** 16 x { frame u32, offset u32, length u32, unused u32 } */
  buffers = 64,
  BUFFER_SIZEOF = 16,
  SIZEOF = 320,
}

/** What a page cache frame holds, 16 bytes a frame, by frame number. */
export const enum PageRow {
  /** u32 page of the file; u16 inode */
  index = 0,
  inode = 4,
  /** u8 written since it was made from the seed, so it cannot be made again; u8 PageState bits */
  dirty = 6,
  state = 7,
  /** u16 frame numbers: next in the hash bucket, neighbours in the inode's list */
  bucket_next = 8,
  next = 10,
  previous = 12,
  SIZEOF = 16,
}

/** PageRow.state: where a page stands between cache and disk. */
export const enum PageState {
  /** The frame is what the disk has; the cache does not have the page. */
  Uncached = 1,
  /** The disk is reading it: not in the cache yet (by page-io). */
  Reading = 2,
  /** Newer than what the disk has: PG_dirty. */
  Unsaved = 4,
  /** On its way to the disk: PG_writeback (by page-io). */
  Saving = 8,
  /** A block of the disk is counted for it: Sim.disk_used. */
  Counted = 16,
}

/** A request in the device's queue, 16 bytes; 256 in a frame. */
export const enum DeviceEntry {
  /** u64 due time in ns, u32 serial (the earlier one wins a tie), u32 address of the Kiocb */
  due = 0,
  serial = 8,
  request = 12,
  SIZEOF = 16,
}

/** An address space, MM_SIZE bytes at MMS. */
export const enum Mm {
  /** u64 end of the heap (by brk) */
  brk = 0,
  /** u32 slots in the table of contexts: 0, 4, 16, 64, 256 (SET-07); u32 contexts alive */
  ioctx_table_nr = 8,
  ioctx_count = 12,
}

/** From MACHINE on: the simulator's own words, behind Machine.SIM. */
export const enum Sim {
  /** u32 first frame never used yet; u32 first frame of the free list, 0: none (by frames) */
  frames_fresh = 128,
  frames_free_list = 132,
  /** u32 frames without owner; u32 frames promised to lazy pages (by frames) */
  frames_free = 136,
  frames_reserved = 140,
  /** u32 where the search for a page to give up goes on (by page-cache) */
  reclaim_hand = 144,
  /** u32 first free request, u32 requests ever made (by requests) */
  kiocb_free = 148,
  kiocb_serial = 152,
  /** u32 requests at the device; u64 when each of its DEVICE_UNITS is free again (by device) */
  device_length = 156,
  device_free = 160,
  /** u32 request whose completion is going on outside of io_submit, 0: none; u32 ordinal of the last aio_complete (by run) */
  interrupt = 192,
  interrupts = 196,
  /** u32 timers gone off, u32 sleeps ended by the device: ordinals of these activities (by run) */
  timers = 200,
  endios = 204,
  /** Whose moment it is, in place for a record's words: u32 task << 24, u32 ordinal, u64 activity << 48 (by run) */
  actor = 208,
  ordinal = 212,
  activity = 216,
  /** u32 highest task row in use; u32 sleeps so far, so that the newest waiter is known (by tasks) */
  last_task = 224,
  sleeps = 228,
  /** i32 WaitReason and u64 object that a read or write which cannot go on waits for (by files) */
  wait_reason = 232,
  wait_object = 240,
  /** u32 first and last request whose completion has to begin; u32 task whose call is over once they have (by poll) */
  run_first = 252,
  run_last = 256,
  returning = 260,
  /** u32 first and last request a worker is on its way to, in order of time (by poll) */
  work_first = 280,
  work_last = 284,
  /** u32 Activity or system call, u32 ordinal, u32 task: whose moments the completion in progress is (by run) */
  interrupt_activity = 288,
  interrupt_ordinal = 292,
  interrupt_task = 296,
  /** u32 waits of polls and epolls so far */
  waiters = 300,
  /** u32 workers' turns so far: ordinals of aio_poll_work and aio_fsync_work (by run) */
  poll_works = 264,
  fsync_works = 268,
  /** u32 inode of the timerfd that goes off first, the rest behind it; u32 first free Epitem */
  timers_armed = 272,
  epitem_free = 276,
  /** u64 when the first timer of setitimer goes off, NEVER: none (by itimer) */
  itimer_due = 304,
  /** u32 handlers begun so far: ordinals of handle_signal */
  handled = 312,
  /** u32 the last tid given; u32 statements of the current task since others could have run instead (by run) */
  last_tid = 316,
  turn = 320,
  /** u32 bytes copied and looked at, in units of work, since run() looked (by copies) */
  work = 248,
  /** u32 Feature bits of the kernel that is modelled */
  features = 400,
  /** The disk, see sim/device: u32 ns a throttle leaves between two requests, 0: none; u32 requests it takes at a time,
   *  0: any number; u32 blocks of 4 KiB for new data, 0: no end; u32 FileSystem bits (set_disk) */
  disk_throttle = 404,
  disk_requests = 408,
  disk_blocks = 412,
  file_system = 416,
  /** u32 blocks in use; u64 when the throttle lets the next request pass */
  disk_used = 420,
  throttle_free = 424,
  /** u32 times that task_work of io_uring ran: ordinals of tctx_task_work (by run) */
  task_works = 480,
  /** u32 reads and writes done by the disk, u32 requests that became part of the one before: /sys/dev/block/…/stat */
  disk_reads = 432,
  disk_read_merges = 436,
  disk_writes = 440,
  disk_write_merges = 444,
  /** u64 sectors of 512 bytes read, and written */
  disk_read_sectors = 464,
  disk_write_sectors = 472,
  /** u32 tasks that wait in ftruncate until no O_DIRECT is in flight */
  direct_waiters = 448,
  /** u32 pages asked for, u64 ns until they are there: what a transfer that must wait for the page cache has begun */
  wait_pages = 452,
  wait_ns = 456,
  /** u32 requests of aio contexts stay at the disk until somebody says that they are done (hold_disk) */
  disk_held = 484,
  /** u32 highest row of IO_RINGS that was ever in use: whether anybody has to look at cq.head (by io-rings) */
  last_ring = 488,
  /** u32[448] system calls entered so far, by number: their ordinals */
  ordinals = 0x800,
}

/** What O_DIRECT writes do to a file system before they are on their way. Bits of Sim.file_system; 0 is ext4. */
export enum FileSystem {
  /** A write into a hole is waited for (BLK-10). */
  HolesWait = 1,
  /** A write over old data goes elsewhere, and is waited for (BLK-05). */
  CopiesOnWrite = 2,
  /** There is no fallocate: what it should allocate stays a hole. */
  NoFallocate = 4,
}

/** What a version of the kernel has and others have not: assembly/sim/features.ts says which. Bits of Sim.features. */
export enum Feature {
  /** fs.aio-nr counts the doubled nr_events, and up to twice fs.aio-max-nr (SET-09). */
  AioNrDoubled = 0x1,
  /** A completion wakes every waiter, whatever it waits for (GET-08). */
  WakesAll = 0x2,
  /** RWF_NOAPPEND and RWF_ATOMIC are known (UAPI-06). */
  RwfNoappendAtomic = 0x4,
  /** RWF_DONTCACHE and RWF_NOSIGNAL are known (UAPI-06). */
  RwfDontcacheNosignal = 0x8,
  /** Pipes and sockets know RWF_NOWAIT (RW-02). */
  NowaitStreams = 0x10,
  /** A RWF_NOWAIT read that finds no page has it read, so that the next one finds it (BLK-16). */
  NowaitReadsAhead = 0x20,
  /** timerfd and signalfd can be read by AIO (FDK). */
  TimerfdReadIter = 0x40,
  /** tmpfs and memfd take O_DIRECT (RES-05). */
  TmpfsDirect = 0x80,
  /** A write to an eventfd is 8 bytes, no more. */
  EventfdExactly8 = 0x100,
  /** A buffered write that faults behind the end of the file moves the end there. */
  SizeMovesOnFault = 0x200,
  /** O_DIRECT looks at the alignment of memory only when it splits a request (RES-04). */
  DirectAlignsLate = 0x400,
  /** mremap to an address of the caller's unmaps what is there before anybody looks at what is to move. */
  MremapClearsFirst = 0x800,
  /** A ring is mremapped as a whole or not at all (MAP-02). */
  RingMovesWhole = 0x1000,
  /** A child process does not get a ring (VM_DONTCOPY, UAPI-09). */
  RingStaysBehind = 0x2000,
}

/** From a task's row on: the simulator's own words, behind Task.SIM. */
export const enum TaskSim {
  /** u32 its system calls come through syscall(), it is never run */
  direct = 320,
  /** u32 Sim.sleeps when it fell asleep; u32 its deadline is what ended the sleep */
  sleep = 324,
  timed_out = 328,
  /** u32 TIF_SIGPENDING: a signal has to be looked at before it runs its own code again */
  notified = 332,
  /** i64 least events a sleeper in io_getevents wants */
  min_nr = 336,
  /** IovIter of a read or write system call */
  iter = 344,
  /** u64 signals it does not take (by rt_sigprocmask, handlers); u64 pending for it alone; bit n-1 is signal n */
  blocked = 392,
  pending = 400,
  /** u64 the mask that a call put aside (set_user_sigmask); u32 it has to come back */
  saved_blocked = 408,
  restore_blocked = 416,
  /** i32 how the call in progress ended without a result: a Restart, 0: it did not; u64 until when it would have slept */
  restart = 420,
  restart_until = 424,
  /** u64 address where 0 is stored and a futex woken when it ends (CLONE_CHILD_CLEARTID), 0: none */
  clear_tid = 440,
  /** u64 physical address of the futex it sleeps on, 0 once it is woken; u64 CPUs it may run on, 0: all */
  futex = 448,
  affinity = 456,
  /** u32 nobody asks for it any more: another task may have its row (by exit, wait) */
  gone = 432,
  /** u32 how often it has slept: voluntary context switches (by block) */
  voluntary_switches = 504,
}

/** A row of FRAME_TABLE, 8 bytes. */
export const enum FrameRow {
  /** u8 FrameOwner */
  owner = 0,
  /** u16 inode, kioctx or address space it belongs to */
  object = 2,
  /** u32 references: page table entries plus kernel pointers; in a free frame, the next free one */
  refs = 4,
  SIZEOF = 8,
}

export enum FrameOwner {
  Free = 0,
  /** Anonymous memory, and the program's segments. */
  Anonymous = 1,
  /** A page of a file. */
  PageCache = 2,
  /** A page of an aio ring. */
  AioRing = 3,
  /** The kernel's: requests, queues, tables. */
  Kernel = 4,
  /** A page in a pipe. */
  Pipe = 5,
  /** A page of the rings or the SQEs of io_uring. */
  IoUring = 6,
}

/** What went wrong in kring itself: Machine.bug. */
export enum BugCode {
  None = 0,
  /** A step machine stands where it has no step; detail: task, step. */
  LostStep = 1,
  /** Neither the device nor a timer has the event that is due; detail: its time. */
  NoEvent = 2,
  /** No frame is left for the list of pages that a request in flight holds. */
  NoFrameToPin = 3,
}
