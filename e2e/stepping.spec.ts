import { readdirSync } from 'node:fs';
import { type App, expect, test } from './app.ts';

/** A folder each. */
const SCENARIOS = readdirSync(new URL('../src/scenarios/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** How many moments of a long run are stepped through: what comes after is the same request again and again. */
const MOST_STEPS = 260;

/** What was visible after each of `times` presses of a button. */
async function press(app: App, name: string, times: number): Promise<string[]> {
  return await app.button(name).evaluate(async (button: HTMLButtonElement, presses) => {
    const states: string[] = [];
    while (states.length < presses && !button.disabled) {
      button.click();
      await window.kringIdle();
      states.push(window.visibleState());
    }
    return states;
  }, times);
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
    const last = await app.last();
    expect(last).toBeGreaterThan(20);
    const walked = Math.min(last, MOST_STEPS);
    const states = [await app.visibleState(), ...(await press(app, 'Step', walked))];
    expect(states.length).toBe(walked + 1);
    expect(await app.now()).toBe(walked);

    const back = await press(app, 'Step back', walked);
    expect(back.length).toBe(walked);
    for (const [steps, state] of back.entries()) {
      const position = walked - 1 - steps;
      expect(state, `moment ${position}, stepped back to`).toBe(states[position]);
    }
    expect(await app.now()).toBe(0);

    for (const position of zigzag(walked)) {
      await app.seek(position);
      expect(await app.visibleState(), `moment ${position}, by Position`).toBe(states[position]);
    }

    await app.reset();
    expect(await app.now()).toBe(0);
    expect(await app.visibleState(), 'after Reset').toBe(states[0]);

    await app.setSpeed(1000);
    await app.run();
    await app.idle();
    expect(await app.now()).toBe(last);
    const end = await app.visibleState();
    await app.seek(0);
    await app.seek(last);
    expect(await app.visibleState(), 'after Run').toBe(end);
    if (walked === last) expect(end).toBe(states[last]);
  });
}

test('every moment of One read shows something else than the one before', async ({ app }) => {
  await app.open('?scenario=one-read');
  const states = [await app.visibleState(), ...(await app.pressThrough('Step'))];
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
