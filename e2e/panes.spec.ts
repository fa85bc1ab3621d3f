import { type App, expect, test } from './app.ts';

const separator = (app: App, name: string) => app.page.getByRole('separator', { name });
const widthOf = async (app: App, region: 'Program' | 'iocb') => (await app.region(region).boundingBox())?.width ?? 0;

test('panes are made larger and smaller by dragging, and remember it', async ({ app }) => {
  await app.open();
  const before = await widthOf(app, 'Program');
  const box = await separator(app, 'Width of the program').boundingBox();
  if (!box) throw new Error('no separator');
  await app.page.mouse.move(box.x, box.y + 200);
  await app.page.mouse.down();
  await app.page.mouse.move(box.x + 80, box.y + 200, { steps: 4 });
  await app.page.mouse.up();
  const wider = await widthOf(app, 'Program');
  expect(wider - before).toBeGreaterThan(70);
  await app.open('?scenario=ring-wraps');
  expect(Math.abs((await widthOf(app, 'Program')) - wider)).toBeLessThan(3);
});

test('arrow keys move a separator, and not the run', async ({ app }) => {
  await app.open();
  await app.step();
  const before = await widthOf(app, 'iocb');
  await separator(app, 'Width of the requests and the kernel').focus();
  await app.page.keyboard.press('ArrowLeft');
  await app.idle();
  expect(await widthOf(app, 'iocb')).toBeGreaterThan(before);
  expect(await app.now()).toBe(1);
});

for (const [width, height] of [
  [1440, 900],
  [1200, 800],
  [1024, 768],
  [720, 800],
] as const) {
  test(`at ${width} x ${height} the page itself does not scroll`, async ({ app }) => {
    await app.page.setViewportSize({ width, height });
    await app.open('?scenario=ring-wraps&at=aio_complete%2331/PublishTail');
    const overflow = await app.page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(overflow).toEqual([0, 0]);
  });
}

test('on a phone the page scrolls in one direction only', async ({ app }) => {
  await app.page.setViewportSize({ width: 390, height: 844 });
  await app.open('?scenario=preadv-two-buffers&at=io_submit%231/WriteKey');
  const { scrollWidth, clientWidth } = await app.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBe(clientWidth);
});
