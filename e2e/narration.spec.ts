import { type App, expect, test } from './app.ts';

const sentence = (app: App) => app.page.getByRole('region', { name: 'What has just happened' });
/** What is read out. */
const announced = (app: App) => app.page.getByRole('banner').locator('[aria-live]');

test('the sentence has the numbers of the moment, and the story its note', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
  await expect(sentence(app)).toContainText('A slot is taken for iocb: 14 left on this CPU, 111 more');
  await expect(sentence(app)).toContainText('A place in the ring is reserved before anything starts');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`Why? tells the rule and the kernel’s function, and stays open from moment to moment, ${colorScheme}`, async ({
    app,
  }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
    await expect(sentence(app)).not.toContainText('SLT-04');
    await app.button('Why?').click();
    await expect(sentence(app)).toContainText('get_reqs_available()');
    await expect(sentence(app)).toContainText('SLT-04 Submit takes');
    await app.seekTo('aio_complete#1/PublishTail');
    await expect(sentence(app)).toContainText('aio_complete()');
    await expect(sentence(app)).toContainText('SLT-05');
    expect(await app.barriers()).toEqual([]);
    await app.page.keyboard.press('w');
    await expect(sentence(app)).not.toContainText('SLT-05');
  });
}

test('of many quick steps only the last is read out, and nothing while the run plays', async ({ app }) => {
  await app.open('?scenario=ring-wraps');
  await expect(announced(app)).toContainText('Nothing has run yet');
  await app.page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const region = document.querySelector('header [aria-live]') as Element;
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, { childList: true });
  });
  const heard = () => app.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await app.button('Step').evaluate((button: HTMLButtonElement) => {
    for (let i = 0; i < 8; i++) button.click();
  });
  await app.idle();
  await expect.poll(heard).toHaveLength(1);

  await app.setSpeed(100);
  await app.run();
  await expect.poll(() => app.now()).toBeGreaterThan(60);
  expect(await heard()).toHaveLength(1);
  await app.pause();
  await expect.poll(heard).toHaveLength(2);
});
