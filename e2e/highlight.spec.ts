import { type App, expect, test } from './app.ts';

const field = (app: App) => app.region('Field');
/** Everything on the page that is lit, as `region: text`. */
const lit = (app: App, how = 'same') =>
  app.page.locator(`[data-lit="${how}"]`).evaluateAll((elements) =>
    elements.map((element) => {
      const region = element.closest('section')?.querySelector('h2')?.textContent ?? '';
      return `${region}: ${element.textContent}`;
    }),
  );

test('a field of the iocb lights its bytes in every panel and says what it is', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/WriteKey');
  await expect(field(app)).toContainText('Point at a field');
  await app
    .region('iocb')
    .getByRole('row', { name: /aio_lio_opcode/ })
    .hover();
  await expect(field(app)).toContainText('iocb.aio_lio_opcode');
  await expect(field(app)).toContainText('0 IOCB_CMD_PREAD');
  await expect(field(app)).toContainText('__u16 · struct iocb +16 · 2 bytes at 0x');
  await expect(field(app)).toContainText('__io_submit_one()');
  await expect(field(app)).toContainText('UAPI-04 Opcodes 0 to 3');
  const same = await lit(app);
  expect(same.filter((text) => text.startsWith('iocb: ')).length).toBe(3);
  // The variable holds more than the field.
  expect(await lit(app, 'holds')).toContainEqual(expect.stringMatching(/^Program: .*iocb/));

  await app.page.mouse.move(5, 5);
  await expect(field(app)).toContainText('Point at a field');
  expect(await lit(app)).toEqual([]);
});

test('a byte lights the field it belongs to', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/WriteKey');
  await app.region('iocb').getByRole('table', { name: 'Bytes' }).getByRole('cell').nth(25).hover();
  await expect(field(app)).toContainText('iocb.aio_buf');
  expect((await lit(app)).filter((text) => text.startsWith('iocb: ')).length).toBe(9);
});

test('an event is the same bytes in the ring, in the list of slots and among the events', async ({ app }) => {
  await app.open('?scenario=one-read&at=aio_complete%231/PublishTail');
  await app.region('Completion events').getByRole('cell').first().hover();
  await expect(field(app)).toContainText('io_events[0]');
  const regions = (await lit(app)).map((text) => text.split(':')[0]);
  expect(new Set(regions)).toEqual(new Set(['Ring', 'Completion events']));
  await app.region('Completion events').getByRole('cell', { name: '4096' }).hover();
  await expect(field(app)).toContainText('io_events[0].res');
});

test('a press holds the light while the run goes on, and the value follows', async ({ app }) => {
  await app.open('?scenario=one-read&at=aio_complete%231/FillSlot');
  await app.region('Ring').getByText('+12', { exact: true }).click();
  await app.page.mouse.move(5, 5);
  await expect(field(app)).toContainText('aio_ring.tail = 0');
  await app.seekTo('aio_complete#1/PublishTail');
  await expect(field(app)).toContainText('aio_ring.tail = 1');
  await app.button('Let go').click();
  await expect(field(app)).toContainText('Point at a field');
});

test('numbers that only the kernel has are said to be its own', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
  await app.region('Kernel state').getByText('ctx->tail').hover();
  await expect(field(app)).toContainText('only the kernel sees it');
  await expect(field(app)).toContainText('PRO-03');
});

test('the keys go from field to field, and Escape lets go', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/WriteKey');
  const seen = new Set<string>();
  for (let i = 0; i < 12; i++) {
    await app.page.keyboard.press('j');
    await app.idle();
    seen.add((await field(app).textContent()) ?? '');
  }
  expect(seen.size).toBe(12);
  const there = await field(app).textContent();
  await app.page.keyboard.press('j');
  await app.page.keyboard.press('k');
  await app.idle();
  await expect(field(app)).toHaveText(there ?? '');
  await app.page.keyboard.press('Escape');
  await expect(field(app)).toContainText('Point at a field');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the highlight keeps nobody out, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open('?scenario=one-read&at=aio_complete%231/PublishTail');
    await app.region('Completion events').getByRole('cell').first().click();
    await expect(field(app)).toContainText('io_events[0]');
    expect(await app.barriers()).toEqual([]);
  });
}
