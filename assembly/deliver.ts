/**
 * exit_to_user_mode: what pending signals do before a task runs its own code again: kernel/signal.c: get_signal(),
 * arch/x86/kernel/signal.c: arch_do_signal_or_restart(). A handler's frame is a moment of its own; everything else
 * is part of the moment that brought the signal.
 */
import { MACHINE } from './uapi/memory-map';
import { Task } from './uapi/machine-state';
import { Errno } from './uapi/errno';
import { Process, Restart, SigAction } from './uapi/process-state';
import { Sim, TaskSim } from './uapi/kernel-state';
import { Activity, FaultKind, Step } from './uapi/records';
import { SigActionFlag, Signal } from './uapi/signals';
import {
  SIG_IGN,
  actionOf,
  endMask,
  firstSignal,
  ignoresByDefault,
  isStopSignal,
  processOf,
  takeSignal,
} from './sim/signals';
import { park, stopProcess } from './sim/processes';
import { putResult, taskNumber } from './sim/tasks';
import { setActor, step2 } from './sim/trace';
import { rewind, setupFrame } from './vm/signal-frame';
import { die } from './exit';

/** Whether there is anything to do before the task runs its own code. */
export function needsDelivery(task: usize): bool {
  return load<u32>(task, TaskSim.notified) != 0 || load<i32>(task, TaskSim.restart) != 0;
}

function handlerOf(task: usize, signal: i32): u64 {
  return load<u64>(actionOf(processOf(task), signal), SigAction.handler);
}

function isStopped(task: usize): bool {
  return load<u32>(processOf(task), Process.stopped) != 0;
}

/** Whether what deliverSignal() will do is a moment. */
export function beginsHandler(task: usize): bool {
  if (isStopped(task)) return false;
  const signal = firstSignal(task);
  return signal != 0 && handlerOf(task, signal) > SIG_IGN;
}

/** One signal, or, when there is none left, the end of what they interrupted. */
export function deliverSignal(task: usize): void {
  if (isStopped(task)) return park(task);
  const signal = firstSignal(task);
  if (signal == 0) return settle(task);
  takeSignal(task, signal);
  const handler = handlerOf(task, signal);
  if (handler > SIG_IGN) return handle(task, signal, handler);
  if (handler == SIG_IGN || ignoresByDefault(signal)) return;
  if (isStopSignal(signal)) return stopProcess(task, signal);
  die(task, signal);
}

/** No handler ran, so the call is made again, and the mask it put aside comes back. */
function settle(task: usize): void {
  if (load<i32>(task, TaskSim.restart) != 0) rewind(task);
  store<i32>(task, 0, TaskSim.restart);
  store<u32>(task, 0, TaskSim.notified);
  endMask(task, false);
}

/** handle_signal */
function handle(task: usize, signal: i32, handler: u64): void {
  const ordinal = load<u32>(MACHINE + Sim.handled) + 1;
  store<u32>(MACHINE + Sim.handled, ordinal);
  setActor(Activity.handle_signal, ordinal, taskNumber(task));
  const restarts = (load<u64>(actionOf(processOf(task), signal), SigAction.flags) & SigActionFlag.RESTART) != 0;
  switch (load<i32>(task, TaskSim.restart)) {
    case 0:
      break;
    case Restart.ERESTARTSYS: {
      if (restarts) rewind(task);
      else putResult(task, -(<i64>Errno.EINTR));
      break;
    }
    case Restart.ERESTARTNOINTR: {
      rewind(task);
      break;
    }
    default:
      putResult(task, -(<i64>Errno.EINTR));
  }
  store<i32>(task, 0, TaskSim.restart);
  store<u64>(task, 0, TaskSim.restart_until);
  step2(Step.SetupFrame, signal, handler);
  if (!setupFrame(task, signal)) return die(task, Signal.SIGSEGV);
  store<i32>(task, FaultKind.None, Task.fault);
  store<u64>(task, 0, Task.fault_address);
}
