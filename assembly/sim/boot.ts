/** How a machine begins: kernel state from zeroed memory, its files, and the program's first task. */
import {
  FRAMES,
  FRAME_TABLE,
  HEAP_BASE,
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_READ,
  PTE_WRITE,
  STACK_BASE,
  STACK_SIZE,
  STAGE,
} from '../uapi/memory-map';
import { Machine, Task, TaskState } from '../uapi/machine-state';
import { FileMode, FrameOwner, FrameRow, Inode, InodeType, Mm, Sim, TaskSim } from '../uapi/kernel-state';
import { Process, ProcessState } from '../uapi/process-state';
import { Errno } from '../uapi/errno';
import { NEVER, initClock } from './clock';
import { initFeatures } from './features';
import { allocFrame, initFrames, markDirty } from './frames';
import { PTE_FRAME, faultIn, pteAddress } from './pages';
import { mapFrame, mapLazy, mmRow } from './mmap';
import { allocInode } from './inodes';
import { O_RDWR, O_WRONLY, allocFile, installFd } from './files';
import { addName, createRegular, findName, inodeOfName } from './names';
import { getPage, pageChanged, readPage } from './page-cache';
import { RLIM_INFINITY } from './limits';
import { INIT } from './processes';
import { processRow } from './signals';
import { taskRow } from './tasks';

const FIRST_TID: i32 = 1000;
const AIO_MAX_NR: u64 = 0x1_0000;

/** Bytes between the bottom of the stack and the first frame: a return from it finds zeroes. */
const STACK_MARGIN: u64 = 64;

export function boot(nrCpus: u32, version: u32, seed: u32): void {
  store<u32>(MACHINE + Machine.nr_cpus, nrCpus);
  store<u32>(MACHINE + Machine.version, version);
  store<u32>(MACHINE + Machine.seed, seed);
  store<u64>(MACHINE + Machine.aio_max_nr, AIO_MAX_NR);
  store<u64>(MACHINE + Machine.next_event, NEVER);
  initFeatures();
  initClock();
  initFrames();
  mapStack();
  store<u64>(mmRow(0), HEAP_BASE, Mm.brk);

  const task = taskRow(1);
  store<i32>(task, TaskState.User, Task.state);
  store<i32>(task, FIRST_TID, Task.tid);
  store<u64>(task, STACK_BASE, Task.stack_base);
  store<u64>(task, <u64>FRAMES - <u64>STACK_BASE, Task.stack_shift);
  store<u64>(task, NEVER, Task.wait_deadline);
  store<u32>(task, 1, TaskSim.direct);
  store<u32>(MACHINE + Sim.last_task, 1);
  store<u32>(MACHINE + Machine.current_task, 1);
  store<u64>(MACHINE + Sim.itimer_due, NEVER);
  const process = processRow(0);
  store<u32>(process, ProcessState.Alive, Process.state);
  store<i32>(process, FIRST_TID, Process.pid);
  store<u32>(process, 1, Process.leader);
  store<i32>(process, INIT, Process.parent);
  store<u32>(process, 1, Process.threads);
  store<u32>(MACHINE + Sim.last_tid, FIRST_TID);
  store<u64>(process, RLIM_INFINITY, Process.file_size_limit);
  store<u64>(process, RLIM_INFINITY, Process.file_size_limit + 8);
  store<u64>(process, RLIM_INFINITY, Process.address_space_limit);
  store<u64>(process, RLIM_INFINITY, Process.address_space_limit + 8);
  makeFiles();
}

/** The main stack is mapped whole to the first frames. */
function mapStack(): void {
  for (let offset: u64 = 0; offset < <u64>STACK_SIZE; offset += PAGE_SIZE) {
    const frame = <usize>offset + FRAMES;
    const row: usize = <usize>(offset >> PAGE_SHIFT) * FrameRow.SIZEOF + FRAME_TABLE;
    store<u8>(row, FrameOwner.Anonymous, FrameRow.owner);
    store<u32>(row, 1, FrameRow.refs);
    mapFrame(0, <u64>STACK_BASE + offset, frame, PTE_READ | PTE_WRITE);
  }
}

function makeFiles(): void {
  console(0, O_RDWR, FileMode.Read | FileMode.Write);
  console(1, O_WRONLY, FileMode.Write);
  console(2, O_WRONLY, FileMode.Write);
  // .
  special(memory.data<u8>([0x2e]), 1, InodeType.Directory, 0x41ed);
  // /
  special(memory.data<u8>([0x2f]), 1, InodeType.Directory, 0x41ed);
  // /tmp
  special(memory.data<u8>([0x2f, 0x74, 0x6d, 0x70]), 4, InodeType.Directory, 0x43ff);
  // /dev/null
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x6e, 0x75, 0x6c, 0x6c]), 9, InodeType.Null, 0x21b6);
  // /dev/zero
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x7a, 0x65, 0x72, 0x6f]), 9, InodeType.Zero, 0x21b6);
  // /dev/full
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x66, 0x75, 0x6c, 0x6c]), 9, InodeType.Full, 0x21b6);
  // /proc/sys/fs/aio-nr
  special(
    memory.data<u8>([
      0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x73, 0x79, 0x73, 0x2f, 0x66, 0x73, 0x2f, 0x61, 0x69, 0x6f, 0x2d, 0x6e, 0x72,
    ]),
    19,
    InodeType.AioNr,
    0x8124,
  );
  // /proc/sys/fs/aio-max-nr
  special(
    memory.data<u8>([
      0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x73, 0x79, 0x73, 0x2f, 0x66, 0x73, 0x2f, 0x61, 0x69, 0x6f, 0x2d, 0x6d, 0x61,
      0x78, 0x2d, 0x6e, 0x72,
    ]),
    23,
    InodeType.AioMaxNr,
    0x81a4,
  );
  // /dev/urandom
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x75, 0x72, 0x61, 0x6e, 0x64, 0x6f, 0x6d]), 12, InodeType.Urandom, 0x21b6);
  // /dev/ptmx
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x70, 0x74, 0x6d, 0x78]), 9, InodeType.Ptmx, 0x21b6);
  // /dev/shm
  special(memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x73, 0x68, 0x6d]), 8, InodeType.Directory, 0x43ff);
  // /proc/uptime
  special(memory.data<u8>([0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x75, 0x70, 0x74, 0x69, 0x6d, 0x65]), 12, InodeType.Uptime, 0x8124);
  // /proc/self/maps
  special(memory.data<u8>([0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x73, 0x65, 0x6c, 0x66, 0x2f, 0x6d, 0x61, 0x70, 0x73]), 15, InodeType.ProcMaps, 0x8124);
  // /proc/self/status
  special(memory.data<u8>([0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x73, 0x65, 0x6c, 0x66, 0x2f, 0x73, 0x74, 0x61, 0x74, 0x75, 0x73]), 17, InodeType.ProcSelf, 0x8124);
  // /proc/self/mem
  special(memory.data<u8>([0x2f, 0x70, 0x72, 0x6f, 0x63, 0x2f, 0x73, 0x65, 0x6c, 0x66, 0x2f, 0x6d, 0x65, 0x6d]), 14, InodeType.ProcSelf, 0x8180);
  // /sys/devices/system/cpu/possible
  special(memory.data<u8>([0x2f, 0x73, 0x79, 0x73, 0x2f, 0x64, 0x65, 0x76, 0x69, 0x63, 0x65, 0x73, 0x2f, 0x73, 0x79, 0x73, 0x74, 0x65, 0x6d, 0x2f, 0x63, 0x70, 0x75, 0x2f, 0x70, 0x6f, 0x73, 0x73, 0x69, 0x62, 0x6c, 0x65]), 32, InodeType.CpusPossible, 0x8124);
  // /sys/dev/block/254:0/stat
  special(memory.data<u8>([0x2f, 0x73, 0x79, 0x73, 0x2f, 0x64, 0x65, 0x76, 0x2f, 0x62, 0x6c, 0x6f, 0x63, 0x6b, 0x2f, 0x32, 0x35, 0x34, 0x3a, 0x30, 0x2f, 0x73, 0x74, 0x61, 0x74]), 25, InodeType.DiskStat, 0x8124);
}

/** fd 0 reads nothing; what goes to 1 and 2 leaves the machine as records. Inode.count says which stream it is. */
function console(fd: u32, flags: u32, mode: u32): void {
  const inode = allocInode(InodeType.Console, 0x1180);
  store<u64>(inode, fd, Inode.count);
  installFd(0, fd, allocFile(inode, flags, mode), false);
}

function special(name: usize, length: u32, type: InodeType, mode: u32): void {
  addName(name, length, allocInode(type, mode));
}

/**
 * A file of the working directory, 0644; STAGE holds its name. With a seed its content is byteAt(seed, offset),
 * else zeroes. An existing file of that name becomes this one.
 * @returns 0, or -ENOSPC when a table is full
 */
export function createFile(nameLength: u32, sizeHigh: u32, sizeLow: u32, seed: u32): i32 {
  const size = ((<u64>sizeHigh) << 32) | sizeLow;
  const dentry = findName(STAGE, nameLength);
  const inode = dentry != 0 ? inodeOfName(dentry) : createRegular(STAGE, nameLength, 0x81a4);
  if (inode == 0) return -Errno.ENOSPC;
  store<u64>(inode, size, Inode.size);
  store<u64>(inode, size, Inode.seed_end);
  store<u32>(inode, seed, Inode.seed);
  return 0;
}

/** Writes to a file made by createFile; STAGE holds the name, then the bytes. @returns 0, -ENOENT or -ENOMEM */
export function writeStaged(nameLength: u32, offset: u64, length: u32): i32 {
  const dentry = findName(STAGE, nameLength);
  if (dentry == 0) return -Errno.ENOENT;
  const inode = inodeOfName(dentry);
  let from: usize = <usize>nameLength + STAGE;
  const end = offset + length;
  while (offset < end) {
    const inPage = <u32>offset & (PAGE_SIZE - 1);
    const chunk = <u32>min<u64>(end - offset, PAGE_SIZE - inPage);
    const page = getPage(inode, <u32>(offset >> PAGE_SHIFT));
    if (page == 0) return -Errno.ENOMEM;
    memory.copy(page + inPage, from, chunk);
    pageChanged(page);
    from += chunk;
    offset += chunk;
  }
  if (end > load<u64>(inode, Inode.size)) store<u64>(inode, end, Inode.size);
  return 0;
}

/**
 * One page of a file to STAGE, where its name was, as a read would see it; nothing in the machine changes.
 * @returns how many of its bytes are inside the file, or -ENOENT
 */
export function readStaged(nameLength: u32, page: u32): i32 {
  const dentry = findName(STAGE, nameLength);
  if (dentry == 0) return -Errno.ENOENT;
  const inode = inodeOfName(dentry);
  const size = load<u64>(inode, Inode.size);
  const offset = (<u64>page) << PAGE_SHIFT;
  if (offset >= size) return 0;
  readPage(inode, page, STAGE);
  return <i32>min<u64>(size - offset, PAGE_SIZE);
}

/**
 * Maps pages of the program and fills their first `fileLength` bytes from STAGE; whole pages behind them get their
 * frames when they are touched. Pages that are there already keep what they have beside that.
 * @returns 0 or -ENOMEM
 */
export function mapSegment(address: u64, length: u32, fileLength: u32, writable: bool): i32 {
  const bits: u32 = writable ? PTE_READ | PTE_WRITE : PTE_READ;
  const fileEnd = address + fileLength;
  for (let page = address & ~(<u64>(PAGE_SIZE - 1)); page < address + length; page += PAGE_SIZE) {
    if (load<u32>(pteAddress(0, page)) != 0) continue;
    if (page >= fileEnd) {
      if (mapLazy(0, page, PAGE_SIZE, bits) != 0) return -Errno.ENOMEM;
      continue;
    }
    const frame = allocFrame(FrameOwner.Anonymous, 0);
    if (frame == 0) return -Errno.ENOMEM;
    mapFrame(0, page, frame, bits);
  }
  let from: usize = STAGE;
  while (address < fileEnd) {
    faultIn(0, address, PTE_READ);
    const inPage = <u32>address & (PAGE_SIZE - 1);
    const chunk = <u32>min<u64>(fileEnd - address, PAGE_SIZE - inPage);
    const frame: usize = load<u32>(pteAddress(0, address)) & PTE_FRAME;
    memory.copy(frame + inPage, from, chunk);
    markDirty(frame);
    from += chunk;
    address += chunk;
  }
  return 0;
}

/** Task 1 begins at instruction `entry`; CODE holds the program. */
export function exec(entry: u32, codeLength: u32): void {
  const task = taskRow(1);
  store<u32>(MACHINE + Machine.code_length, codeLength);
  store<u32>(task, 0, TaskSim.direct);
  store<u32>(task, entry, Task.pc);
  store<u64>(task, <u64>STACK_BASE + STACK_MARGIN, Task.fp);
  store<u64>(task, <u64>STACK_BASE + STACK_SIZE, Task.stack_end);
}
