/** What may be asked of one read or write beside its place: I/O priority and RWF_ flags. */
import { Rwf } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Feature, Inode, InodeType } from '../uapi/kernel-state';
import { has } from './features';
import { fileType, inodeOfFile } from './files';

/** Classes of an I/O priority: prio >> 13 (RW-01). */
const IOPRIO_CLASS_SHIFT: u32 = 13;
const IOPRIO_CLASS_NONE: u32 = 0;
const IOPRIO_CLASS_IDLE: u32 = 3;

/** ioprio_check_cap; the program runs as root, so real-time classes are allowed. */
export function checkIoprio(prio: u32): i64 {
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
export function checkRwFlags(flags: u32, file: usize): i64 {
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
