import type { CDPSession } from '@playwright/test';
import type { App } from '../app.ts';
import { type Both, both, type FrameTimes, frameTimes } from './frame-times.ts';

const SECONDS = 2;

const drawing = (app: App) => app.page.getByRole('slider', { name: 'Moment on the timeline' });

/** The frames while the timeline zooms in on the middle of the run and out again, a little every frame. */
export function zoom(app: App, cpu: CDPSession): Promise<Both<FrameTimes>> {
  return both(cpu, async () => {
    const turning = drawing(app).evaluate(async (slider, ms) => {
      const { left, top, width } = slider.getBoundingClientRect();
      const end = performance.now() + ms;
      for (let turns = 0; performance.now() < end; turns++) {
        const deltaY = turns % 200 < 100 ? -20 : 20;
        const place = { clientX: left + width / 2, clientY: top + 40 };
        slider.dispatchEvent(new WheelEvent('wheel', { deltaY, ...place, bubbles: true, cancelable: true }));
        await new Promise(requestAnimationFrame);
      }
    }, SECONDS * 1000);
    const times = await frameTimes(app, cpu, SECONDS);
    await turning;
    await app.button('Whole').click();
    return times;
  });
}

/** The frames while somebody drags the cursor over the whole run, further every frame. */
export function scrub(app: App, cpu: CDPSession): Promise<Both<FrameTimes>> {
  return both(cpu, async () => {
    const box = await drawing(app).boundingBox();
    if (!box) throw new Error('the timeline is not on the screen');
    await app.page.mouse.move(box.x + box.width / 2, box.y + 40);
    await app.page.mouse.down();
    const dragging = drawing(app).evaluate(async (slider, ms) => {
      const { left, width } = slider.getBoundingClientRect();
      const end = performance.now() + ms;
      for (let turns = 0; performance.now() < end; turns++) {
        const clientX = left + 100 + ((turns * 7) % (width - 110));
        slider.dispatchEvent(new PointerEvent('pointermove', { clientX, bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
    }, SECONDS * 1000);
    const times = await frameTimes(app, cpu, SECONDS);
    await dragging;
    await app.page.mouse.up();
    await app.idle();
    return times;
  });
}
