/** IOCB_CMD_FSYNC and FDSYNC: fs/aio.c: aio_fsync(), aio_fsync_work(). A worker does it, not the device's queue (FSY-02, FSY-03). */
import { MACHINE, PAGE_SHIFT } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Iocb } from '../uapi/aio_abi';
import { Inode, InodeType, Kiocb, KiocbState } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import { contentWord } from '../sim/file-content';
import { fileRow, fileType, inodeOfFile } from '../sim/files';
import { FLUSH_NS, queueFor, transferTime } from '../sim/device';
import { allSaved } from '../sim/page-io';
import { hasFsync } from '../sim/rw';
import { step3 } from '../sim/trace';
import { handleOf, kioctxRow } from './kioctx';
import { beginCompletion } from './complete';

/** What a flush of the disk's cache may take more, in ns. */
const SPREAD_NS: u64 = 100_000;

/** FSY-01: nothing but the file counts, and it must have fsync; anything else is -EINVAL. */
export function isPlainFsync(iocb: usize, file: usize): bool {
  return (
    load<u64>(iocb, Iocb.aio_buf) == 0 &&
    load<u64>(iocb, Iocb.aio_offset) == 0 &&
    load<u64>(iocb, Iocb.aio_nbytes) == 0 &&
    load<u32>(iocb, Iocb.aio_rw_flags) == 0 &&
    hasFsync(fileType(file))
  );
}

/** Gives the request to a worker. @returns false when there is no memory */
export function queueFsync(request: usize): bool {
  const serial = load<u32>(request, Kiocb.serial);
  const inode = inodeOfFile(fileRow(load<u16>(request, Kiocb.file)));
  const pages = fileType(fileRow(load<u16>(request, Kiocb.file))) == InodeType.Regular ? load<u32>(inode, Inode.unsaved) : 0;
  const luck = contentWord(load<u32>(MACHINE + Machine.seed) + 1, serial) % SPREAD_NS;
  const time = FLUSH_NS + luck + transferTime((<u64>pages) << PAGE_SHIFT);
  if (!queueFor(request, time)) return false;
  store<u8>(request, KiocbState.AtWorker, Kiocb.state);
  step3(Step.QueueWork, handle(request), load<u64>(request, Kiocb.obj), time);
  return true;
}

/** The worker is done; the program's throttle, if it has one, was not its own (FSY-02). */
export function fsyncWork(request: usize): void {
  const file = fileRow(load<u16>(request, Kiocb.file));
  if (fileType(file) == InodeType.Regular) allSaved(inodeOfFile(file));
  step3(Step.Fsync, handle(request), load<u64>(request, Kiocb.obj), 0);
  beginCompletion(request, 0);
}

function handle(request: usize): u64 {
  return handleOf(kioctxRow(load<u16>(request, Kiocb.ctx)));
}
