/** io_destroy: fs/aio.c: SYSCALL_DEFINE1(io_destroy), kill_ioctx(), free_ioctx_users(); and exit_aio(). */
import { MACHINE } from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Step, WaitReason } from '../uapi/records';
import { BugCode, Kioctx, KioctxState, MAX_KIOCTXS, Mm } from '../uapi/kernel-state';
import { mmRow, unmapRange } from '../sim/mmap';
import { argument, block, bug, finish, goto, mmOf, wakeAll } from '../sim/tasks';
import { step1, step2 } from '../sim/trace';
import { NEVER } from '../sim/clock';
import { freeIfQuiet, handleOf, ioctxTableSlot, kioctxRow, lookupIoctx, putUsers } from './kioctx';

/** Steps of the call. */
const LOOKUP: i32 = 0;
const KILL: i32 = 1;
const UNMAP: i32 = 2;
const WAIT: i32 = 3;

/** Locals: context u32. */
const CTX: usize = Task.scratch;

/** One moment of io_destroy. */
export function stepDestroy(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case LOOKUP:
      return lookup(task);
    case KILL:
      return kill(task);
    case UNMAP:
      return unmap(task);
    case WAIT:
      return wait(task);
    default:
      bug(BugCode.LostStep, load<u32>(task, Task.step));
  }
}

function lookup(task: usize): void {
  step1(Step.LookupIoctx, argument(task, 0));
  const ctx = lookupIoctx(mmOf(task), argument(task, 0));
  if (ctx == 0) return finish(task, -(<i64>Errno.EINVAL));
  store<u32>(task, <u32>ctx, CTX);
  goto(task, KILL);
}

function kill(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  if (load<u32>(ctx, Kioctx.state) != KioctxState.Live) {
    // Another task was first.
    step1(Step.LookupIoctx, handleOf(ctx));
    putUsers(ctx);
    return finish(task, -(<i64>Errno.EINVAL));
  }
  killIoctx(ctx);
  step2(Step.KillIoctx, handleOf(ctx), load<u64>(MACHINE + Machine.aio_nr));
  goto(task, UNMAP);
}

function unmap(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  step2(Step.UnmapRing, handleOf(ctx), load<u32>(ctx, Kioctx.mmap_size));
  // This call's own reference goes before it waits.
  store<u32>(ctx, load<u32>(ctx, Kioctx.users) - 1, Kioctx.users);
  const quiet = load<u32>(ctx, Kioctx.users) == 0 && load<u32>(ctx, Kioctx.in_flight) == 0;
  unmapRing(ctx);
  if (quiet) finish(task, 0);
  else goto(task, WAIT);
}

/** DST-01: uninterruptibly, for every request and every task still in a call. */
function wait(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  const handle = argument(task, 0);
  const gone = load<u32>(ctx, Kioctx.state) != KioctxState.Dead || handleOf(ctx) != handle;
  step2(Step.WaitForRequests, handle, gone ? 0 : load<u32>(ctx, Kioctx.in_flight));
  if (gone) return finish(task, 0);
  block(task, WaitReason.AioRequests, handle, NEVER);
}

/** kill_ioctx: dead, out of the table, its waiters awake, aio-nr lower at once. */
export function killIoctx(ctx: usize): void {
  const mm = load<i32>(ctx, Kioctx.mm);
  const row = mmRow(mm);
  store<u32>(ctx, KioctxState.Dead, Kioctx.state);
  store<u16>(ioctxTableSlot(mm, load<u32>(ctx, Kioctx.id)), 0);
  store<u32>(row, load<u32>(row, Mm.ioctx_count) - 1, Mm.ioctx_count);
  wakeAll(WaitReason.AioEvents, handleOf(ctx));
  store<u64>(MACHINE + Machine.aio_nr, load<u64>(MACHINE + Machine.aio_nr) - load<u32>(ctx, Kioctx.max_reqs));
}

/** vm_munmap of the ring: whatever is mapped there now (MAP-01). Then the context goes, if it is quiet. */
export function unmapRing(ctx: usize): void {
  unmapRange(load<i32>(ctx, Kioctx.mm), handleOf(ctx), load<u32>(ctx, Kioctx.mmap_size));
  freeIfQuiet(ctx);
}

/**
 * exit_aio: every context is killed as by io_destroy, then all are waited for; the rings' mappings go with the
 * address space. One moment.
 * @returns true when none is left
 */
export function exitAio(task: usize): bool {
  const mm = mmOf(task);
  const slots = load<u32>(mmRow(mm), Mm.ioctx_table_nr);
  for (let id: u32 = 0; id < slots; id++) {
    const number: u32 = load<u16>(ioctxTableSlot(mm, id));
    if (number == 0) continue;
    const ctx = kioctxRow(number);
    const handle = handleOf(ctx);
    killIoctx(ctx);
    step2(Step.KillIoctx, handle, load<u64>(MACHINE + Machine.aio_nr));
    freeIfQuiet(ctx);
    return false;
  }
  for (let number: u32 = 1; number < <u32>MAX_KIOCTXS; number++) {
    const ctx = kioctxRow(number);
    if (load<u32>(ctx, Kioctx.state) != KioctxState.Dead || load<i32>(ctx, Kioctx.mm) != mm) continue;
    step2(Step.WaitForRequests, handleOf(ctx), load<u32>(ctx, Kioctx.in_flight));
    block(task, WaitReason.AioRequests, handleOf(ctx), NEVER);
    return false;
  }
  return true;
}
