import { readdirSync } from 'node:fs';
import { type App, expect, test } from './app.ts';

/** A folder each. */
const SCENARIOS = readdirSync(new URL('../src/scenarios/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** How many moments are stepped through at the beginning and at the end of a long run. */
const STRETCH = 16;

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

/** Where one steps through a run: all of it, if it is short. */
function stretches(last: number): (readonly [from: number, to: number])[] {
  if (last <= 2 * STRETCH) return [[0, last]];
  return [
    [0, STRETCH],
    [last - STRETCH, last],
  ];
}

/** Known positions in an order that goes back and forth over the whole run, near and far. */
function zigzag(known: readonly number[]): number[] {
  const { length } = known;
  const places = [length - 1, 0, 1, length - 2];
  for (let i = 1; i < 12; i++) places.push(Math.floor(((i * 0.618034) % 1) * length));
  return places.map((place) => known[place]!);
}

for (const scenario of SCENARIOS) {
  test(`${scenario}: Step back shows exactly what Step showed, and so does Position`, async ({ app }) => {
    await app.open(`?scenario=${scenario}`);
    const last = await app.last();
    expect(last).toBeGreaterThan(10);
    const states = new Map<number, string>();
    for (const [from, to] of stretches(last)) {
      await app.seek(from);
      const there = [await app.visibleState(), ...(await press(app, 'Step', to - from))];
      expect(there.length).toBe(to - from + 1);
      expect(await app.now()).toBe(to);
      for (const [steps, state] of there.entries()) states.set(from + steps, state);

      const back = await press(app, 'Step back', to - from);
      expect(back.length).toBe(to - from);
      for (const [steps, state] of back.entries()) {
        const position = to - 1 - steps;
        expect(state, `moment ${position}, stepped back to`).toBe(states.get(position));
      }
      expect(await app.now()).toBe(from);
    }

    for (const position of zigzag([...states.keys()])) {
      await app.seek(position);
      expect(await app.visibleState(), `moment ${position}, by Position`).toBe(states.get(position));
    }

    await app.reset();
    expect(await app.now()).toBe(0);
    expect(await app.visibleState(), 'after Reset').toBe(states.get(0));

    await app.setSpeed(1000);
    await app.run();
    await app.idle();
    expect(await app.now()).toBe(last);
    expect(await app.visibleState(), 'after Run').toBe(states.get(last));
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
