/** The machine's clockwork: whose moment is next, and when to stop. */
import { Op } from './uapi/bytecode';
import { CODE, MACHINE, STACK_SIZE } from './uapi/memory-map';
import { Machine, Stop, Task, TaskState, UserStop } from './uapi/machine-state';
import { Sys } from './uapi/syscalls';
import { Activity, FaultKind, RecordKind, Step, WaitReason } from './uapi/records';
import { BLOCKED, BugCode, Kiocb, KiocbState, PollKiocb, Sim, TaskSim, UNMODELLED } from './uapi/kernel-state';
import { NEVER, STATEMENT_NS, now } from './sim/clock';
import {
  actAs,
  bug,
  enterSyscall,
  finish,
  nextDeadline,
  putResult,
  returnToUser,
  sleepsOn,
  taskRow,
  unmodelled,
  wake,
  wakeAll,
} from './sim/tasks';
import { makeTraceRoom, record, setActor, step0, step1, traceHasRoom } from './sim/trace';
import { deviceDue, takeFromDevice } from './sim/device';
import { updateNextEvent } from './sim/events';
import { TURN } from './sim/sched';
import { expireItimer, itimerDue, itimerTask } from './sim/itimer';
import { pageIoDone } from './sim/page-io';
import { firstSignal, forceFault, sendToSelf, takeSignal } from './sim/signals';
import { areReaped, isOfRing, noticeReaps } from './sim/io-rings';
import { takeRun, takeWork, workDue } from './sim/poll-requests';
import { expireTimer, timerDue } from './sim/timerfd';
import { advanceCompletion } from './aio/complete';
import { fsyncWork } from './aio/fsync';
import { pollWoken, pollWork } from './aio/poll';
import { holdsCompletionLock, transferDirect } from './aio/submit';
import { advanceCqe } from './uring/complete';
import { goOn } from './uring/issue';
import { beginsHandler, deliverSignal, needsDelivery } from './deliver';
import { leaveToHost } from './host';
import { stepSyscall } from './syscalls';
import { runUser } from './vm/run-user';

/**
 * Runs `moments` moments, or until the program is over, stuck, or `work` is used up.
 * The same moments follow each other whatever the slices.
 */
export function run(moments: u32, work: u32): Stop {
  const stop = advance(moments, work);
  store<i32>(MACHINE + Machine.stop, stop);
  return stop;
}

function advance(moments: u32, work: u32): Stop {
  let left = moments;
  let workLeft = work;
  while (true) {
    if (load<i32>(MACHINE + Machine.bug) != BugCode.None) return Stop.Bug;
    const task = taskRow(load<u32>(MACHINE + Machine.current_task));
    const state = load<i32>(task, Task.state);
    if (state == TaskState.Unmodelled) return Stop.Unmodelled;

    if (state == TaskState.User && load<u32>(task, TaskSim.direct) == 0) {
      if (needsDelivery(task)) {
        if (beginsHandler(task)) {
          if (left == 0) return Stop.Budget;
          if (!traceHasRoom()) return Stop.TraceFull;
          beginMoment();
          left--;
        }
        deliverSignal(task);
        continue;
      }
      const shared = othersWait(task);
      const turn = shared ? TURN - min<u32>(TURN, load<u32>(MACHINE + Sim.turn)) : 0xffff_ffff;
      // What a program reaps by itself is seen after every statement, so that it is known which one did.
      const watched = areReaped();
      if (watched && !traceHasRoom()) return Stop.TraceFull;
      const most: u32 = watched ? (standsAtStatement(task) ? 1 : 0) : 0xffff_ffff;
      const ended = runUser(task, min<u32>(min<u32>(left, turn), min<u32>(most, statementsBeforeEvent())), workLeft);
      const statements = load<u32>(MACHINE + Machine.user_statements);
      store<u64>(MACHINE + Machine.position, load<u64>(MACHINE + Machine.position) + statements);
      store<u64>(MACHINE + Machine.now, now() + <u64>statements * STATEMENT_NS);
      store<u32>(MACHINE + Sim.turn, shared ? load<u32>(MACHINE + Sim.turn) + statements : 0);
      left -= statements;
      workLeft -= min<u32>(workLeft, load<u32>(MACHINE + Machine.user_work));
      switch (ended) {
        case UserStop.Work:
          return Stop.Work;
        case UserStop.Syscall: {
          if (watched) noticeReaps(task);
          enterSyscall(task, load<u32>(task, Task.statement));
          if (load<u32>(MACHINE + Machine.host) != 0 && leaveToHost(task)) return Stop.HostCall;
          continue;
        }
        case UserStop.Fault: {
          if (load<u64>(MACHINE + Machine.host_page) != 0) return Stop.HostPage;
          if (watched) noticeReaps(task);
          if (isShortOfStack(task)) stopForStack(task);
          else forceFault(task);
          continue;
        }
        default:
          if (watched) noticeReaps(task);
      }
      if (left == 0) return Stop.Budget;
      if (eventIsDue()) {
        if (!traceHasRoom()) return Stop.TraceFull;
        eventMoment();
        left--;
      } else if (shared && load<u32>(MACHINE + Sim.turn) >= TURN) {
        pickNext();
      }
      continue;
    }

    const event = eventIsDue() && (state != TaskState.Kernel || !holdsCompletionLock(task));
    if (!event && state != TaskState.Kernel) {
      if (pickNext()) continue;
      if (load<u64>(MACHINE + Machine.next_event) == NEVER) return over();
      if (left == 0) return Stop.Budget;
      store<u64>(MACHINE + Machine.now, load<u64>(MACHINE + Machine.next_event));
      continue;
    }
    if (left == 0) return Stop.Budget;
    if (workLeft == 0) return Stop.Work;
    if (!traceHasRoom()) return Stop.TraceFull;
    if (event) {
      eventMoment();
      // Also when the event is what woke it.
      if (load<i32>(task, Task.state) == TaskState.Kernel) actAs(task);
    } else {
      kernelMoment(task);
    }
    left--;
    workLeft -= min<u32>(workLeft, 1 + load<u32>(MACHINE + Sim.work));
    store<u32>(MACHINE + Sim.work, 0);
  }
}

/** Whether a statement is next, and not the rest of one. */
function standsAtStatement(task: usize): bool {
  return <i32>load<u16>(<usize>CODE + (<usize>load<u32>(task, Task.pc) << 4)) == Op.STMT;
}

/** A child process or a thread used up its stack, which is smaller here than it is on Linux. */
function isShortOfStack(task: usize): bool {
  const size = load<u64>(task, Task.stack_end) - load<u64>(task, Task.stack_base);
  return load<i32>(task, Task.fault) == FaultKind.StackOverflow && size < <u64>STACK_SIZE;
}

/** What Linux would do with the rest of the stack is not known: the run ends, in the name of the call that made it. */
function stopForStack(task: usize): void {
  store<i64>(task, Sys.clone, Task.syscall_nr);
  actAs(task);
  unmodelled(task, load<u64>(task, Task.stack_end) - load<u64>(task, Task.stack_base));
}

/** Whether another task could run its own code, or go on in the kernel. */
function othersWait(task: usize): bool {
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) if (taskRow(i) != task && isRunnable(taskRow(i))) return true;
  return false;
}

function isRunnable(task: usize): bool {
  const state = load<i32>(task, Task.state);
  return (state == TaskState.User || state == TaskState.Kernel) && load<u32>(task, TaskSim.direct) == 0;
}

/** Statements that may begin before the next event is due. */
function statementsBeforeEvent(): u32 {
  if (isInterrupted()) return 0;
  const next = load<u64>(MACHINE + Machine.next_event);
  if (next == NEVER) return 0xffff_ffff;
  if (next <= now()) return 0;
  return <u32>min<u64>((next - now() + STATEMENT_NS - 1) / STATEMENT_NS, 0xffff_ffff);
}

/** Something happens before any task goes on: an interrupt is in progress, or an event's time has come. */
function eventIsDue(): bool {
  return load<u64>(MACHINE + Machine.next_event) <= now() || isInterrupted();
}

/** A completion goes on, or has to begin. */
function isInterrupted(): bool {
  return load<u32>(MACHINE + Sim.interrupt) != 0 || load<u32>(MACHINE + Sim.run_first) != 0;
}

function beginMoment(): void {
  store<u64>(MACHINE + Machine.position, load<u64>(MACHINE + Machine.position) + 1);
}

/** One moment of a task's system call. */
function kernelMoment(task: usize): void {
  beginMoment();
  stepSyscall(task);
  storeResult(task);
}

/** When the call is over, its result goes to the program's register. */
function storeResult(task: usize): void {
  if (load<i32>(task, Task.state) != TaskState.User || load<u32>(task, TaskSim.direct) != 0) return;
  if (load<i32>(task, Task.syscall_slot) >= 0) putResult(task, load<i64>(task, Task.result));
}

/** One moment of the completion in progress, or the first one of the event that is due. */
function eventMoment(): void {
  beginMoment();
  if (isInterrupted()) return completionMoment();
  const timer = min<u64>(min<u64>(timerDue(), itimerDue()), nextDeadline());
  if (workDue() <= now() && workDue() <= min<u64>(deviceDue(), timer)) workerMoment();
  else if (deviceDue() <= now() && deviceDue() <= timer) deviceInterrupt();
  else if (timerDue() <= now() && timerDue() == timer) timerfdInterrupt();
  else if (itimerDue() <= now() && itimerDue() == timer) itimerInterrupt();
  else timerExpires();
  updateNextEvent();
}

/** A completion goes on, or the next one begins; the call that began them returns after the last. */
function completionMoment(): void {
  let request: usize = load<u32>(MACHINE + Sim.interrupt);
  if (request == 0) {
    request = takeRun();
    if (isOfRing(request)) return taskWork(request);
    beginInterrupt(
      load<u16>(request, PollKiocb.activity),
      load<u32>(request, PollKiocb.ordinal),
      load<u8>(request, PollKiocb.actor),
    );
    store<u32>(MACHINE + Sim.interrupt, <u32>request);
    return pollWoken(request);
  }
  setActor(
    load<u32>(MACHINE + Sim.interrupt_activity),
    load<u32>(MACHINE + Sim.interrupt_ordinal),
    load<u32>(MACHINE + Sim.interrupt_task),
  );
  if (!(isOfRing(request) ? advanceCqe(request) : advanceCompletion(request))) return;
  store<u32>(MACHINE + Sim.interrupt, 0);
  endOfCompletion();
}

/** task_work of io_uring: the request goes on in the time of the task that submitted it. */
function taskWork(waited: usize): void {
  beginInterrupt(Activity.tctx_task_work, nextOrdinal(Sim.task_works), load<u8>(waited, Kiocb.task));
  const request = goOn(waited);
  store<u32>(MACHINE + Sim.interrupt, <u32>request);
  if (request == 0) endOfCompletion();
}

/** The call that began completions returns after the last of them. */
function endOfCompletion(): void {
  const number = load<u32>(MACHINE + Sim.returning);
  if (number == 0 || isInterrupted()) return;
  store<u32>(MACHINE + Sim.returning, 0);
  const task = taskRow(number);
  actAs(task);
  returnToUser(task);
  storeResult(task);
}

/** Whose moments the next completion's are. */
function beginInterrupt(activity: u32, ordinal: u32, task: u32): void {
  store<u32>(MACHINE + Sim.interrupt_activity, activity);
  store<u32>(MACHINE + Sim.interrupt_ordinal, ordinal);
  store<u32>(MACHINE + Sim.interrupt_task, task);
  setActor(activity, ordinal, task);
}

/** One more of what a counter of Sim counts. */
function nextOrdinal(counter: usize): u32 {
  const ordinal = load<u32>(MACHINE + counter) + 1;
  store<u32>(MACHINE + counter, ordinal);
  return ordinal;
}

/** A worker asks the file of a poll again. */
function workerMoment(): void {
  const request = takeWork();
  beginInterrupt(Activity.aio_poll_work, nextOrdinal(Sim.poll_works), load<u8>(request, Kiocb.task));
  if (pollWork(request)) store<u32>(MACHINE + Sim.interrupt, <u32>request);
}

/** A request is done: its task goes on if one sleeps for it, else its completion begins. */
function deviceInterrupt(): void {
  const request = takeFromDevice();
  const number: u32 = load<u8>(request, Kiocb.task);
  const state = load<u8>(request, Kiocb.state);
  if (load<u32>(MACHINE + Sim.disk_requests) != 0) wakeAll(WaitReason.DeviceQueue, 0);
  if (state == KiocbState.PageRead || state == KiocbState.PageWrite) {
    setActor(Activity.bio_endio, nextOrdinal(Sim.endios), number);
    return pageIoDone(request);
  }
  const task = taskRow(number);
  if (sleepsOn(task, WaitReason.Device, request)) {
    setActor(Activity.bio_endio, nextOrdinal(Sim.endios), number);
    step1(Step.DeviceDone, load<u32>(request, Kiocb.bytes));
    wake(task);
    return;
  }
  if (isOfRing(request)) return taskWork(request);
  store<u32>(MACHINE + Sim.interrupt, <u32>request);
  if (state == KiocbState.AtWorker) {
    beginInterrupt(Activity.aio_fsync_work, nextOrdinal(Sim.fsync_works), number);
    fsyncWork(request);
    return;
  }
  beginInterrupt(Activity.aio_complete, nextOrdinal(Sim.interrupts), number);
  transferDirect(request);
}

/** The timer of a timerfd goes off. */
function timerfdInterrupt(): void {
  setActor(Activity.hrtimer, nextOrdinal(Sim.timers), load<u32>(MACHINE + Machine.current_task));
  expireTimer();
}

/** The timer of setitimer goes off. */
function itimerInterrupt(): void {
  const leader = itimerTask();
  setActor(Activity.hrtimer, nextOrdinal(Sim.timers), leader);
  expireItimer(taskRow(leader));
}

/** The first task, by number, whose time is up wakes. */
function timerExpires(): void {
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (load<i32>(task, Task.state) != TaskState.Blocked || load<u64>(task, Task.wait_deadline) > now()) continue;
    setActor(Activity.hrtimer, nextOrdinal(Sim.timers), i);
    step1(Step.TimerExpires, load<u64>(task, Task.wait_object));
    store<u32>(task, 1, TaskSim.timed_out);
    wake(task);
    return;
  }
  bug(BugCode.NoEvent, now());
}

/** The next task after the current one that can run becomes current. @returns false when none can */
function pickNext(): bool {
  const last = load<u32>(MACHINE + Sim.last_task);
  let number = load<u32>(MACHINE + Machine.current_task);
  for (let i: u32 = 0; i < last; i++) {
    number = number < last ? number + 1 : 1;
    const task = taskRow(number);
    if (!isRunnable(task)) continue;
    store<u32>(MACHINE + Machine.current_task, number);
    store<u32>(MACHINE + Sim.turn, 0);
    actAs(task);
    return true;
  }
  return false;
}

/** Nothing can run and nothing will happen: the program is over, or stuck, which is said once. */
function over(): Stop {
  const last = load<u32>(MACHINE + Sim.last_task);
  let waiting: u32 = 0;
  for (let i: u32 = 1; i <= last; i++) {
    if (load<i32>(taskRow(i), Task.state) == TaskState.Host) return Stop.HostCall;
    if (load<i32>(taskRow(i), Task.state) == TaskState.Blocked) waiting++;
  }
  if (waiting == 0) return Stop.Exited;
  if (load<i32>(MACHINE + Machine.stop) != Stop.Stuck) {
    setActor(0, 0, load<u32>(MACHINE + Machine.current_task));
    store<u64>(record(RecordKind.Stuck, 0, 1), waiting);
  }
  return Stop.Stuck;
}

/** Runs a call that is driven from outside until it ends or sleeps. */
function drive(task: usize): i64 {
  while (load<i32>(task, Task.state) == TaskState.Kernel && load<i32>(MACHINE + Machine.bug) == BugCode.None) {
    makeTraceRoom();
    if (eventIsDue() && !holdsCompletionLock(task)) {
      eventMoment();
      actAs(task);
    } else {
      kernelMoment(task);
    }
  }
  store<u32>(MACHINE + Sim.work, 0);
  switch (load<i32>(task, Task.state)) {
    case TaskState.User: {
      const signal = firstSignal(task);
      if (signal != 0) takeSignal(task, signal);
      store<i32>(task, signal, Task.signal);
      return load<i64>(task, Task.result);
    }
    case TaskState.Blocked:
      return BLOCKED;
    case TaskState.Unmodelled:
      return UNMODELLED;
    default:
      return 0;
  }
}

/**
 * One system call of a task, to its end; a task that does not exist yet becomes a thread of the first one. Such
 * tasks are not run by run().
 * @returns value, -errno, BLOCKED or UNMODELLED
 */
export function syscall(number: u32, nr: i32, a0: u64, a1: u64, a2: u64, a3: u64, a4: u64, a5: u64): i64 {
  const task = taskRow(number);
  if (load<i32>(task, Task.state) == TaskState.Free) {
    const first = taskRow(1);
    store<i32>(task, load<i32>(first, Task.tid) + <i32>number - 1, Task.tid);
    store<u64>(task, NEVER, Task.wait_deadline);
    if (load<u32>(MACHINE + Sim.last_task) < number) store<u32>(MACHINE + Sim.last_task, number);
  }
  store<u32>(task, 1, TaskSim.direct);
  store<i64>(task, nr, Task.syscall_nr);
  const arguments_ = task + Task.args;
  store<u64>(arguments_, a0);
  store<u64>(arguments_, a1, 8);
  store<u64>(arguments_, a2, 16);
  store<u64>(arguments_, a3, 24);
  store<u64>(arguments_, a4, 32);
  store<u64>(arguments_, a5, 40);
  makeTraceRoom();
  enterSyscall(task, 0);
  return drive(task);
}

/** A host has made the system call that stopped run() with HostCall: one moment, which returnFromHost() ends. */
export function beginReturn(number: u32): void {
  actAs(taskRow(number));
  beginMoment();
  step0(Step.Call);
}

/** @param signal that the host's kernel sent to the program during the call, 0: none */
export function returnFromHost(number: u32, result: i64, signal: i32): void {
  const task = taskRow(number);
  actAs(task);
  if (signal != 0) sendToSelf(task, signal);
  finish(task, result);
  storeResult(task);
}

/** Goes on with a call that answered BLOCKED: lets events happen until it ends. @returns as syscall() */
export function resumeSyscall(number: u32): i64 {
  const task = taskRow(number);
  while (load<i32>(task, Task.state) == TaskState.Blocked) {
    if (!eventIsDue()) {
      if (load<u64>(MACHINE + Machine.next_event) == NEVER) return BLOCKED;
      store<u64>(MACHINE + Machine.now, load<u64>(MACHINE + Machine.next_event));
    }
    makeTraceRoom();
    eventMoment();
  }
  actAs(task);
  return drive(task);
}
