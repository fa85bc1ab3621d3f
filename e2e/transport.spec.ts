import { type App, expect, test } from './app.ts';

const palette = (app: App) => app.page.getByRole('combobox', { name: 'Search' });

async function press(app: App, ...keys: string[]): Promise<void> {
  for (const key of keys) await app.page.keyboard.press(key);
  await app.idle();
}

test('keys lead into a system call, over it, and from event to event', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231');
  await press(app, 'i');
  expect(await app.mark()).toBe('io_submit#1/LookupIoctx');
  await press(app, 'o');
  expect(await app.mark()).toMatch(/^line \d+|io_submit#1\/QueueAtDevice$/);
  await press(app, 'e');
  expect(await app.mark()).toBe('aio_complete#1/PublishTail');
  await press(app, 'e');
  await expect(app.notice()).toContainText('No completion event comes after this moment.');
  await press(app, 'Shift+N');
  expect(await app.mark()).toBe('aio_complete#1/FillSlot');
  await press(app, 'n');
  expect(await app.mark()).toBe('aio_complete#1/PublishTail');
  await press(app, 'End');
  expect(await app.now()).toBe(await app.last());
});

test('keys stay with the editor and with fields', async ({ app }) => {
  await app.open();
  await app.edit('int main(void) { return 0; }');
  await app.page.keyboard.press('End');
  await app.page.keyboard.type(' // o.n,e?[i]');
  await app.page.keyboard.press('ArrowLeft');
  await app.idle();
  expect(await app.now()).toBe(0);
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
  await expect(app.page.getByRole('textbox', { name: /^Edit / })).toContainText('// o.n,e?[i]');

  await app.position.focus();
  await press(app, 'ArrowRight', 'ArrowRight');
  expect(await app.now()).toBe(2);
});

test('speed has even steps from 1 to a million moments a second, and keys', async ({ app }) => {
  await app.open();
  const speed = app.page.getByRole('slider', { name: 'Speed' });
  await expect(speed).toHaveAttribute('aria-valuetext', '10 moments a second');
  await press(app, ']', ']');
  await expect(speed).toHaveAttribute('aria-valuetext', '50 moments a second');
  await press(app, '[');
  await expect(speed).toHaveAttribute('aria-valuetext', '20 moments a second');
  await app.setSpeed(1_000_000);
  await expect(speed).toHaveAttribute('aria-valuetext', /^1,?000,?000 moments a second$/);
});

test('the story’s moments stand over the slider and can be pressed', async ({ app }) => {
  await app.open('?scenario=one-read');
  await app.page.getByTitle(/^moment \d+: The request waits at the disk/).click();
  await app.idle();
  expect(await app.mark()).toBe('io_submit#1/QueueAtDevice');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the list of keys and the palette keep nobody out, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open();
    await app.page.keyboard.press('?');
    const sheet = app.page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toContainText('One moment forward');
    expect(await app.barriers()).toEqual([]);
    await app.page.keyboard.press('ArrowRight');
    await app.page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    expect(await app.now()).toBe(0);

    await app.page.keyboard.press('ControlOrMeta+k');
    await expect(palette(app)).toBeFocused();
    expect(await app.barriers()).toEqual([]);
    await app.page.keyboard.press('Escape');
    await expect(app.page.getByRole('dialog')).toHaveCount(0);
  });
}

test('the palette finds commands, scenarios and moments', async ({ app }) => {
  await app.open();
  await app.page.keyboard.press('ControlOrMeta+k');
  await palette(app).fill('submit#1/taks');
  await expect(app.page.getByText('Nothing has that name.')).toBeVisible();
  await palette(app).fill('io_submit#1/TakeSlot');
  await expect(app.page.getByRole('option').first()).toContainText('Go to io_submit#1/TakeSlot');
  await app.page.keyboard.press('Enter');
  await app.idle();
  expect(await app.mark()).toBe('io_submit#1/TakeSlot');

  await app.button('Search …').click();
  await palette(app).fill('wraps');
  await app.page.getByRole('option', { name: /The ring wraps/ }).click();
  await app.idle();
  await expect(app.page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('ring-wraps');

  await app.page.keyboard.press('ControlOrMeta+k');
  await palette(app).fill('dark theme');
  await app.page.keyboard.press('Enter');
  await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await app.page.keyboard.press('ControlOrMeta+k');
  await palette(app).fill('7');
  await app.page.keyboard.press('Enter');
  await app.idle();
  expect(await app.now()).toBe(7);
});
