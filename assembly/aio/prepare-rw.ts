/** PREAD, PWRITE, PREADV, PWRITEV: what aio_read() and aio_write() check before the I/O starts (RW-01..07). */
import { IOCB_FLAG_IOPRIO, Iocb, IocbCmd, Rwf } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Feature, File, FileMode, Inode, InodeType, Kiocb } from '../uapi/kernel-state';
import { has } from '../sim/features';
import { fileType, inodeOfFile } from '../sim/files';
import { hasReadIter, hasWriteIter } from '../sim/rw';
import { importBuffer, importVector, iterCount, releaseIter } from '../sim/iov-iter';

/** Classes of an I/O priority: prio >> 13 (RW-01). */
const IOPRIO_CLASS_SHIFT: u32 = 13;
const IOPRIO_CLASS_NONE: u32 = 0;
const IOPRIO_CLASS_IDLE: u32 = 3;

export function isWriteOpcode(opcode: u32): bool {
  return opcode == IocbCmd.PWRITE || opcode == IocbCmd.PWRITEV;
}

export function isVectoredOpcode(opcode: u32): bool {
  return opcode == IocbCmd.PREADV || opcode == IocbCmd.PWRITEV;
}

/**
 * Prepares a request from the kernel's copy of the iocb.
 * @returns 0 or -errno, which io_submit answers
 */
export function prepareRw(request: usize, iocb: usize, file: usize, mm: i32): i64 {
  const opcode: u32 = load<u16>(iocb, Iocb.aio_lio_opcode);
  const write = isWriteOpcode(opcode);
  let error = checkIoprio(iocb);
  if (error == 0) error = checkRwFlags(load<u32>(iocb, Iocb.aio_rw_flags), file);
  if (error != 0) return error;
  if ((load<u32>(file, File.mode) & (write ? FileMode.Write : FileMode.Read)) == 0) return -(<i64>Errno.EBADF);
  const type = fileType(file);
  if (!(write ? hasWriteIter(type) : hasReadIter(type))) return -(<i64>Errno.EINVAL);

  const iter = request + Kiocb.iter;
  const buf = load<u64>(iocb, Iocb.aio_buf);
  // The number of iovecs is an unsigned int to the kernel: the upper half is lost (RW-06).
  error = isVectoredOpcode(opcode)
    ? importVector(iter, mm, buf, <u32>load<u64>(iocb, Iocb.aio_nbytes))
    : importBuffer(iter, buf, load<u64>(iocb, Iocb.aio_nbytes));
  if (error != 0) return error;
  const offset = load<i64>(iocb, Iocb.aio_offset);
  if (offset < 0 || offset + <i64>iterCount(iter) < 0) {
    releaseIter(iter);
    return -(<i64>Errno.EINVAL);
  }
  store<i64>(request, offset, Kiocb.pos);
  store<u64>(request, buf, Kiocb.buf);
  store<u32>(request, load<u32>(iocb, Iocb.aio_rw_flags), Kiocb.rw_flags);
  return 0;
}

/** ioprio_check_cap; the program runs as root, so real-time classes are allowed. */
function checkIoprio(iocb: usize): i64 {
  if ((load<u32>(iocb, Iocb.aio_flags) & IOCB_FLAG_IOPRIO) == 0) return 0;
  const prio: u32 = load<u16>(iocb, Iocb.aio_reqprio);
  const ioclass = prio >> IOPRIO_CLASS_SHIFT;
  if (ioclass > IOPRIO_CLASS_IDLE) return -(<i64>Errno.EINVAL);
  return ioclass == IOPRIO_CLASS_NONE && (prio & 7) != 0 ? -(<i64>Errno.EINVAL) : 0;
}

/** UAPI-06: what each version accepts. */
function supportedFlags(): u32 {
  let flags: u32 = Rwf.HIPRI | Rwf.DSYNC | Rwf.SYNC | Rwf.NOWAIT | Rwf.APPEND;
  if (has(Feature.RwfNoappendAtomic)) flags |= Rwf.NOAPPEND | Rwf.ATOMIC;
  if (has(Feature.RwfDontcacheNosignal)) flags |= Rwf.DONTCACHE | Rwf.NOSIGNAL;
  return flags;
}

/** include/linux/fs.h: kiocb_set_rw_flags() (RW-02). */
function checkRwFlags(flags: u32, file: usize): i64 {
  if (flags == 0) return 0;
  if (flags & ~supportedFlags()) return -(<i64>Errno.EOPNOTSUPP);
  if ((flags & Rwf.APPEND) != 0 && (flags & Rwf.NOAPPEND) != 0) return -(<i64>Errno.EINVAL);
  const type = fileType(file);
  const inMemory = load<u8>(inodeOfFile(file), Inode.in_memory) != 0;
  if ((flags & Rwf.NOWAIT) != 0 && (inMemory || !canNowait(type))) return -(<i64>Errno.EOPNOTSUPP);
  // No file here can be written atomically, and only regular ones know DONTCACHE.
  if (flags & Rwf.ATOMIC) return -(<i64>Errno.EOPNOTSUPP);
  if ((flags & Rwf.DONTCACHE) != 0 && (inMemory || type != InodeType.Regular)) return -(<i64>Errno.EOPNOTSUPP);
  return 0;
}

function canNowait(type: u32): bool {
  switch (type) {
    case InodeType.Regular:
    case InodeType.Null:
    case InodeType.Zero:
    case InodeType.Eventfd:
      return true;
    case InodeType.Pipe:
    case InodeType.Unix:
    case InodeType.Tcp:
    case InodeType.Udp:
    case InodeType.Console:
      return has(Feature.NowaitStreams);
    default:
      return false;
  }
}
