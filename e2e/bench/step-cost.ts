import type { CDPSession } from '@playwright/test';
import type { App } from '../app.ts';
import { type Both, both, type Times, timesOf } from './frame-times.ts';

const STEPS = 60;

/**
 * ms that a press on Step takes, and its frame until it is laid out and painted, in the middle of the run that is open;
 * not how long the screen makes the frame wait.
 */
export async function stepCost(app: App, cpu: CDPSession): Promise<Both<Times>> {
  const middle = Math.floor((await app.last()) / 2);
  return both(cpu, async () => {
    await app.seek(middle);
    const times = await app.button('Step').evaluate(async (button: HTMLButtonElement, steps) => {
      const found: number[] = [];
      for (let step = 0; step < steps; step++) {
        const pressed = performance.now();
        // Asked for before the page asks for its own: so it comes first in the same frame.
        const frame = new Promise<number>((resolve) => requestAnimationFrame(() => resolve(performance.now())));
        button.click();
        const press = performance.now() - pressed;
        const begin = await frame;
        await new Promise((resolve) => setTimeout(resolve));
        found.push(press + performance.now() - begin);
        await window.kringIdle();
      }
      return found;
    }, STEPS);
    return timesOf(times);
  });
}
