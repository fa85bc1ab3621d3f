/** io_uring_register: io_uring/register.c: io_register_restrictions(), io_register_enable_rings(). */
import { Errno } from '../uapi/errno';
import {
  IORING_OP_LAST,
  IORING_REGISTER_LAST,
  IORING_REGISTER_USE_REGISTERED_RING,
  IoUringRegister,
  IoUringRestriction,
  IoUringSetup,
  Restriction,
} from '../uapi/io_uring_abi';
import { InodeType, IoRing, PATH_BUFFER, Restrictions } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import { fileOf, fileType, inodeOfFile } from '../sim/files';
import { ioRingOf } from '../sim/io-rings';
import { argument, finish, mmOf, unmodelled } from '../sim/tasks';
import { step0 } from '../sim/trace';
import { copyFromUser } from '../sim/user-copy';

/** IORING_MAX_RESTRICTIONS of 6.18: one of each kind, opcode and call. */
const MOST: u64 = 4 + IORING_REGISTER_LAST + IORING_OP_LAST;

/** The only moment of io_uring_register. */
export function stepUringRegister(task: usize): void {
  const word = <u32>argument(task, 1);
  const opcode = word & ~(<u32>IORING_REGISTER_USE_REGISTERED_RING);
  if (opcode >= <u32>IORING_REGISTER_LAST || <u32>argument(task, 0) == ~0) return answer(task, -(<i64>Errno.EINVAL));
  if (word != opcode) return unmodelled(task, word);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return answer(task, -(<i64>Errno.EBADF));
  if (fileType(file) != InodeType.IoUring) return answer(task, -(<i64>Errno.EOPNOTSUPP));
  const ring = ioRingOf(inodeOfFile(file));
  const inForce = (load<u32>(ring, IoRing.restrictions) & Restrictions.InForce) != 0;
  if (inForce && (load<u64>(ring, IoRing.register_ops) & ((<u64>1) << opcode)) == 0) {
    return answer(task, -(<i64>Errno.EACCES));
  }
  if (opcode == IoUringRegister.RESTRICTIONS) return answer(task, restrict(task, ring));
  if (opcode == IoUringRegister.ENABLE_RINGS) return answer(task, enable(task, ring));
  unmodelled(task, opcode);
}

function answer(task: usize, result: i64): void {
  step0(Step.Call);
  finish(task, result);
}

function isDisabled(ring: usize): bool {
  return (load<u32>(ring, IoRing.flags) & IoUringSetup.R_DISABLED) != 0;
}

function restrict(task: usize, ring: usize): i64 {
  if (!isDisabled(ring)) return -(<i64>Errno.EBADFD);
  if (load<u32>(ring, IoRing.restrictions) != 0) return -(<i64>Errno.EBUSY);
  const count: u64 = <u32>argument(task, 3);
  if (argument(task, 2) == 0 || count > MOST) return -(<i64>Errno.EINVAL);
  const bytes = count * IoUringRestriction.SIZEOF;
  if (copyFromUser(mmOf(task), PATH_BUFFER, argument(task, 2), bytes) != 0) return -(<i64>Errno.EFAULT);
  let registerOps: u64 = 0;
  let sqeOps: u64 = 0;
  let allowed: u32 = 0;
  let required: u32 = 0;
  const end = <usize>PATH_BUFFER + <usize>bytes;
  for (let at: usize = PATH_BUFFER; at < end; at += IoUringRestriction.SIZEOF) {
    const value: u32 = load<u8>(at, IoUringRestriction.sqe_op);
    switch (<u32>load<u16>(at, IoUringRestriction.opcode)) {
      case Restriction.REGISTER_OP:
        if (value >= <u32>IORING_REGISTER_LAST) return -(<i64>Errno.EINVAL);
        registerOps |= (<u64>1) << value;
        break;
      case Restriction.SQE_OP:
        if (value >= <u32>IORING_OP_LAST) return -(<i64>Errno.EINVAL);
        sqeOps |= (<u64>1) << value;
        break;
      case Restriction.SQE_FLAGS_ALLOWED:
        allowed = value;
        break;
      case Restriction.SQE_FLAGS_REQUIRED:
        required = value;
        break;
      default:
        return -(<i64>Errno.EINVAL);
    }
  }
  store<u64>(ring, registerOps, IoRing.register_ops);
  store<u64>(ring, sqeOps, IoRing.sqe_ops);
  store<u32>(ring, allowed | (required << 8), IoRing.sqe_flags);
  store<u32>(ring, Restrictions.Registered, IoRing.restrictions);
  return 0;
}

function enable(task: usize, ring: usize): i64 {
  if (argument(task, 2) != 0 || <u32>argument(task, 3) != 0) return -(<i64>Errno.EINVAL);
  if (!isDisabled(ring)) return -(<i64>Errno.EBADFD);
  if (load<u32>(ring, IoRing.restrictions) != 0) store<u32>(ring, Restrictions.InForce, IoRing.restrictions);
  store<u32>(ring, load<u32>(ring, IoRing.flags) & ~IoUringSetup.R_DISABLED, IoRing.flags);
  return 0;
}

/** io_check_restriction: whether a ring refuses such an SQE. */
export function isRefused(ring: usize, opcode: u32, flags: u32): bool {
  if ((load<u32>(ring, IoRing.restrictions) & Restrictions.InForce) == 0) return false;
  if ((load<u64>(ring, IoRing.sqe_ops) & ((<u64>1) << opcode)) == 0) return true;
  const both = load<u32>(ring, IoRing.sqe_flags);
  const required = both >> 8;
  return (flags & required) != required || (flags & ~((both & 0xff) | required)) != 0;
}
