import { type App, expect, test } from './app.ts';

/** Two statements a turn. */
const loop = (turns: string) => `#include <stdio.h>

int main(void)
{
	unsigned long sum = 0;
	for (unsigned long i = 0; ${turns}; i++) {
		sum += i;
		sum ^= i << 1;
	}
	printf("sum %lu\\n", sum);
	return 0;
}
`;
const TEN_MILLION = loop('i < 5000000');
const ENDLESS = loop('');

/** Frames the page has drawn since it was asked the first time. */
function frames(app: App): Promise<number> {
  return app.page.evaluate(() => {
    const counter = window as unknown as { framesDrawn?: number };
    if (counter.framesDrawn === undefined) {
      counter.framesDrawn = 0;
      const count = () => {
        counter.framesDrawn = (counter.framesDrawn ?? 0) + 1;
        requestAnimationFrame(count);
      };
      requestAnimationFrame(count);
    }
    return counter.framesDrawn;
  });
}

test('10 million statements: the page goes on drawing, and every moment of them can be sought', async ({ app }) => {
  await app.open();
  await app.edit(TEN_MILLION);
  await frames(app);
  await app.runEdited();
  await app.idle();
  // Recorded in slices between frames, not in one go.
  expect(await frames(app)).toBeGreaterThan(10);
  const last = await app.last();
  expect(last).toBeGreaterThan(10_000_000);

  await app.seek(last);
  await expect(app.region('Console')).toContainText('sum ');
  const middle = Math.floor(last / 2);
  await app.seek(middle);
  expect(await app.now()).toBe(middle);
  const state = await app.visibleState();
  for (const position of [last - 1, 3, middle + 1, 9_999_999, 1_234_567, middle - 1]) {
    await app.seek(position);
    expect(await app.now()).toBe(position);
  }
  await app.step();
  expect(await app.now()).toBe(middle);
  expect(await app.visibleState()).toBe(state);
});

test('an endless program: it can be watched, paused, scrubbed and stopped while it is recorded', async ({ app }) => {
  await app.open();
  await app.edit(ENDLESS);
  await app.runEdited();
  await expect.poll(() => app.last()).toBeGreaterThan(100_000);

  await app.run();
  await expect.poll(() => app.now()).toBeGreaterThan(2);
  await app.button('Pause').click();
  const paused = await app.now();
  const recorded = await app.last();
  await expect.poll(() => app.last(), 'recording goes on while the cursor stands').toBeGreaterThan(recorded);
  expect(await app.now()).toBe(paused);

  await app.position.fill('77777');
  await expect.poll(() => app.now()).toBe(77_777);
  await app.button('Step').click();
  await expect.poll(() => app.now()).toBe(77_778);

  await app.button('Stop recording').click();
  await app.idle();
  const stopped = await app.last();
  await app.seek(stopped);
  expect(await app.now()).toBe(stopped);
  await app.stepBack();
  expect(await app.last()).toBe(stopped);

  await app.reset();
  expect(await app.now()).toBe(0);
});
