import { Machine, Stop, Task, TaskState } from '../../assembly/uapi/machine-state.ts';
import { MACHINE, MAX_TASKS, TASK_SIZE, TASKS } from '../../assembly/uapi/memory-map.ts';
import type { WaitReason } from '../../assembly/uapi/records.ts';
import type { Signal } from '../../assembly/uapi/signals.ts';
import { assertTrue, Defect } from '../lib/assert.ts';
import type { VmMachine } from '../machine/vm-machine.ts';
import type { LinkErrorCode } from '../wire/link-error.ts';
import type { Record } from './record.ts';

/** A task that waits for what will not come. */
export interface Waiter {
  readonly task: number;
  /** The system call it is in. */
  readonly syscall: number;
  readonly reason: WaitReason;
  readonly object: bigint;
}

/** How a run came to its end. */
export type Ending =
  /** The program is over: its exit status as a shell shows it, and the signal, if it was one. */
  | { readonly kind: 'exited'; readonly status: number; readonly signal?: Signal }
  /** Every task waits, and nothing is pending. */
  | { readonly kind: 'stuck'; readonly waiters: readonly Waiter[] }
  /** It goes round and round through the same states for ever, and no event is pending that could end that. */
  | { readonly kind: 'livelock'; readonly since: number; readonly period: number }
  /** The program asked for what kring does not model. */
  | { readonly kind: 'unmodelled'; readonly syscall: number; readonly detail: bigint }
  /** It is longer than what is recorded. */
  | { readonly kind: 'bounded'; readonly by: 'records' | 'moments' }
  /** The link to the host is gone, or was cut by somebody who pressed Stop. */
  | {
      readonly kind: 'lost';
      readonly code: LinkErrorCode;
      readonly detail: string;
      readonly syscall: number | undefined;
    }
  /** A defect of kring. */
  | { readonly kind: 'bug'; readonly code: number; readonly detail: bigint };

/** What the machine's last stop means. @param last the record written last */
export function endingOf(machine: VmMachine, stop: Stop, last: Record | undefined): Ending {
  const { view } = machine;
  switch (stop) {
    case Stop.Unmodelled:
      assertTrue(last?.kind === 'unmodelled', 'the last record does not say what is not modelled');
      return { kind: 'unmodelled', syscall: last.syscall, detail: last.detail };
    case Stop.Exited: {
      const status = view.getInt32(MACHINE + Machine.exit_status, true);
      // Of the first task: whatever children did, its process is the program.
      const signal = view.getInt32(TASKS + TASK_SIZE + Task.signal, true);
      return signal === 0 ? { kind: 'exited', status } : { kind: 'exited', status, signal: signal as Signal };
    }
    case Stop.Stuck:
      return { kind: 'stuck', waiters: waiters(view) };
    case Stop.Bug:
      return {
        kind: 'bug',
        code: view.getInt32(MACHINE + Machine.bug, true),
        detail: view.getBigUint64(MACHINE + Machine.bug_detail, true),
      };
    default:
      throw new Defect(`a run does not end with ${Stop[stop]}`);
  }
}

function waiters(view: DataView): Waiter[] {
  const found: Waiter[] = [];
  for (let task = 0; task < MAX_TASKS; task++) {
    const row = TASKS + task * TASK_SIZE;
    if (view.getInt32(row + Task.state, true) !== TaskState.Blocked) continue;
    found.push({
      task,
      syscall: Number(view.getBigInt64(row + Task.syscall_nr, true)),
      reason: view.getInt32(row + Task.wait_reason, true),
      object: view.getBigUint64(row + Task.wait_object, true),
    });
  }
  return found;
}
