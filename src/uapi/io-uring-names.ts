import { IORING_FSYNC_DATASYNC, IORING_SQ_CQ_OVERFLOW, IoUringOp } from '../../assembly/uapi/io_uring_abi.ts';
import { flagNames, pollNames, rwFlagNames } from './names.ts';

/** `IORING_OP_NOP` of 0; undefined for what is not modelled. */
export function uringOpName(opcode: number): string | undefined {
  const name = IoUringOp[opcode];
  return name === undefined ? undefined : `IORING_OP_${name}`;
}

/** include/uapi/linux/io_uring.h: IOSQE_ */
const SQE_FLAGS: readonly (readonly [number, string])[] = [
  [0x1, 'IOSQE_FIXED_FILE'],
  [0x2, 'IOSQE_IO_DRAIN'],
  [0x4, 'IOSQE_IO_LINK'],
  [0x8, 'IOSQE_IO_HARDLINK'],
  [0x10, 'IOSQE_ASYNC'],
  [0x20, 'IOSQE_BUFFER_SELECT'],
  [0x40, 'IOSQE_CQE_SKIP_SUCCESS'],
];

const SETUP_FLAGS: readonly (readonly [number, string])[] = [
  [0x8, 'IORING_SETUP_CQSIZE'],
  [0x10, 'IORING_SETUP_CLAMP'],
  [0x80, 'IORING_SETUP_SUBMIT_ALL'],
  [0x100, 'IORING_SETUP_COOP_TASKRUN'],
  [0x1000, 'IORING_SETUP_SINGLE_ISSUER'],
  [0x1_0000, 'IORING_SETUP_NO_SQARRAY'],
];

const CQE_FLAGS: readonly (readonly [number, string])[] = [
  [0x1, 'IORING_CQE_F_BUFFER'],
  [0x2, 'IORING_CQE_F_MORE'],
  [0x4, 'IORING_CQE_F_SOCK_NONEMPTY'],
  [0x8, 'IORING_CQE_F_NOTIF'],
];

/** '0' for none, as all of these. */
export const sqeFlagNames = (flags: number): string => flagNames(flags, SQE_FLAGS) || '0';
export const cqeFlagNames = (flags: number): string => flagNames(flags, CQE_FLAGS) || '0';
export const uringSetupFlagNames = (flags: number): string => flagNames(flags, SETUP_FLAGS) || '0';
export const sqFlagNames = (flags: number): string =>
  flagNames(flags, [[IORING_SQ_CQ_OVERFLOW, 'IORING_SQ_CQ_OVERFLOW']]) || '0';

/** The union at rw_flags, as this opcode reads it. */
export function opFlagNames(opcode: number, flags: number): string {
  switch (opcode) {
    case IoUringOp.FSYNC:
      return flagNames(flags, [[IORING_FSYNC_DATASYNC, 'IORING_FSYNC_DATASYNC']]) || '0';
    case IoUringOp.POLL_ADD:
      return pollNames(flags);
    case IoUringOp.NOP:
      return `${flags}`;
    default:
      return rwFlagNames(flags) || '0';
  }
}
