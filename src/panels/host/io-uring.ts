import { Errno } from '../../../assembly/uapi/errno.ts';
import { hostPanel } from '../../text/en/host-panel.ts';
import { errnoName } from '../../uapi/names.ts';
import type { HostFacts } from '../../wire/control.ts';

const { ioUring: text } = hostPanel;

/** Whether a program can have an io_uring on the host, or why not. */
export function ioUring({ ioUringDisabled, ioUringErrno }: HostFacts): string {
  if (ioUringErrno === 0) return text.offered;
  if (ioUringErrno === Errno.ENOSYS || ioUringDisabled === undefined) return text.none;
  if (ioUringErrno === Errno.EPERM) return ioUringDisabled === 0 ? text.refused : text.disabled(ioUringDisabled);
  // The kernel has io_uring, and not IORING_SETUP_NO_MMAP.
  if (ioUringErrno === Errno.EINVAL) return text.old;
  return text.failed(errnoName(ioUringErrno) ?? `errno ${ioUringErrno}`);
}
