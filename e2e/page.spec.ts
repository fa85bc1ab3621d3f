import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from './app.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing keeps anybody from using the page, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open();
    expect(await app.barriers(), 'at the beginning').toEqual([]);
    await app.seekTo('aio_complete#1/PublishTail');
    expect(await app.barriers(), 'with a ring and an event').toEqual([]);
    await app.edit('int main(void) { return nothing; }');
    await app.runEdited();
    await app.idle();
    expect(await app.barriers(), 'with the editor and a mistake').toEqual([]);
  });
}

test('the keys of the transport', async ({ app }) => {
  await app.open();
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('ArrowRight');
  await app.idle();
  expect(await app.now()).toBe(2);
  await app.page.keyboard.press('ArrowLeft');
  await app.idle();
  expect(await app.now()).toBe(1);
  await app.page.keyboard.press('Home');
  await app.idle();
  expect(await app.now()).toBe(0);
});

test('the build works from any path of any static server', async ({ app }) => {
  await app.page.route('https://static.test/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = `${DIST}${pathname.replace(/^\/some\/where\//, '') || 'index.html'}`;
    if (pathname.startsWith('/some/where/') && existsSync(file)) await route.fulfill({ path: file });
    else await route.fulfill({ status: 404 });
  });
  await app.page.goto('https://static.test/some/where/');
  await app.page.waitForFunction(() => 'kringIdle' in window);
  await app.idle();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('io_destroy = 0');
});

test('nothing is loaded from anywhere but the page’s own server', async ({ app }) => {
  const foreign: string[] = [];
  app.page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(process.env.KRING_URL ?? '') && !url.startsWith('data:') && !url.startsWith('blob:'))
      foreign.push(url);
  });
  await app.open();
  await app.edit('int main(void) { return 0; }');
  await app.runEdited();
  await app.idle();
  expect(foreign).toEqual([]);
});
