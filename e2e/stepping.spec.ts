import { type App, expect, test } from './app.ts';

const SCENARIOS = ['one-read', 'preadv-two-buffers', 'bad-fd-in-the-middle', 'aio-nr-zero-modulo'];

/** Steps from the first moment to the last. @returns what every moment showed */
async function stepToTheEnd(app: App): Promise<string[]> {
  const states = [await app.visibleState()];
  while (await app.button('Step').isEnabled()) {
    await app.step();
    states.push(await app.visibleState());
  }
  return states;
}

/** Positions in an order that goes back and forth over the whole run, near and far. */
function zigzag(last: number): number[] {
  const positions = [last, 0, 1, last - 1];
  for (let i = 1; i < 24; i++) positions.push(Math.floor(((i * 0.618034) % 1) * (last + 1)));
  return positions;
}

for (const scenario of SCENARIOS) {
  test(`${scenario}: Step back shows exactly what Step showed, and so does Position`, async ({ app }) => {
    await app.open(`?scenario=${scenario}`);
    const states = await stepToTheEnd(app);
    const last = states.length - 1;
    expect(await app.last()).toBe(last);
    expect(await app.now()).toBe(last);
    expect(last).toBeGreaterThan(20);

    for (let position = last - 1; position >= 0; position--) {
      await app.stepBack();
      expect(await app.visibleState(), `moment ${position}, stepped back to`).toBe(states[position]);
    }
    await expect(app.button('Step back')).toBeDisabled();

    for (const position of zigzag(last)) {
      await app.seek(position);
      expect(await app.visibleState(), `moment ${position}, by Position`).toBe(states[position]);
    }

    await app.reset();
    expect(await app.now()).toBe(0);
    expect(await app.visibleState(), 'after Reset').toBe(states[0]);

    await app.run();
    await app.idle();
    expect(await app.now()).toBe(last);
    expect(await app.visibleState(), 'after Run').toBe(states[last]);
  });
}

test('every moment but the ones of the same statement shows something else', async ({ app }) => {
  await app.open('?scenario=one-read');
  const states = await stepToTheEnd(app);
  const same = states.filter((state, position) => position > 0 && state === states[position - 1]);
  expect(same).toEqual([]);
});

test('Run plays, Pause stops it where it is, and Step and Step back go on from there', async ({ app }) => {
  await app.open('?scenario=bad-fd-in-the-middle');
  await app.run();
  await expect.poll(() => app.now()).toBeGreaterThan(3);
  await app.pause();
  const paused = await app.now();
  expect(paused).toBeLessThan(await app.last());
  const state = await app.visibleState();
  await app.step();
  expect(await app.now()).toBe(paused + 1);
  await app.stepBack();
  expect(await app.now()).toBe(paused);
  expect(await app.visibleState()).toBe(state);
});
