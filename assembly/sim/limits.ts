/** kernel/sys.c: prlimit64. Of the limits only RLIMIT_FSIZE does anything; the others cannot be set. */
import { Errno } from '../uapi/errno';
import { Inode, MAX_FDS } from '../uapi/kernel-state';
import { STACK_SIZE } from '../uapi/memory-map';
import { Task } from '../uapi/machine-state';
import { Process } from '../uapi/process-state';
import { Signal } from '../uapi/signals';
import { Step } from '../uapi/records';
import { iterCount, shortenIter } from './iov-iter';
import { processOf, sendToSelf } from './signals';
import { argument, finish, mmOf, unmodelled } from './tasks';
import { step0 } from './trace';
import { copyFromUser, copyToUser } from './user-copy';

export const RLIM_INFINITY: u64 = 0xffff_ffff_ffff_ffff;

const RLIMIT_FSIZE: u32 = 1;
const RLIMIT_STACK: u32 = 3;
const RLIMIT_NOFILE: u32 = 7;
const RLIM_NLIMITS: u32 = 16;

/** struct rlimit64: soft, hard. */
const NEW: usize = Task.scratch;
const OLD: usize = Task.scratch + 16;
const RLIMIT_SIZE: u64 = 16;

/** prlimit64, getrlimit, setrlimit: @param fresh address of new limits, 0: none; @param old where the old ones go, 0: nowhere */
export function sysRlimit(task: usize, pid: i32, resource: u32, fresh: u64, old: u64): void {
  step0(Step.Call);
  const process = processOf(task);
  const mm = mmOf(task);
  if (fresh != 0 && copyFromUser(mm, task + NEW, fresh, RLIMIT_SIZE) != 0) return finish(task, -(<i64>Errno.EFAULT));
  if (resource >= RLIM_NLIMITS) return finish(task, -(<i64>Errno.EINVAL));
  if (pid != 0 && pid != load<i32>(process, Process.pid)) return unmodelled(task, resource);
  switch (resource) {
    case RLIMIT_FSIZE: {
      store<u64>(task, load<u64>(process, Process.file_size_limit), OLD);
      store<u64>(task, load<u64>(process, Process.file_size_limit + 8), OLD + 8);
      break;
    }
    case RLIMIT_STACK:
    case RLIMIT_NOFILE: {
      if (fresh != 0) return unmodelled(task, resource);
      store<u64>(task, resource == RLIMIT_STACK ? STACK_SIZE : MAX_FDS, OLD);
      store<u64>(task, RLIM_INFINITY, OLD + 8);
      break;
    }
    default:
      return unmodelled(task, resource);
  }
  if (fresh != 0) {
    if (load<u64>(task, NEW) > load<u64>(task, NEW + 8)) return finish(task, -(<i64>Errno.EINVAL));
    store<u64>(process, load<u64>(task, NEW), Process.file_size_limit);
    store<u64>(process, load<u64>(task, NEW + 8), Process.file_size_limit + 8);
  }
  const written = old == 0 || copyToUser(mm, old, task + OLD, RLIMIT_SIZE) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

/**
 * generic_write_check_limits (RES-07): a write to a regular file is cut at RLIMIT_FSIZE. At the limit nothing is left
 * of it, and SIGXFSZ goes to the writer.
 * @returns 0 or -EFBIG
 */
export function limitWrite(task: usize, iter: usize, pos: u64): i64 {
  const limit = load<u64>(processOf(task), Process.file_size_limit);
  const bytes = iterCount(iter);
  if (bytes == 0 || limit == RLIM_INFINITY) return 0;
  if (pos >= limit) {
    sendToSelf(task, Signal.SIGXFSZ);
    return -(<i64>Errno.EFBIG);
  }
  if (bytes > limit - pos) shortenIter(iter, limit - pos);
  return 0;
}

/** inode_newsize_ok: whether a file may grow to this size. @returns 0 or -EFBIG */
export function checkNewSize(task: usize, inode: usize, size: u64): i64 {
  if (size <= load<u64>(inode, Inode.size)) return 0;
  if (size <= load<u64>(processOf(task), Process.file_size_limit)) return 0;
  sendToSelf(task, Signal.SIGXFSZ);
  return -(<i64>Errno.EFBIG);
}
