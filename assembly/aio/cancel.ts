/** io_cancel: fs/aio.c: SYSCALL_DEFINE3(io_cancel). Only polls that wait can be cancelled (CAN-02). */
import { Task } from '../uapi/machine-state';
import { Iocb, KIOCB_KEY } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { argument, finish, goto, mmOf } from '../sim/tasks';
import { cancelPoll, findActive } from '../sim/poll-requests';
import { copyFromUser } from '../sim/user-copy';
import { step1, step3 } from '../sim/trace';
import { lookupIoctx, putUsers } from './kioctx';

/** The key of the iocb, u32; the context, u32. */
const KEY: usize = Task.scratch;
const CTX: usize = Task.scratch + 4;

/** One moment of io_cancel. */
export function stepCancel(task: usize): void {
  if (load<i32>(task, Task.step) == 0) lookup(task);
  else cancel(task);
}

/** CAN-01. */
function lookup(task: usize): void {
  const mm = mmOf(task);
  const handle = argument(task, 0);
  step1(Step.LookupIoctx, handle);
  if (copyFromUser(mm, task + KEY, argument(task, 1) + Iocb.aio_key, 4) != 0) return finish(task, -(<i64>Errno.EFAULT));
  if (load<u32>(task, KEY) != KIOCB_KEY) return finish(task, -(<i64>Errno.EINVAL));
  const ctx = lookupIoctx(mm, handle);
  if (ctx == 0) return finish(task, -(<i64>Errno.EINVAL));
  store<u32>(task, <u32>ctx, CTX);
  goto(task, 1);
}

/** CAN-03, CAN-05: found by address, and that it is cancelled is what -EINPROGRESS says. */
function cancel(task: usize): void {
  const ctx: usize = load<u32>(task, CTX);
  const request = findActive(ctx, argument(task, 1));
  const result = request == 0 ? -(<i64>Errno.EINVAL) : -(<i64>Errno.EINPROGRESS);
  if (request != 0) cancelPoll(request);
  step3(Step.CancelRequest, argument(task, 0), argument(task, 1), result);
  putUsers(ctx);
  finish(task, result);
}
