/** What will happen without any task: the device finishes a request, a worker begins, a timer goes off. */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { deviceDue } from './device';
import { workDue } from './poll-requests';
import { itimerDue } from './itimer';
import { nextDeadline } from './tasks';
import { timerDue } from './timerfd';

/** Machine.next_event: the earliest of them. */
export function updateNextEvent(): void {
  store<u64>(
    MACHINE + Machine.next_event,
    min<u64>(min<u64>(deviceDue(), workDue()), min<u64>(min<u64>(timerDue(), itimerDue()), nextDeadline())),
  );
}
