/**
 * io_cancel: fs/aio.c: SYSCALL_DEFINE3(io_cancel). Only pending POLL requests could be cancelled (CAN-02), and those
 * are not modelled; so every call is refused, in the kernel's order (CAN-01).
 */
import { Task } from '../uapi/machine-state';
import { Iocb, KIOCB_KEY } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { argument, finish, mmOf } from '../sim/tasks';
import { copyFromUser } from '../sim/user-copy';
import { step1 } from '../sim/trace';
import { lookupIoctx, putUsers } from './kioctx';

/** The key of the iocb, u32. */
const KEY: usize = Task.scratch;

/** The one moment of io_cancel. */
export function sysCancel(task: usize): void {
  const mm = mmOf(task);
  const handle = argument(task, 0);
  step1(Step.LookupIoctx, handle);
  if (copyFromUser(mm, task + KEY, argument(task, 1) + Iocb.aio_key, 4) != 0) return finish(task, -(<i64>Errno.EFAULT));
  if (load<u32>(task, KEY) != KIOCB_KEY) return finish(task, -(<i64>Errno.EINVAL));
  const ctx = lookupIoctx(mm, handle);
  if (ctx != 0) putUsers(ctx);
  finish(task, -(<i64>Errno.EINVAL));
}
