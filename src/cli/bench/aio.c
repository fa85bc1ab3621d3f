/*
 * The model's AIO in C: what assembly/ does for the benchmark's workload, moment by moment, with the same checks,
 * records, page table, dirty marks, clock and device. Only paths the workload takes are whole; others end the program.
 *
 * aio ROUNDS: runs that many rounds and prints "ns per I/O, I/Os, virtual ns, checksum of the events in order".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int64_t s64;

enum { BATCH = 32, IN_FLIGHT = 64, NR_EVENTS = 128, BYTES = 512, FILE_SIZE = 1 << 20, NR_CPUS = 2, SEED = 1 };
enum { PAGE = 4096, PAGES = 256, EVENTS_PER_PAGE = 128, TRACE_SIZE = 1 << 20, LONGEST_MOMENT = 1 << 17 };
enum { PTE_READ = 1, PTE_WRITE = 2 };
enum { EAGAIN_ = 11, EFAULT_ = 14, EINVAL_ = 22, EBADF_ = 9 };

static const u64 WINDOW = 0x1000000000, WINDOW_SIZE = 0x10000000, NEVER = ~0ull;
static const u64 TASK_SIZE_MAX = 0x7ffffffff000, MAX_RW_COUNT = 0x7ffff000;
static const u64 DATA = 0x1000410000, RING = 0x100dfff000;

enum step {
  CALL = 1, LOOKUP_IOCTX, COPY_IOCB, TAKE_SLOT, REFILL_SLOTS, LOOKUP_FILE, WRITE_KEY, PREPARE_RW, ISSUE, TRANSFER,
  QUEUE_AT_DEVICE, FILL_SLOT, WMB_BEFORE_TAIL, PUBLISH_TAIL, WAKE_WAITERS, READ_EVENTS, STORE_HEAD, WAIT_FOR_EVENTS,
  BLOCK, WAKE, ENTER, RETURN,
};
static const u16 COST[32] = {
  [CALL] = 100, [LOOKUP_IOCTX] = 20, [COPY_IOCB] = 20, [TAKE_SLOT] = 20, [REFILL_SLOTS] = 20, [LOOKUP_FILE] = 20,
  [WRITE_KEY] = 20, [PREPARE_RW] = 20, [ISSUE] = 60, [TRANSFER] = 60, [QUEUE_AT_DEVICE] = 400, [FILL_SLOT] = 20,
  [WMB_BEFORE_TAIL] = 20, [PUBLISH_TAIL] = 20, [WAKE_WAITERS] = 200, [READ_EVENTS] = 20, [STORE_HEAD] = 20,
  [WAIT_FOR_EVENTS] = 500,
};

struct iocb {
  u64 data;
  u32 key, rw_flags;
  u16 opcode;
  short reqprio;
  u32 fildes;
  u64 buf, nbytes;
  s64 offset;
  u64 reserved2;
  u32 flags, resfd;
};
struct event { u64 data, obj; s64 res, res2; };
struct ring { u32 id, nr, head, tail, magic, compat, incompat, header_length; };
struct iter { u64 base, left, count, total; };
struct inode { u64 size, seed_end, atime; u32 seed, type; };
struct file { struct inode *inode; u32 refs, flags, mode; };
struct kioctx {
  u64 user_id;
  u32 state, id, nr, batch, available, completed, tail, in_flight, users, waiters;
  u8 *pages[4];
  u32 cpu_available[NR_CPUS];
};
enum request_state { FREE, SUBMITTED, AT_DEVICE, COMPLETING };
enum complete_step { C_FILL, C_WMB, C_PUBLISH, C_REFILL, C_WAKE, C_DONE };
struct kiocb {
  struct kioctx *ctx;
  struct file *file;
  struct kiocb *next;
  u8 opcode, state, complete_step, cpu;
  u32 serial, rw_flags, available, bytes;
  u64 obj, data, due, buf;
  s64 res, pos;
  struct iter iter;
};
struct entry { u64 due; u32 serial, unused; struct kiocb *request; };
enum task_state { USER, KERNEL, BLOCKED };
enum { SUBMIT = 209, GETEVENTS = 208 };
struct task {
  u32 state, step, nr, cpu;
  u64 args[6], result;
  struct kioctx *ctx;
  struct kiocb *request;
  s64 index, count, error, got, round, missing;
  u32 refilled, old_head, head, tail;
  u64 until, user_iocb, wait_object;
  struct iocb iocb;
};

static u32 page_table[65536];
static u8 frames[PAGES * PAGE] __attribute__((aligned(4096)));
static u16 dirty[PAGES];
static u8 trace[TRACE_SIZE];
static u32 trace_length, frames_used;
static u64 now, position, next_event, device_free[4], activity, actor;
static struct entry heap[4096];
static u32 heap_length;
static struct kiocb *free_requests, *interrupt;
static u32 serial;
static struct task task;
static struct file *fds[1024];
static struct kioctx *ioctx_table[4];
static u32 ordinals[448], interrupts;

static void die(const char *why) { fprintf(stderr, "aio: %s\n", why); exit(1); }

/* memory */
static u32 frame_of(const void *p) { return (u32)((const u8 *)p - frames) / PAGE; }
static void mark(const void *p) { dirty[frame_of(p)] = 0x0101; }
static u8 *alloc_frame(void) {
  if (frames_used == PAGES) die("out of frames");
  u8 *frame = frames + PAGE * frames_used++;
  mark(frame);
  return frame;
}
static void map(u64 address, u8 *frame) {
  page_table[(address - WINDOW) / PAGE] = frame_of(frame) * PAGE | PTE_READ | PTE_WRITE;
}
static u8 *translate(u64 address, u32 access) {
  if (address - WINDOW >= WINDOW_SIZE) return 0;
  u32 pte = page_table[(address - WINDOW) / PAGE];
  if ((pte & access) != access) return 0;
  return frames + (pte & ~(u32)(PAGE - 1)) + (address & (PAGE - 1));
}
static void spend(u64 ns) { now += ns; }
static void spend_copy(u64 bytes) { spend((bytes + 63) / 64 * 8); }
static u64 left_in_page(u64 address, u64 length) {
  u64 left = PAGE - (address & (PAGE - 1));
  return length < left ? length : left;
}
static u64 copy_from_user(void *to, u64 from, u64 length) {
  while (length > 0) {
    u64 chunk = left_in_page(from, length);
    u8 *source = translate(from, PTE_READ);
    if (!source) break;
    memcpy(to, source, chunk);
    spend_copy(chunk);
    to = (u8 *)to + chunk;
    from += chunk;
    length -= chunk;
  }
  return length;
}
static u64 copy_to_user(u64 to, const void *from, u64 length) {
  while (length > 0) {
    u64 chunk = left_in_page(to, length);
    u8 *target = translate(to, PTE_WRITE);
    if (!target) break;
    memcpy(target, from, chunk);
    mark(target);
    spend_copy(chunk);
    to += chunk;
    from = (const u8 *)from + chunk;
    length -= chunk;
  }
  return length;
}
static int put_user32(u64 to, u32 value) {
  if ((to & 4095) > 4092) die("key across pages");
  u8 *target = translate(to, PTE_WRITE);
  if (!target) return 0;
  memcpy(target, &value, 4);
  mark(target);
  return 1;
}

/* records */
static void set_actor(u32 what, u32 ordinal, u32 who) {
  actor = (u64)who << 24 | (u64)ordinal << 32;
  activity = (u64)what << 48;
}
static u64 *record(u32 kind, u32 step, u32 words) {
  u64 *at = (u64 *)(trace + trace_length);
  trace_length += 24 + words * 8;
  at[0] = actor | (kind | step << 8 | words << 16);
  at[1] = activity | position;
  at[2] = now;
  return at + 3;
}
static u64 *step(enum step name, u32 words) {
  spend(COST[name]);
  return record(3, name, words);
}
static void step1(enum step name, u64 a) { step(name, 1)[0] = a; }
static void step2(enum step name, u64 a, u64 b) {
  u64 *at = step(name, 2);
  at[0] = a, at[1] = b;
}
static void step3(enum step name, u64 a, u64 b, u64 c) {
  u64 *at = step(name, 3);
  at[0] = a, at[1] = b, at[2] = c;
}
static void step4(enum step name, u64 a, u64 b, u64 c, u64 d) {
  u64 *at = step(name, 4);
  at[0] = a, at[1] = b, at[2] = c, at[3] = d;
}
static void step5(enum step name, u64 a, u64 b, u64 c, u64 d, u64 e) {
  u64 *at = step(name, 5);
  at[0] = a, at[1] = b, at[2] = c, at[3] = d, at[4] = e;
}

/* tasks */
static void act_as_task(void) { set_actor(task.nr, ordinals[task.nr], 2); }
static void finish(s64 result) {
  task.result = result;
  task.state = USER;
  record(2, 0, 1)[0] = result;
}
static void go(u32 next) { task.step = next; }
static void block(u64 object) {
  task.state = BLOCKED;
  task.wait_object = object;
  u64 *at = record(5, 0, 2);
  at[0] = 1, at[1] = object;
}
static void wake(void) {
  u64 saved = activity, saved_actor = actor;
  act_as_task();
  u64 *at = record(6, 0, 2);
  at[0] = 1, at[1] = task.wait_object;
  activity = saved, actor = saved_actor;
  task.state = KERNEL;
}

/* device */
static u64 content_word(u32 seed, u64 word) {
  u64 x = word + seed * 0x9e3779b97f4a7c15ull;
  x ^= x >> 30, x *= 0xbf58476d1ce4e5b9ull, x ^= x >> 27, x *= 0x94d049bb133111ebull;
  return x ^ x >> 31;
}
static int earlier(const struct entry *a, const struct entry *b) {
  return a->due != b->due ? a->due < b->due : a->serial < b->serial;
}
static u64 device_due(void) { return heap_length == 0 ? NEVER : heap[0].due; }
static void sift_up(u32 index) {
  struct entry moved = heap[index];
  for (; index > 0; index = (index - 1) / 2) {
    if (!earlier(&moved, &heap[(index - 1) / 2])) break;
    heap[index] = heap[(index - 1) / 2];
  }
  heap[index] = moved;
}
static u64 schedule(u32 number, u64 bytes) {
  u64 *unit = device_free;
  for (int i = 1; i < 4; i++) if (device_free[i] < *unit) unit = &device_free[i];
  u64 begin = *unit > now ? *unit : now;
  *unit = begin + 60000 + content_word(SEED + 1, number) % 40000 + (bytes + 511) / 512 * 250;
  return *unit;
}
static u64 queue_at_device(struct kiocb *request, u64 bytes) {
  if (heap_length == 4096) return 0;
  u64 due = schedule(request->serial, bytes);
  request->due = due;
  request->bytes = bytes;
  request->state = AT_DEVICE;
  heap[heap_length] = (struct entry){ due, request->serial, 0, request };
  sift_up(heap_length++);
  if (due < next_event) next_event = due;
  return due - now;
}
static struct kiocb *take_from_device(void) {
  struct kiocb *request = heap[0].request;
  struct entry last = heap[--heap_length];
  u32 index = 0;
  for (u32 child = 1; child < heap_length; child = 2 * index + 1) {
    if (child + 1 < heap_length && earlier(&heap[child + 1], &heap[child])) child++;
    if (!earlier(&heap[child], &last)) break;
    heap[index] = heap[child];
    index = child;
  }
  heap[index] = last;
  return request;
}

/* requests and slots */
static struct kiocb *alloc_request(void) {
  struct kiocb *request = free_requests;
  if (!request) return 0;
  free_requests = request->next;
  memset(request, 0, sizeof *request);
  request->serial = ++serial;
  request->state = SUBMITTED;
  return request;
}
static void free_request(struct kiocb *request) {
  request->state = FREE;
  request->next = free_requests;
  free_requests = request;
}
static struct ring *header(struct kioctx *ctx) { return (struct ring *)ctx->pages[0]; }
static struct event *ring_event(struct kioctx *ctx, u32 slot) {
  return (struct event *)ctx->pages[(slot + 1) / EVENTS_PER_PAGE] + (slot + 1) % EVENTS_PER_PAGE;
}
static int get_reqs_available(struct kioctx *ctx, u32 cpu) {
  if (ctx->cpu_available[cpu] == 0) {
    if (ctx->available < ctx->batch) return 0;
    ctx->available -= ctx->batch;
    ctx->cpu_available[cpu] = ctx->batch;
  }
  ctx->cpu_available[cpu]--;
  return 1;
}
static void put_reqs_available(struct kioctx *ctx, u32 cpu, u32 count) {
  u32 local = ctx->cpu_available[cpu] + count, kept = local;
  if (local >= ctx->batch * 2) kept = ctx->batch + local % ctx->batch;
  ctx->cpu_available[cpu] = kept;
  ctx->available += local - kept;
}
static u32 recyclable(struct kioctx *ctx) {
  u32 head = header(ctx)->head;
  if (head >= ctx->nr) head %= ctx->nr;
  u32 in_ring = head <= ctx->tail ? ctx->tail - head : ctx->nr - (head - ctx->tail);
  return in_ring < ctx->completed ? ctx->completed - in_ring : 0;
}
static u32 refill(struct kioctx *ctx, u32 cpu) {
  u32 count = recyclable(ctx);
  if (count == 0) return 0;
  ctx->completed -= count;
  put_reqs_available(ctx, cpu, count);
  return count;
}
static struct kioctx *lookup_ioctx(u64 handle) {
  if ((handle & 4095) > 4092) die("handle across pages");
  struct ring *ring = (struct ring *)translate(handle, PTE_READ);
  if (!ring || ring->id >= 4) return 0;
  struct kioctx *ctx = ioctx_table[ring->id];
  if (!ctx || ctx->user_id != handle) return 0;
  ctx->users++;
  return ctx;
}

/* aio_complete */
static void begin_completion(struct kiocb *request, s64 result) {
  request->res = result;
  request->state = COMPLETING;
  request->complete_step = C_FILL;
}
static void fill_slot(struct kioctx *ctx, struct kiocb *request) {
  struct event *event = ring_event(ctx, ctx->tail);
  *event = (struct event){ request->data, request->obj, request->res, 0 };
  mark(event);
  step5(FILL_SLOT, ctx->user_id, request->obj, ctx->tail, request->data, request->res);
}
static void publish_tail(struct kioctx *ctx, struct kiocb *request) {
  u32 before = ctx->tail, tail = before + 1 >= ctx->nr ? 0 : before + 1, head = header(ctx)->head;
  ctx->tail = tail;
  header(ctx)->tail = tail;
  mark(header(ctx));
  ctx->completed++;
  request->available = tail > head ? tail - head : tail + ctx->nr - head;
  step4(PUBLISH_TAIL, ctx->user_id, request->obj, before, tail);
}
static u32 after_unlock(struct kioctx *ctx) { return ctx->waiters == 0 ? C_DONE : C_WAKE; }
static int advance_completion(struct kiocb *request) {
  struct kioctx *ctx = request->ctx;
  u32 next;
  switch (request->complete_step) {
    case C_FILL:
      fill_slot(ctx, request);
      next = C_WMB;
      break;
    case C_WMB:
      step2(WMB_BEFORE_TAIL, ctx->user_id, request->obj);
      next = C_PUBLISH;
      break;
    case C_PUBLISH:
      publish_tail(ctx, request);
      next = ctx->completed > 1 && recyclable(ctx) > 0 ? C_REFILL : after_unlock(ctx);
      break;
    case C_REFILL:
      step3(REFILL_SLOTS, ctx->user_id, refill(ctx, request->cpu), ctx->completed);
      next = after_unlock(ctx);
      break;
    default: {
      u32 woken = 0;
      if (task.state == BLOCKED && (s64)request->available >= task.missing) wake(), woken++;
      step3(WAKE_WAITERS, ctx->user_id, request->obj, woken);
      next = C_DONE;
    }
  }
  if (next == C_DONE) {
    request->file->refs--;
    free_request(request);
    ctx->in_flight--;
    return 1;
  }
  request->complete_step = next;
  return 0;
}

/* io_submit */
enum { S_LOOKUP, S_COPY, S_SLOT, S_REFILL, S_FILE, S_KEY, S_PREPARE, S_ISSUE, S_QUEUE, S_COMPLETE, S_REFUSE };
static void fail(s64 error) {
  task.error = -error;
  go(S_REFUSE);
}
static void put_users(struct kioctx *ctx) { ctx->users--; }
static void submit_lookup(void) {
  s64 nr = task.args[1];
  if (nr < 0) return finish(-EINVAL_);
  step1(LOOKUP_IOCTX, task.args[0]);
  struct kioctx *ctx = lookup_ioctx(task.args[0]);
  if (!ctx) return finish(-EINVAL_);
  if (nr == 0) return put_users(ctx), finish(0);
  task.ctx = ctx;
  task.index = 0;
  task.count = nr < ctx->nr ? nr : ctx->nr;
  go(S_COPY);
}
static void copy_iocb(void) {
  task.user_iocb = 0, task.request = 0, task.refilled = 0;
  if (copy_from_user(&task.user_iocb, task.args[2] + task.index * 8, 8)) {
    step3(COPY_IOCB, task.ctx->user_id, 0, task.index);
    return fail(EFAULT_);
  }
  u64 missing = copy_from_user(&task.iocb, task.user_iocb, sizeof task.iocb);
  step3(COPY_IOCB, task.ctx->user_id, task.user_iocb, task.index);
  if (missing) return fail(EFAULT_);
  if (task.iocb.reserved2 || (s64)task.iocb.nbytes < 0) return fail(EINVAL_);
  go(S_SLOT);
}
static void take_slot(void) {
  struct kioctx *ctx = task.ctx;
  int taken = get_reqs_available(ctx, task.cpu);
  struct kiocb *request = taken ? alloc_request() : 0;
  step4(TAKE_SLOT, ctx->user_id, task.user_iocb, ctx->cpu_available[task.cpu], ctx->available);
  if (!taken) {
    if (task.refilled || ctx->completed == 0) return fail(EAGAIN_);
    return go(S_REFILL);
  }
  if (!request) return put_reqs_available(ctx, task.cpu, 1), fail(EAGAIN_);
  ctx->in_flight++;
  task.request = request;
  request->ctx = ctx;
  request->opcode = task.iocb.opcode > 255 ? 255 : task.iocb.opcode;
  request->obj = task.user_iocb;
  request->data = task.iocb.data;
  request->cpu = task.cpu;
  go(S_FILE);
}
static void submit_refill(void) {
  u32 count = refill(task.ctx, task.cpu);
  step3(REFILL_SLOTS, task.ctx->user_id, count, task.ctx->completed);
  task.refilled = 1;
  go(S_SLOT);
}
static void lookup_file(void) {
  u32 fd = task.iocb.fildes;
  step3(LOOKUP_FILE, task.ctx->user_id, task.user_iocb, (s64)(int)fd);
  struct file *file = fd < 1024 ? fds[fd] : 0;
  if (!file || file->mode & 8) return fail(EBADF_);
  file->refs++;
  task.request->file = file;
  if (task.iocb.flags & 1) die("eventfd");
  go(S_KEY);
}
static void write_key(void) {
  int written = put_user32(task.user_iocb + 8, 0);
  step2(WRITE_KEY, task.ctx->user_id, task.user_iocb);
  if (!written) return fail(EFAULT_);
  go(S_PREPARE);
}
static int access_ok(u64 address, u64 length) {
  return length <= TASK_SIZE_MAX && address <= TASK_SIZE_MAX - length;
}
static s64 prepare_rw(struct kiocb *request) {
  struct iocb *iocb = &task.iocb;
  if (iocb->flags & 2 || iocb->rw_flags) die("priorities and flags");
  if (!(request->file->mode & 1)) return -EBADF_;
  if (request->file->inode->type != 1) return -EINVAL_;
  u64 length = iocb->nbytes > MAX_RW_COUNT ? MAX_RW_COUNT : iocb->nbytes;
  if (!access_ok(iocb->buf, length)) return -EFAULT_;
  request->iter = (struct iter){ iocb->buf, length, length, length };
  if (iocb->offset < 0 || (s64)((u64)iocb->offset + length) < 0) return -EINVAL_;
  request->pos = iocb->offset;
  request->buf = iocb->buf;
  request->rw_flags = iocb->rw_flags;
  return 0;
}
static void prepare(void) {
  if (task.iocb.opcode != 0) die("opcode");
  s64 error = prepare_rw(task.request);
  step4(PREPARE_RW, task.ctx->user_id, task.user_iocb, task.iocb.opcode, error ? 0 : task.request->iter.count);
  if (error) return fail(-error);
  go(S_ISSUE);
}
static s64 check_direct(struct inode *inode, struct iter *iter, u64 pos) {
  if (iter->count == 0 || pos >= inode->size) return 0;
  if ((pos | iter->count) & 511) return -EINVAL_;
  int odd = ((iter->base | iter->left) & 511) != 0, split = 0;
  for (u64 page = iter->base & ~4095ull; page < iter->base + iter->left; page += PAGE) {
    if (page > iter->base) split = 1;
    if (!translate(page, PTE_WRITE)) return -EFAULT_;
  }
  return odd && split ? -EINVAL_ : 1;
}
static void issue(void) {
  struct kiocb *request = task.request;
  step4(ISSUE, task.ctx->user_id, task.user_iocb, request->pos, request->iter.count);
  if (!(request->file->flags & 040000)) die("buffered");
  s64 result = check_direct(request->file->inode, &request->iter, request->pos);
  if (result == 1) return go(S_QUEUE);
  begin_completion(request, result);
  go(S_COMPLETE);
}
static void next_iocb(void) {
  if (++task.index < task.count) return go(S_COPY);
  put_users(task.ctx);
  finish(task.index);
}
static void queue(void) {
  u64 wait = queue_at_device(task.request, task.request->iter.count);
  step3(QUEUE_AT_DEVICE, task.ctx->user_id, task.user_iocb, wait);
  if (wait == 0) die("device queue");
  next_iocb();
}
static void transfer_direct(struct kiocb *request) {
  struct inode *inode = request->file->inode;
  struct iter *iter = &request->iter;
  u64 pos = request->pos, left = pos < inode->size ? inode->size - pos : 0;
  if (iter->count < left) left = iter->count;
  u64 total = left;
  inode->atime = now;
  while (left > 0) {
    u64 chunk = left_in_page(pos, left);
    for (u64 done = 0; done < chunk;) {
      u8 *target = translate(iter->base, PTE_WRITE);
      u64 run = left_in_page(iter->base, chunk - done);
      if (target) {
        if (inode->seed) die("seeded file");
        memset(target, 0, run);
        mark(target);
      }
      iter->base += run, iter->left -= run, iter->count -= run;
      done += run;
    }
    pos += chunk, left -= chunk;
  }
  step4(TRANSFER, request->ctx->user_id, request->obj, total, total);
  begin_completion(request, total);
}
static void step_submit(void) {
  switch (task.step) {
    case S_LOOKUP: return submit_lookup();
    case S_COPY: return copy_iocb();
    case S_SLOT: return take_slot();
    case S_REFILL: return submit_refill();
    case S_FILE: return lookup_file();
    case S_KEY: return write_key();
    case S_PREPARE: return prepare();
    case S_ISSUE: return issue();
    case S_QUEUE: return queue();
    case S_COMPLETE:
      if (advance_completion(task.request)) next_iocb();
      return;
    default: die("an iocb is refused");
  }
}

/* io_getevents */
enum { G_LOOKUP, G_READ, G_COPY, G_HEAD, G_SLEEP, G_AWAKE };
static void end_round(s64 round) {
  if (round > 0) task.got += round;
  if (task.got == 0) task.got = round;
  if (round < 0 || task.got >= (s64)task.args[1] || task.until == 0) {
    put_users(task.ctx);
    return finish(task.got);
  }
  go(G_SLEEP);
}
static void copy_events(void) {
  struct kioctx *ctx = task.ctx;
  s64 wanted = task.args[2] - task.got - task.round, chunk = (s64)(task.head <= task.tail ? task.tail : ctx->nr) - task.head;
  if (chunk > wanted) chunk = wanted;
  s64 to_page_end = EVENTS_PER_PAGE - (task.head + 1) % EVENTS_PER_PAGE;
  if (chunk > to_page_end) chunk = to_page_end;
  if (chunk > 0) {
    u64 to = task.args[3] + (task.got + task.round) * sizeof(struct event);
    if (copy_to_user(to, ring_event(ctx, task.head), chunk * sizeof(struct event))) {
      step3(READ_EVENTS, ctx->user_id, task.head, 0);
      return end_round(-EFAULT_);
    }
  }
  step3(READ_EVENTS, ctx->user_id, task.head, chunk);
  task.head = (task.head + chunk) % ctx->nr;
  task.round += chunk;
  go(task.head == task.tail || chunk == wanted ? G_HEAD : G_COPY);
}
static void read_ring(void) {
  struct ring *ring = header(task.ctx);
  task.round = 0;
  if (ring->head == ring->tail) {
    step3(READ_EVENTS, task.ctx->user_id, ring->head, 0);
    return end_round(0);
  }
  task.old_head = ring->head;
  task.head = ring->head % task.ctx->nr;
  task.tail = ring->tail % task.ctx->nr;
  copy_events();
}
static void getevents_lookup(void) {
  s64 min_nr = task.args[1], nr = task.args[2];
  step1(LOOKUP_IOCTX, task.args[0]);
  if (task.args[4]) die("timeout");
  task.until = NEVER;
  task.got = 0;
  struct kioctx *ctx = lookup_ioctx(task.args[0]);
  if (!ctx) return finish(-EINVAL_);
  if (min_nr < 0 || min_nr > nr) return put_users(ctx), finish(-EINVAL_);
  task.ctx = ctx;
  go(G_READ);
}
static void store_head(void) {
  struct ring *ring = header(task.ctx);
  ring->head = task.head;
  mark(ring);
  step3(STORE_HEAD, task.ctx->user_id, task.old_head, task.head);
  end_round(task.round);
}
static void sleep_for_events(void) {
  struct ring *ring = header(task.ctx);
  if (ring->head != ring->tail) return go(G_READ), read_ring();
  task.missing = task.args[1] - task.got;
  step3(WAIT_FOR_EVENTS, task.ctx->user_id, task.missing, -1);
  task.ctx->waiters++;
  go(G_AWAKE);
  block(task.ctx->user_id);
}
static void step_getevents(void) {
  switch (task.step) {
    case G_LOOKUP: return getevents_lookup();
    case G_READ: return read_ring();
    case G_COPY: return copy_events();
    case G_HEAD: return store_head();
    case G_SLEEP: return sleep_for_events();
    default:
      task.ctx->waiters--;
      go(G_READ);
      read_ring();
  }
}

/* moments */
static void event_moment(void) {
  position++;
  if (interrupt) {
    set_actor(0x8000, interrupts, 2);
    if (advance_completion(interrupt)) interrupt = 0;
    return;
  }
  interrupt = take_from_device();
  set_actor(0x8000, ++interrupts, 2);
  transfer_direct(interrupt);
  next_event = device_due();
}
static int event_is_due(void) { return next_event <= now || interrupt; }
static int holds_completion_lock(void) {
  u32 at = task.request ? task.request->complete_step : 0;
  return task.nr == SUBMIT && task.step == S_COMPLETE && (at == C_WMB || at == C_PUBLISH || at == C_REFILL);
}
static void kernel_moment(void) {
  position++;
  act_as_task();
  if (task.nr == SUBMIT) step_submit();
  else step_getevents();
}
static void make_trace_room(void) {
  if (trace_length > TRACE_SIZE - LONGEST_MOMENT) trace_length = 0;
}
static void drive(void) {
  while (task.state == KERNEL) {
    make_trace_room();
    if (event_is_due() && !holds_completion_lock()) event_moment();
    else kernel_moment();
  }
}
static s64 syscall6(u32 nr, u64 a, u64 b, u64 c, u64 d, u64 e) {
  task.nr = nr, task.step = 0, task.state = KERNEL;
  u64 args[6] = { a, b, c, d, e, 0 };
  memcpy(task.args, args, sizeof args);
  ordinals[nr]++;
  make_trace_room();
  act_as_task();
  memcpy(record(1, 0, 7), task.args, 48);
  drive();
  while (task.state == BLOCKED) {
    if (!event_is_due()) now = next_event;
    make_trace_room();
    event_moment();
    drive();
  }
  return task.result;
}

/* the workload: workload.ts */
enum { LIST = 64, EVENTS = 1024, IOCBS = 4096, BUFFERS = 8192, DATA_SIZE = 8192 + IN_FLIGHT * BYTES };
static struct kioctx ctx;
static struct inode inode = { .size = FILE_SIZE, .seed_end = FILE_SIZE, .type = 1 };
static struct file file = { &inode, 1, 040000, 1 | 4 };

static void set_up(void) {
  for (u64 at = 0; at < DATA_SIZE; at += PAGE) map(DATA + at, alloc_frame());
  for (u64 i = 0; i < IN_FLIGHT; i++) {
    u64 address = DATA + IOCBS + i * 64;
    memcpy(translate(DATA + LIST + i * 8, PTE_WRITE), &address, 8);
    struct iocb iocb = { .data = i, .fildes = 3, .buf = DATA + BUFFERS + i * BYTES, .nbytes = BYTES,
                         .offset = i * 7919 * BYTES % FILE_SIZE };
    memcpy(translate(address, PTE_WRITE), &iocb, 64);
  }
  static struct kiocb requests[512];
  for (int i = 511; i >= 0; i--) free_request(&requests[i]);
  u32 most = NR_EVENTS > 4 * NR_CPUS ? NR_EVENTS : 4 * NR_CPUS, pages = (2 * most + 3 + 127) / 128;
  ctx.user_id = RING;
  ctx.nr = pages * 128 - 1;
  ctx.available = ctx.nr - 1;
  ctx.batch = ctx.available / (4 * NR_CPUS);
  for (u32 i = 0; i < pages; i++) map(RING + i * PAGE, ctx.pages[i] = alloc_frame());
  *header(&ctx) = (struct ring){ 0, ctx.nr, 0, 0, 0xa10a10a1, 1, 0, 32 };
  ioctx_table[0] = &ctx;
  fds[3] = &file;
  next_event = NEVER;
}

int main(int argc, char **argv) {
  long rounds = argc > 1 ? atol(argv[1]) : 10000;
  u32 next = 0;
  u64 checksum = 0;
  set_up();
  if (syscall6(SUBMIT, RING, BATCH, DATA + LIST, 0, 0) != BATCH) die("io_submit");
  next = BATCH;
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  for (long i = 0; i < rounds; i++) {
    if (syscall6(SUBMIT, RING, BATCH, DATA + LIST + next * 8, 0, 0) != BATCH) die("io_submit");
    next = (next + BATCH) % IN_FLIGHT;
    if (syscall6(GETEVENTS, RING, BATCH, BATCH, DATA + EVENTS, 0) != BATCH) die("io_getevents");
    struct event *events = (struct event *)translate(DATA + EVENTS, PTE_READ);
    for (int k = 0; k < BATCH; k++) checksum = (checksum * 31 + events[k].data) % 1000003;
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double ns = (end.tv_sec - begin.tv_sec) * 1e9 + (end.tv_nsec - begin.tv_nsec);
  printf("%.2f %ld %llu %llu\n", ns / (rounds * BATCH), rounds * BATCH, (unsigned long long)now, (unsigned long long)checksum);
  return 0;
}
