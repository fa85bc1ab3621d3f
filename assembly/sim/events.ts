/** What will happen without any task: the device finishes a request, or a sleeper's time is up. */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { deviceDue } from './device';
import { nextDeadline } from './tasks';

/** Machine.next_event: the earlier of the two. */
export function updateNextEvent(): void {
  store<u64>(MACHINE + Machine.next_event, min<u64>(deviceDue(), nextDeadline()));
}
