/** epoll: fs/eventpoll.c. Items stand in three lists: of their epoll, of the file they watch, and of what is ready. */
import { MACHINE, PAGE_SIZE } from '../uapi/memory-map';
import { Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Sys } from '../uapi/syscalls';
import { Step, WaitReason } from '../uapi/records';
import { Epitem, FileMode, FrameOwner, Inode, InodeType, Sim, TaskSim } from '../uapi/kernel-state';
import {
  O_CLOEXEC,
  O_RDWR,
  allocFile,
  fileNumber,
  fileOf,
  fileRow,
  fileType,
  freeFd,
  inodeOfFile,
  installFd,
} from './files';
import { allocInode, freeIfUnused, inodeNumber, inodeRow } from './inodes';
import { allocFrame, markDirty } from './frames';
import { EPOLLERR, EPOLLHUP, EPOLLIN, READ_QUEUE, TWO_QUEUES } from './poll-bits';
import { canPoll, pollFile, waitQueueOf } from './poll-mask';
import { nextWaiter } from './poll-requests';
import { wakeQueue } from './wait-queues';
import { finishMasked, takeMask } from './signal-syscalls';
import { signalPending } from './signals';
import { argument, block, finish, goto, mmOf, unmodelled, wakeAll } from './tasks';
import { accessOk, copyFromUser, copyToUser } from './user-copy';
import { deadlineAfterMs } from './time';
import { step0 } from './trace';

const EPOLL_CTL_ADD: u32 = 1;
const EPOLL_CTL_DEL: u32 = 2;
const EPOLL_CTL_MOD: u32 = 3;
const EPOLLEXCLUSIVE: u32 = 0x1000_0000;
const EPOLLWAKEUP: u32 = 0x2000_0000;
const EPOLLONESHOT: u32 = 0x4000_0000;
const EPOLLET: u32 = 0x8000_0000;
/** How it is told, not what of. */
const EP_PRIVATE_BITS: u32 = EPOLLEXCLUSIVE | EPOLLWAKEUP | EPOLLONESHOT | EPOLLET;
/** sizeof(struct epoll_event), packed: events u32, data u64. */
const EVENT_SIZE: u64 = 12;
const EP_MAX_EVENTS: i32 = 178_956_970;

function allocEpitem(): usize {
  let item: usize = load<u32>(MACHINE + Sim.epitem_free);
  if (item == 0) {
    item = allocFrame(FrameOwner.Kernel, 0);
    if (item == 0) return 0;
    for (let at: usize = 0; at < <usize>PAGE_SIZE - Epitem.SIZEOF; at += Epitem.SIZEOF) {
      store<u32>(item + at, <u32>(item + at + Epitem.SIZEOF), Epitem.next);
    }
  }
  store<u32>(MACHINE + Sim.epitem_free, load<u32>(item, Epitem.next));
  memory.fill(item, 0, Epitem.SIZEOF);
  markDirty(item);
  return item;
}

function freeEpitem(item: usize): void {
  store<u16>(item, 0, Epitem.epoll);
  store<u32>(item, load<u32>(MACHINE + Sim.epitem_free), Epitem.next);
  store<u32>(MACHINE + Sim.epitem_free, <u32>item);
  markDirty(item);
}

function targetOf(item: usize): usize {
  return fileRow(load<u16>(item, Epitem.file));
}

/** Takes an item out of a list whose links are at `link` in each. */
function unlink(head: usize, link: usize, item: usize): void {
  let at = head;
  while (load<u32>(at) != <u32>item) at = <usize>load<u32>(at) + link;
  store<u32>(at, load<u32>(item + link));
  if (at != head) markDirty(at);
}

/** ep_item_poll: what the item would report now. */
function itemEvents(item: usize): u32 {
  return pollFile(targetOf(item)) & load<u32>(item, Epitem.events);
}

/** The end of rdllist, once. */
function makeReady(epoll: usize, item: usize): void {
  if (load<u8>(item, Epitem.ready) != 0) return;
  store<u8>(item, 1, Epitem.ready);
  store<u32>(item, 0, Epitem.next_ready);
  markDirty(item);
  const last: usize = load<u32>(epoll, Inode.ready_last);
  if (load<u32>(epoll, Inode.ready_first) == 0) {
    store<u32>(epoll, <u32>item, Inode.ready_first);
  } else {
    store<u32>(last, <u32>item, Epitem.next_ready);
    markDirty(last);
  }
  store<u32>(epoll, <u32>item, Inode.ready_last);
}

function unready(epoll: usize, item: usize): void {
  if (load<u8>(item, Epitem.ready) == 0) return;
  unlink(epoll + Inode.ready_first, Epitem.next_ready, item);
  if (load<u32>(epoll, Inode.ready_last) == <u32>item) {
    let last: usize = load<u32>(epoll, Inode.ready_first);
    while (last != 0 && load<u32>(last, Epitem.next_ready) != 0) last = load<u32>(last, Epitem.next_ready);
    store<u32>(epoll, <u32>last, Inode.ready_last);
  }
  store<u8>(item, 0, Epitem.ready);
  markDirty(item);
}

/** There is something to report: tasks in epoll_wait, and, with ep_poll_safewake, polls of the epoll itself. */
function wakeEpoll(epoll: usize): void {
  wakeAll(WaitReason.Epoll, inodeNumber(epoll));
  wakeQueue(epoll, READ_QUEUE, EPOLLIN);
}

/** The newest item that watches a file; the others follow in Epitem.next_watcher. @returns 0: none */
export function newestWatcher(inode: usize): usize {
  return load<u32>(inode, Inode.watchers);
}

export function olderWatcher(item: usize): usize {
  return load<u32>(item, Epitem.next_watcher);
}

/** When it was added, among all that wait. */
export function watcherOrder(item: usize): u32 {
  return load<u32>(item, Epitem.order);
}

/** ep_poll_callback, if the item watches the file through this wait queue. */
export function wakeWatcher(item: usize, queue: u32, key: u32): void {
  const events = load<u32>(item, Epitem.events);
  const wanted = (events & ~EP_PRIVATE_BITS) != 0 && (key == 0 || (key & events) != 0);
  if (!wanted || waitQueueOf(targetOf(item)) != queue) return;
  const epoll = inodeRow(load<u16>(item, Epitem.epoll));
  makeReady(epoll, item);
  wakeEpoll(epoll);
}

/** ep_eventpoll_poll: whether an item of the ready list still has something to report. */
export function epollHasEvents(epoll: usize): bool {
  let item: usize = load<u32>(epoll, Inode.ready_first);
  while (item != 0 && itemEvents(item) == 0) item = load<u32>(item, Epitem.next_ready);
  return item != 0;
}

function findItem(epoll: usize, file: usize, fd: u32): usize {
  let item: usize = load<u32>(epoll, Inode.items);
  while (item != 0) {
    if (load<u16>(item, Epitem.file) == fileNumber(file) && load<u32>(item, Epitem.fd) == fd) return item;
    item = load<u32>(item, Epitem.next);
  }
  return 0;
}

/** ep_remove */
function removeItem(epoll: usize, item: usize): void {
  unready(epoll, item);
  unlink(inodeOfFile(targetOf(item)) + Inode.watchers, Epitem.next_watcher, item);
  unlink(epoll + Inode.items, Epitem.next, item);
  freeEpitem(item);
}

/** eventpoll_release: the last reference to a file is gone; whoever watches it forgets it. */
export function forgetFile(file: usize): void {
  let item: usize = load<u32>(inodeOfFile(file), Inode.watchers);
  while (item != 0) {
    const next: usize = load<u32>(item, Epitem.next_watcher);
    if (load<u16>(item, Epitem.file) == fileNumber(file)) removeItem(inodeRow(load<u16>(item, Epitem.epoll)), item);
    item = next;
  }
}

/** The epoll is closed. */
export function freeEpitems(epoll: usize): void {
  while (load<u32>(epoll, Inode.items) != 0) removeItem(epoll, load<u32>(epoll, Inode.items));
}

/** epoll_create, epoll_create1 */
export function sysEpollCreate(task: usize): void {
  step0(Step.Call);
  const old = <i32>load<i64>(task, Task.syscall_nr) == Sys.epoll_create;
  const flags: u32 = old ? 0 : <u32>argument(task, 0);
  if (old && <i32>argument(task, 0) <= 0) return finish(task, -(<i64>Errno.EINVAL));
  if (flags & ~O_CLOEXEC) return finish(task, -(<i64>Errno.EINVAL));
  const mm = mmOf(task);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const inode = allocInode(InodeType.Epoll, 0x180);
  if (inode == 0) return finish(task, -(<i64>Errno.ENOMEM));
  const file = allocFile(inode, O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  installFd(mm, <u32>fd, file, flags != 0);
  finish(task, fd);
}

/** struct epoll_event, in the locals of the call. */
const EVENT: usize = Task.scratch + 16;

export function sysEpollCtl(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const operation = <u32>argument(task, 1);
  const fd = <u32>argument(task, 2);
  if (operation != EPOLL_CTL_DEL && copyFromUser(mm, task + EVENT, argument(task, 3), EVENT_SIZE) != 0) {
    return finish(task, -(<i64>Errno.EFAULT));
  }
  const file = fileOf(mm, argument(task, 0));
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const target = fileOf(mm, fd);
  if (target == 0) return finish(task, -(<i64>Errno.EBADF));
  if (!canPoll(target)) return finish(task, -(<i64>Errno.EPERM));
  if (file == target || fileType(file) != InodeType.Epoll) return finish(task, -(<i64>Errno.EINVAL));
  const epoll = inodeOfFile(file);
  const events = load<u32>(task, EVENT);
  if (operation != EPOLL_CTL_DEL && (events & EPOLLEXCLUSIVE) != 0) return unmodelled(task, events);
  const item = findItem(epoll, target, fd);
  switch (operation) {
    case EPOLL_CTL_ADD: {
      if (fileType(target) == InodeType.Epoll || waitQueueOf(target) == TWO_QUEUES) return unmodelled(task, operation);
      return finish(
        task,
        item != 0 ? -(<i64>Errno.EEXIST) : addItem(epoll, target, fd, events, load<u64>(task, EVENT + 4)),
      );
    }
    case EPOLL_CTL_DEL: {
      if (item == 0) return finish(task, -(<i64>Errno.ENOENT));
      removeItem(epoll, item);
      return finish(task, 0);
    }
    case EPOLL_CTL_MOD: {
      if (item == 0) return finish(task, -(<i64>Errno.ENOENT));
      store<u64>(item, load<u64>(task, EVENT + 4), Epitem.data);
      askFor(epoll, item, events);
      return finish(task, 0);
    }
    default:
      finish(task, -(<i64>Errno.EINVAL));
  }
}

/** ep_insert. @returns 0 or -ENOMEM */
function addItem(epoll: usize, target: usize, fd: u32, events: u32, data: u64): i64 {
  const item = allocEpitem();
  if (item == 0) return -(<i64>Errno.ENOMEM);
  const inode = inodeOfFile(target);
  store<u16>(item, <u16>inodeNumber(epoll), Epitem.epoll);
  store<u16>(item, <u16>fileNumber(target), Epitem.file);
  store<u32>(item, fd, Epitem.fd);
  store<u64>(item, data, Epitem.data);
  store<u32>(item, nextWaiter(), Epitem.order);
  store<u32>(item, load<u32>(epoll, Inode.items), Epitem.next);
  store<u32>(epoll, <u32>item, Inode.items);
  store<u32>(item, load<u32>(inode, Inode.watchers), Epitem.next_watcher);
  store<u32>(inode, <u32>item, Inode.watchers);
  askFor(epoll, item, events);
  return 0;
}

/** New events for an item, which is ready if the file is. */
function askFor(epoll: usize, item: usize, events: u32): void {
  store<u32>(item, events | EPOLLERR | EPOLLHUP, Epitem.events);
  markDirty(item);
  if (itemEvents(item) == 0 || load<u8>(item, Epitem.ready) != 0) return;
  makeReady(epoll, item);
  wakeEpoll(epoll);
}

/** Locals of epoll_wait: 1 once the call slept; until when u64. */
const STARTED: usize = Task.scratch;
const DEADLINE: usize = Task.scratch + 8;

/** epoll_wait, epoll_pwait: a signal ends it with EINTR, whether a handler runs or not. */
export function stepEpollWait(task: usize): void {
  const mm = mmOf(task);
  if (load<u32>(task, STARTED) == 0) {
    const error = checkWait(task, mm);
    if (error != 0) {
      step0(Step.Call);
      return finishMasked(task, error, false);
    }
    store<u32>(task, 1, STARTED);
    store<u64>(task, deadlineAfterMs(<i32>argument(task, 3)), DEADLINE);
  }
  const file = fileOf(mm, argument(task, 0));
  const sent = file == 0 ? 0 : sendEvents(task, inodeOfFile(file));
  const timeUp = load<u32>(task, TaskSim.timed_out) != 0 && load<i32>(task, Task.step) != 0;
  if (sent != 0 || timeUp || <i32>argument(task, 3) == 0) {
    step0(Step.Call);
    return finishMasked(task, sent, false);
  }
  if (signalPending(task)) {
    step0(Step.Call);
    return finishMasked(task, -(<i64>Errno.EINTR), true);
  }
  goto(task, 1);
  block(task, WaitReason.Epoll, file == 0 ? 0 : inodeNumber(inodeOfFile(file)), load<u64>(task, DEADLINE));
}

function checkWait(task: usize, mm: i32): i64 {
  if (<i32>load<i64>(task, Task.syscall_nr) == Sys.epoll_pwait) {
    const error = takeMask(task, argument(task, 4), argument(task, 5));
    if (error != 0) return error;
  }
  const file = fileOf(mm, argument(task, 0));
  if (file == 0) return -(<i64>Errno.EBADF);
  const most = <i32>argument(task, 2);
  if (most <= 0 || most > EP_MAX_EVENTS) return -(<i64>Errno.EINVAL);
  if (!accessOk(argument(task, 1), <u64>most * EVENT_SIZE)) return -(<i64>Errno.EFAULT);
  return fileType(file) == InodeType.Epoll ? 0 : -(<i64>Errno.EINVAL);
}

/**
 * ep_send_events: every item of the ready list is asked again, once. Level-triggered ones go back to its end.
 * @returns events delivered, or -EFAULT when the first one faults
 */
function sendEvents(task: usize, epoll: usize): i64 {
  const mm = mmOf(task);
  const most = <i64>(<i32>argument(task, 2));
  const last: usize = load<u32>(epoll, Inode.ready_last);
  let item: usize = load<u32>(epoll, Inode.ready_first);
  let sent: i64 = 0;
  while (item != 0 && sent < most) {
    const next: usize = item == last ? 0 : load<u32>(item, Epitem.next_ready);
    const events = itemEvents(item);
    if (events != 0) {
      store<u32>(task, events, EVENT);
      store<u64>(task, load<u64>(item, Epitem.data), EVENT + 4);
      const to = argument(task, 1) + <u64>sent * EVENT_SIZE;
      if (copyToUser(mm, to, task + EVENT, EVENT_SIZE) != 0) return sent != 0 ? sent : -(<i64>Errno.EFAULT);
      sent++;
    }
    unready(epoll, item);
    const asked = load<u32>(item, Epitem.events);
    if (events != 0 && (asked & EPOLLONESHOT) != 0) store<u32>(item, asked & EP_PRIVATE_BITS, Epitem.events);
    else if (events != 0 && (asked & EPOLLET) == 0) makeReady(epoll, item);
    item = next;
  }
  return sent;
}
