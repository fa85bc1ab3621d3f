import { type App, expect, test } from './app.ts';

const ground = (app: App) => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const LIGHT = 'rgb(243, 242, 238)';
const DARK = 'rgb(20, 23, 27)';

test('the theme follows the system until one is chosen, and the choice is remembered', async ({ app }) => {
  await app.page.emulateMedia({ colorScheme: 'light' });
  await app.open();
  expect(await ground(app)).toBe(LIGHT);
  await app.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => ground(app)).toBe(DARK);

  const switcher = app.page.getByRole('combobox', { name: 'Theme' });
  await switcher.selectOption('Light');
  expect(await ground(app)).toBe(LIGHT);
  await app.open();
  await expect(switcher).toHaveValue('light');
  expect(await ground(app)).toBe(LIGHT);

  await switcher.selectOption('System');
  expect(await ground(app)).toBe(DARK);
});

test('the chosen theme is there before the page draws anything', async ({ app }) => {
  await app.page.emulateMedia({ colorScheme: 'light' });
  await app.page.addInitScript(() => localStorage.setItem('kring.theme', 'dark'));
  await app.page.route('**/*.js', () => {});
  await app.page.goto(process.env.KRING_URL ?? '', { waitUntil: 'commit' });
  await app.page.locator('body').waitFor({ state: 'attached' });
  await expect.poll(() => ground(app)).toBe(DARK);
});
