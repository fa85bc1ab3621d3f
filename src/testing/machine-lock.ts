import { type ChildProcess, spawn } from 'node:child_process';
import { LOCK_FILE } from './oracle.ts';

/** Nobody else uses the machine's AIO until `use` is over: fs.aio-nr counts for all, as the oracle has it. */
export async function withMachineLock<T>(use: () => Promise<T>): Promise<T> {
  const lock = await lockMachine();
  try {
    return await use();
  } finally {
    lock.stdin?.end();
  }
}

/** The lock is held until its stdin ends. */
function lockMachine(): Promise<ChildProcess> {
  const lock = spawn('flock', ['-x', '-o', LOCK_FILE, 'sh', '-c', 'echo locked; cat'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    lock.once('error', reject);
    lock.stdout.once('data', () => resolve(lock));
  });
}
