import { FileSystem } from '../../assembly/uapi/kernel-state.ts';
import type { DiskOptions } from './model-machine.ts';

/** Disks by name, as `--disk` takes them. */
export const DISKS = {
  usual: {},
  /** A request every 20 ms: blkio.throttle with 50 requests a second. */
  slow: { throttle: 20_000_000 },
  /** The same, and it takes no more than 4 requests at a time: nr_requests. */
  queue: { throttle: 20_000_000, requests: 4 },
  /** There is room for 64 blocks of 4 KiB. */
  small: { blocks: 64 },
} as const satisfies Readonly<Record<string, DiskOptions>>;
export type DiskName = keyof typeof DISKS;

/** What O_DIRECT writes have to wait for, by file system, as `--fs` takes it; all else is ext4's. */
export const FILE_SYSTEMS = {
  ext4: 0,
  xfs: 0,
  btrfs: FileSystem.CopiesOnWrite | FileSystem.HolesWait,
  ext2: FileSystem.HolesWait | FileSystem.NoFallocate,
} as const satisfies Readonly<Record<string, number>>;
export type FileSystemName = keyof typeof FILE_SYSTEMS;
