/** kernel/sys.c: prlimit64. RLIMIT_FSIZE and RLIMIT_AS do something; the others cannot be set. */
import { Errno } from '../uapi/errno';
import { Inode, MAX_FDS } from '../uapi/kernel-state';
import { PAGE_SHIFT, PAGE_SIZE, STACK_SIZE, WINDOW_BASE, WINDOW_SIZE } from '../uapi/memory-map';
import { Task } from '../uapi/machine-state';
import { Process } from '../uapi/process-state';
import { Signal } from '../uapi/signals';
import { Step } from '../uapi/records';
import { iterCount, shortenIter } from './iov-iter';
import { pteAddress } from './pages';
import { processOf, processRow, sendToSelf } from './signals';
import { argument, finish, mmOf, unmodelled } from './tasks';
import { step0 } from './trace';
import { copyFromUser, copyToUser } from './user-copy';

export const RLIM_INFINITY: u64 = 0xffff_ffff_ffff_ffff;

const RLIMIT_FSIZE: u32 = 1;
const RLIMIT_STACK: u32 = 3;
const RLIMIT_NOFILE: u32 = 7;
const RLIMIT_AS: u32 = 9;
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
    case RLIMIT_FSIZE:
    case RLIMIT_AS: {
      memory.copy(task + OLD, process + limitOf(resource), <usize>RLIMIT_SIZE);
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
    memory.copy(process + limitOf(resource), task + NEW, <usize>RLIMIT_SIZE);
  }
  const written = old == 0 || copyToUser(mm, old, task + OLD, RLIMIT_SIZE) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

/** Where a process has a limit that does something. */
function limitOf(resource: u32): usize {
  return resource == RLIMIT_FSIZE ? Process.file_size_limit : Process.address_space_limit;
}

/** mm/mmap.c: may_expand_vm(): whether RLIMIT_AS has room for a mapping. */
export function mayExpand(mm: i32, length: u64): bool {
  const limit = load<u64>(processRow(mm), Process.address_space_limit);
  if (limit == RLIM_INFINITY) return true;
  let pages: u64 = length >> PAGE_SHIFT;
  const end = pteAddress(mm, <u64>WINDOW_BASE + WINDOW_SIZE - PAGE_SIZE);
  for (let entry = pteAddress(mm, WINDOW_BASE); entry <= end; entry += 4) if (load<u32>(entry) != 0) pages++;
  return pages <= limit >> PAGE_SHIFT;
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
