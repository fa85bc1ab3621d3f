import { Task } from '../uapi/machine-state';

/** The instruction that runs cannot be done: the signal that ends the task, why, and the address it is about. */
export function raise(task: usize, signal: i32, kind: i32, address: u64): void {
  store<i32>(task, signal, Task.signal);
  store<i32>(task, kind, Task.fault);
  store<u64>(task, address, Task.fault_address);
}
