/** struct kioctx: the table of contexts, and the kernel's own way to the pages of a ring. */
import { MACHINE, PTE_READ } from '../uapi/memory-map';
import { AioRing, IoEvent } from '../uapi/aio_abi';
import { WaitReason } from '../uapi/records';
import { IOCTX_TABLES, IOCTX_TABLE_SIZE, KIOCTXS, Kioctx, KioctxState, MAX_KIOCTXS, Mm } from '../uapi/kernel-state';
import { translate } from '../sim/pages';
import { copyFromUser } from '../sim/user-copy';
import { mmRow } from '../sim/mmap';
import { putFrame } from '../sim/frames';
import { wakeAll } from '../sim/tasks';
import { cancelAll } from '../sim/poll-requests';

/** Events in a page; the header takes the room of one (UAPI-03). */
export const AIO_EVENTS_PER_PAGE: u32 = 128;
/** u32 entries of one frame of the list of ring pages. */
const PAGES_PER_FRAME: u32 = 1024;

export function kioctxRow(number: u32): usize {
  return <usize>number * Kioctx.SIZEOF + KIOCTXS;
}

export function kioctxNumber(ctx: usize): u32 {
  return <u32>((ctx - KIOCTXS) / Kioctx.SIZEOF);
}

/** Where table slot `id` of an address space is. */
export function ioctxTableSlot(mm: i32, id: u32): usize {
  return <usize>mm * IOCTX_TABLE_SIZE + ((<usize>id) << 1) + IOCTX_TABLES;
}

export function handleOf(ctx: usize): u64 {
  return load<u64>(ctx, Kioctx.user_id);
}

/** @returns an empty row, 0 when all are taken */
export function allocKioctx(mm: i32): usize {
  for (let number: u32 = 1; number < <u32>MAX_KIOCTXS; number++) {
    const ctx = kioctxRow(number);
    if (load<u32>(ctx, Kioctx.state) != KioctxState.Free) continue;
    memory.fill(ctx, 0, Kioctx.SIZEOF);
    store<u32>(ctx, KioctxState.Setup, Kioctx.state);
    store<u32>(ctx, mm, Kioctx.mm);
    return ctx;
  }
  return 0;
}

/**
 * fs/aio.c: lookup_ioctx() (CTX-01): the id in the user's ring leads to the context, whose handle must be the one
 * asked for. The caller becomes one of its users.
 * @returns 0: no such context
 */
export function lookupIoctx(mm: i32, handle: u64): usize {
  let id: u32;
  if ((handle & 0xfff) <= 0xffc) {
    const at = translate(mm, handle + AioRing.id, PTE_READ);
    if (at == 0) return 0;
    id = load<u32>(at);
  } else {
    if (copyFromUser(mm, ID_BUFFER, handle + AioRing.id, 4) != 0) return 0;
    id = load<u32>(ID_BUFFER);
  }
  if (id >= load<u32>(mmRow(mm), Mm.ioctx_table_nr)) return 0;
  const number: u32 = load<u16>(ioctxTableSlot(mm, id));
  if (number == 0) return 0;
  const ctx = kioctxRow(number);
  if (handleOf(ctx) != handle) return 0;
  store<u32>(ctx, load<u32>(ctx, Kioctx.users) + 1, Kioctx.users);
  return ctx;
}

/** A handle that is no page boundary can straddle two pages. */
const ID_BUFFER: usize = MACHINE + 0x7f8;

/** percpu_ref_put(&ctx->users): a call on the context is over. */
export function putUsers(ctx: usize): void {
  store<u32>(ctx, load<u32>(ctx, Kioctx.users) - 1, Kioctx.users);
  freeIfQuiet(ctx);
}

/**
 * free_ioctx_users, free_ioctx_reqs: when nobody is in a call on a dead context any more, its polls are cancelled;
 * when no request is in flight either, it goes. io_destroy waits for that.
 */
export function freeIfQuiet(ctx: usize): void {
  if (load<u32>(ctx, Kioctx.state) != KioctxState.Dead || load<u32>(ctx, Kioctx.users) != 0) return;
  cancelAll(ctx);
  if (load<u32>(ctx, Kioctx.in_flight) != 0) return;
  freeRingPages(ctx);
  store<u32>(ctx, KioctxState.Free, Kioctx.state);
  wakeAll(WaitReason.AioRequests, handleOf(ctx));
}

/** Where the list entry of ring page `index` is. */
export function ringPageSlot(ctx: usize, index: u32): usize {
  const list = ctx + Kioctx.ring_pages + ((<usize>(index / PAGES_PER_FRAME)) << 2);
  return <usize>load<u32>(list) + ((<usize>(index % PAGES_PER_FRAME)) << 2);
}

/** The kernel's reference to every page of the ring, and the list of them. */
export function freeRingPages(ctx: usize): void {
  const pages = load<u32>(ctx, Kioctx.nr_pages);
  for (let i: u32 = 0; i < pages; i++) {
    const page: usize = load<u32>(ringPageSlot(ctx, i));
    if (page != 0) putFrame(page);
  }
  for (let i: u32 = 0; i * PAGES_PER_FRAME < pages; i++) {
    const list: usize = load<u32>(ctx + Kioctx.ring_pages + ((<usize>i) << 2));
    if (list != 0) putFrame(list);
  }
  store<u32>(ctx, 0, Kioctx.nr_pages);
}

/** Physical address of the ring's header, whatever the program did to its mapping (COR-14). */
export function ringHeader(ctx: usize): usize {
  return load<u32>(ctx, Kioctx.ring_page);
}

/** Physical address of event `slot`. Events do not straddle pages. */
export function ringEvent(ctx: usize, slot: u32): usize {
  const at = slot + 1;
  const page: usize =
    at < AIO_EVENTS_PER_PAGE
      ? load<u32>(ctx, Kioctx.ring_page)
      : load<u32>(ringPageSlot(ctx, at / AIO_EVENTS_PER_PAGE));
  return page + <usize>(at % AIO_EVENTS_PER_PAGE) * IoEvent.SIZEOF;
}
