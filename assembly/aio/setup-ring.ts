/** io_setup: fs/aio.c: SYSCALL_DEFINE2(io_setup), ioctx_alloc(), aio_setup_ring(), ioctx_add_table(). */
import {
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_DONTFORK,
  PTE_READ,
  PTE_RING,
  PTE_SHARED,
  PTE_WRITE,
} from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import {
  AIO_RING_COMPAT_FEATURES,
  AIO_RING_INCOMPAT_FEATURES,
  AIO_RING_MAGIC,
  AioRing,
  IoEvent,
} from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { BugCode, Feature, FrameOwner, Kioctx, KioctxState, Mm } from '../uapi/kernel-state';
import { has } from '../sim/features';
import { allocFrame, getFrame, markDirty } from '../sim/frames';
import { mayExpand } from '../sim/limits';
import { findGap, mapFrame, mmRow, unmapRange } from '../sim/mmap';
import { argument, bug, finish, goto, mmOf } from '../sim/tasks';
import { copyFromUser, putUser64 } from '../sim/user-copy';
import { step1, step2, step3 } from '../sim/trace';
import { allocKioctx, freeRingPages, ioctxTableSlot, kioctxNumber, ringPageSlot } from './kioctx';
import { killIoctx, unmapRing } from './destroy';

/** Steps of the call. */
const CHECK: i32 = 0;
const ALLOCATE: i32 = 1;
const MAP: i32 = 2;
const COUNT: i32 = 3;
const ADD_TABLE: i32 = 4;
const STORE: i32 = 5;

/** Locals: context u32; *ctxp u64, which is 0 from then on. */
const CTX: usize = Task.scratch;
const OLD_HANDLE: usize = Task.scratch + 8;

/** No ring has more events: 256 MiB of them. */
const MOST_EVENTS: u32 = 0x1000_0000 / IoEvent.SIZEOF;
/** Frames a list of ring pages may take, Kioctx.ring_pages has room for 12. */
const MOST_LISTS: u32 = 12;
const PAGES_PER_LIST: u32 = 1024;
/** Slots of the first table of contexts; it grows by 4 times. */
const FIRST_TABLE: u32 = 4;
const LARGEST_TABLE: u32 = 256;

/** One moment of io_setup. */
export function stepSetup(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case CHECK:
      return check(task);
    case ALLOCATE:
      return allocateRing(task);
    case MAP:
      return mapRing(task);
    case COUNT:
      return countAioNr(task);
    case ADD_TABLE:
      return addTable(task);
    case STORE:
      return storeHandle(task);
    default:
      bug(BugCode.LostStep, load<u32>(task, Task.step));
  }
}

/** max(nr_events, 4 CPUs), doubled, in 32 bits. */
function doubled(nrEvents: u32): u32 {
  return max<u32>(nrEvents, load<u32>(MACHINE + Machine.nr_cpus) * 4) * 2;
}

/** What a context of so many events adds to fs.aio-nr (SET-09). */
function counted(nrEvents: u32): u32 {
  return has(Feature.AioNrDoubled) ? doubled(nrEvents) : nrEvents;
}

/** How far fs.aio-nr may go. */
function mostCounted(): u64 {
  const most = load<u64>(MACHINE + Machine.aio_max_nr);
  return has(Feature.AioNrDoubled) ? most * 2 : most;
}

/** SET-01..04. */
function check(task: usize): void {
  const nrEvents = <u32>argument(task, 0);
  step1(Step.CheckSetup, nrEvents);
  if (copyFromUser(mmOf(task), task + OLD_HANDLE, argument(task, 1), 8) != 0) return finish(task, -(<i64>Errno.EFAULT));
  if (load<u64>(task, OLD_HANDLE) != 0 || nrEvents == 0) return finish(task, -(<i64>Errno.EINVAL));
  const events = doubled(nrEvents);
  if (events > MOST_EVENTS) return finish(task, -(<i64>Errno.EINVAL));
  if (events == 0 || <u64>counted(nrEvents) > mostCounted()) return finish(task, -(<i64>Errno.EAGAIN));
  goto(task, ALLOCATE);
}

/** RNG-01: room for the doubled count and two more, rounded up to whole pages, all of it used. */
function allocateRing(task: usize): void {
  const mm = mmOf(task);
  const nrEvents = <u32>argument(task, 0);
  const bytes = <u64>AioRing.SIZEOF + <u64>IoEvent.SIZEOF * (<u64>doubled(nrEvents) + 2);
  const pages = <u32>((bytes + (PAGE_SIZE - 1)) >> PAGE_SHIFT);
  const nr = <u32>((<u64>pages * PAGE_SIZE - AioRing.SIZEOF) / IoEvent.SIZEOF);
  step3(Step.AllocateRing, 0, nr, pages);
  const ctx = allocKioctx(mm);
  if (ctx == 0) return finish(task, -(<i64>Errno.ENOMEM));
  store<u32>(task, <u32>ctx, CTX);
  store<u32>(ctx, counted(nrEvents), Kioctx.max_reqs);
  store<u32>(ctx, nr, Kioctx.nr_events);
  store<u32>(ctx, pages << PAGE_SHIFT, Kioctx.mmap_size);
  if (!allocatePages(ctx, pages)) return abandon(task, ctx, Errno.ENOMEM);
  goto(task, MAP);
}

function allocatePages(ctx: usize, pages: u32): bool {
  if (pages > MOST_LISTS * PAGES_PER_LIST) return false;
  const number = kioctxNumber(ctx);
  for (let i: u32 = 0; i < pages; i++) {
    if (i % PAGES_PER_LIST == 0) {
      const list = allocFrame(FrameOwner.Kernel, number);
      if (list == 0) return false;
      store<u32>(ctx + Kioctx.ring_pages + ((<usize>(i / PAGES_PER_LIST)) << 2), <u32>list);
    }
    store<u32>(ctx, i + 1, Kioctx.nr_pages);
    const page = allocFrame(FrameOwner.AioRing, number);
    store<u32>(ringPageSlot(ctx, i), <u32>page);
    if (page == 0) return false;
    if (i == 0) store<u32>(ctx, <u32>page, Kioctx.ring_page);
  }
  return true;
}

/** The call fails: what was made is given back. */
function abandon(task: usize, ctx: usize, error: Errno): void {
  freeRingPages(ctx);
  store<u32>(ctx, KioctxState.Free, Kioctx.state);
  finish(task, -(<i64>error));
}

/** do_mmap: shared, readable and writable; its address is the handle. The header is written once (RNG-07). */
function mapRing(task: usize): void {
  const mm = mmOf(task);
  const ctx: usize = load<u32>(task, CTX);
  const size = load<u32>(ctx, Kioctx.mmap_size);
  const address = mayExpand(mm, size) ? findGap(mm, size) : 0;
  step2(Step.MapRing, address, size);
  if (address == 0) return abandon(task, ctx, Errno.ENOMEM);
  const pages = load<u32>(ctx, Kioctx.nr_pages);
  const bits = PTE_READ | PTE_WRITE | PTE_SHARED | PTE_RING | (has(Feature.RingStaysBehind) ? PTE_DONTFORK : 0);
  for (let i: u32 = 0; i < pages; i++) {
    const page: usize = load<u32>(ringPageSlot(ctx, i));
    getFrame(page);
    mapFrame(mm, address + ((<u64>i) << PAGE_SHIFT), page, bits);
  }
  const ring: usize = load<u32>(ctx, Kioctx.ring_page);
  const nr = load<u32>(ctx, Kioctx.nr_events);
  store<u32>(ring, 0xffff_ffff, AioRing.id);
  store<u32>(ring, nr, AioRing.nr);
  store<u32>(ring, AIO_RING_MAGIC, AioRing.magic);
  store<u32>(ring, AIO_RING_COMPAT_FEATURES, AioRing.compat_features);
  store<u32>(ring, AIO_RING_INCOMPAT_FEATURES, AioRing.incompat_features);
  store<u32>(ring, AioRing.SIZEOF, AioRing.header_length);
  markDirty(ring);
  const slots = nr - 1;
  store<u64>(ctx, address, Kioctx.user_id);
  store<u32>(ctx, slots, Kioctx.reqs_available);
  store<u32>(ctx, max<u32>(slots / (load<u32>(MACHINE + Machine.nr_cpus) * 4), 1), Kioctx.req_batch);
  goto(task, COUNT);
}

/** SET-06, SET-09: nr_events as passed counts against the maximum. */
function countAioNr(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  const handle = load<u64>(ctx, Kioctx.user_id);
  const before = load<u64>(MACHINE + Machine.aio_nr);
  const after = before + load<u32>(ctx, Kioctx.max_reqs);
  if (after > mostCounted()) {
    step2(Step.CountAioNr, handle, before);
    unmapRange(mmOf(task), handle, load<u32>(ctx, Kioctx.mmap_size));
    return abandon(task, ctx, Errno.EAGAIN);
  }
  store<u64>(MACHINE + Machine.aio_nr, after);
  step2(Step.CountAioNr, handle, after);
  goto(task, ADD_TABLE);
}

/** SET-07: the lowest free slot of the table becomes ring.id. */
function addTable(task: usize): void {
  const mm = mmOf(task);
  const row = mmRow(mm);
  const ctx: usize = load<u32>(task, CTX);
  let slots = load<u32>(row, Mm.ioctx_table_nr);
  let id: u32 = 0;
  while (id < slots && load<u16>(ioctxTableSlot(mm, id)) != 0) id++;
  if (id == slots) {
    slots = slots == 0 ? FIRST_TABLE : slots * 4;
    // There are fewer contexts than slots in the largest table.
    if (slots > LARGEST_TABLE) return bug(BugCode.LostStep, ADD_TABLE);
    store<u32>(row, slots, Mm.ioctx_table_nr);
  }
  store<u16>(ioctxTableSlot(mm, id), <u16>kioctxNumber(ctx));
  store<u32>(row, load<u32>(row, Mm.ioctx_count) + 1, Mm.ioctx_count);
  store<u32>(ctx, id, Kioctx.id);
  store<u32>(ctx, KioctxState.Live, Kioctx.state);
  const ring: usize = load<u32>(ctx, Kioctx.ring_page);
  store<u32>(ring, id, AioRing.id);
  markDirty(ring);
  step2(Step.AddTable, load<u64>(ctx, Kioctx.user_id), id);
  goto(task, STORE);
}

/** SET-08: a ctxp that cannot be written undoes it all. */
function storeHandle(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  const handle = load<u64>(ctx, Kioctx.user_id);
  step2(Step.StoreHandle, handle, argument(task, 1));
  if (putUser64(mmOf(task), argument(task, 1), handle)) return finish(task, 0);
  killIoctx(ctx);
  unmapRing(ctx);
  finish(task, -(<i64>Errno.EFAULT));
}
