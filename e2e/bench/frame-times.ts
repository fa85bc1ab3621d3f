import type { CDPSession } from '@playwright/test';
import type { App } from '../app.ts';

/** Milliseconds of some that were measured. */
export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** What a stretch of frames cost. The times are those from frame to frame. */
export interface FrameTimes extends Times {
  /** ms of a frame, on average, in which the page's main thread computed; what else this machine does is no part of it. */
  readonly busy: number;
}

/** The same on this machine, and on one whose CPU is SLOWER times slower. */
export interface Both<T> {
  readonly normal: T;
  readonly slower: T;
}

export const SLOWER = 4;

/** A session of the browser's protocol, which counts the main thread's own time. */
export async function cpuOf({ page }: App): Promise<CDPSession> {
  const cpu = await page.context().newCDPSession(page);
  await cpu.send('Performance.enable', { timeDomain: 'threadTicks' });
  return cpu;
}

/** Does something twice, the second time with a slower CPU. */
export async function both<T>(cpu: CDPSession, run: () => Promise<T>): Promise<Both<T>> {
  const normal = await run();
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const slower = await run();
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { normal, slower };
}

/** The frames of the next `seconds`, whatever happens in them. */
export async function frameTimes({ page }: App, cpu: CDPSession, seconds: number): Promise<FrameTimes> {
  const before = await computed(cpu);
  const times = await page.evaluate(async (ms) => {
    const found: number[] = [];
    let last = await new Promise(requestAnimationFrame);
    const end = last + ms;
    while (last < end) {
      const now = await new Promise(requestAnimationFrame);
      found.push(now - last);
      last = now;
    }
    return found;
  }, seconds * 1000);
  return { ...timesOf(times), busy: ((await computed(cpu)) - before) / times.length };
}

export function timesOf(times: readonly number[]): Times {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

/** ms that the main thread has computed since it began. */
async function computed(cpu: CDPSession): Promise<number> {
  const { metrics } = await cpu.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}
