/** PREAD, PWRITE, PREADV, PWRITEV: what aio_read() and aio_write() check before the I/O starts (RW-01..07). */
import { IOCB_FLAG_IOPRIO, Iocb, IocbCmd } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { File, FileMode, Kiocb } from '../uapi/kernel-state';
import { fileType } from '../sim/files';
import { hasReadIter, hasWriteIter } from '../sim/rw';
import { checkIoprio, checkRwFlags } from '../sim/rw-flags';
import { importBuffer, importVector, iterCount, releaseIter } from '../sim/iov-iter';

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
  const prioritised = (load<u32>(iocb, Iocb.aio_flags) & IOCB_FLAG_IOPRIO) != 0;
  let error = prioritised ? checkIoprio(load<u16>(iocb, Iocb.aio_reqprio)) : 0;
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
