import { expect, test } from './app.ts';

const PANEL = 'Ring size: one number, three places';

test('header-vs-so, as somebody sees it who has never been here: cause and fix in six steps', async ({ app }) => {
  await app.open();
  // 1: the list names the symptom.
  const list = app.page.getByRole('combobox', { name: 'Scenario' });
  await list.selectOption({ label: 'Compiled with 2.3, runs with 2.2: NULL at the first call' });
  await app.idle();
  const panel = app.page.getByRole('region', { name: PANEL, exact: true });
  await expect(panel).toBeVisible();

  // 2: the kernel counts 8, and nobody else does yet.
  await app.page.keyboard.press('n');
  await app.idle();
  await expect(panel.getByRole('region', { name: 'Kernel, private' })).toContainText('ctx sq_entries8');
  await expect(panel.getByRole('region', { name: 'Shared page' })).toContainText('sq_ring_entries8');

  // 3: set up by a library that knows no cache, read by a program that knows nothing else.
  await app.page.keyboard.press('n');
  await app.page.keyboard.press('n');
  await app.idle();
  await expect(panel.getByRole('region', { name: 'Application' })).toContainText('*kring_entries8');
  await expect(panel.getByRole('region', { name: 'Application' })).toContainText('ring_entries0');
  await expect(panel).toContainText('sq_ring_entries = 8');
  await expect(panel.getByRole('row', { name: '92 0 sq.ring_entries sq.pad[1]' })).toBeVisible();

  // 4: its arithmetic.
  await expect(panel).toContainText('next − head = 1 − 0 = 1 ≤ 0 ? no → NULL');
  await expect(panel).toContainText('the ring is EMPTY (head == tail) / the application believes FULL');

  // 5: no error anywhere.
  await app.page.keyboard.press('n');
  await app.page.keyboard.press('n');
  await app.idle();
  await expect(app.region('Console')).toContainText('io_uring_submit = 0');

  // 6: cause and fix.
  await app.page.keyboard.press('End');
  await app.idle();
  const card = panel.getByRole('region', { name: 'What it was, and what helps' });
  await expect(card).toContainText('runs with a library up to 2.2');
  await expect(card).toContainText('remove the old liburing.so.2');
});

test('the diagnosis reads what gdb prints', async ({ app }) => {
  await app.open('?scenario=header-vs-so');
  await app.page.keyboard.press('d');
  const dialog = app.page.getByRole('dialog', { name: 'Why is io_uring_get_sqe() NULL?' });
  await dialog.getByRole('textbox').fill('nothing of the kind');
  await expect(dialog.getByRole('status')).toContainText('Nothing of this is known here');
  await dialog
    .getByRole('textbox')
    .fill('kring_entries = 0x7ffff7fb8018, ring_mask = 0, ring_entries = 0\n*kring_entries = 8');
  await expect(dialog.getByRole('status')).toContainText('This is it');
  await expect(dialog.getByRole('status')).toContainText('remove the old liburing.so.2');
});

test('the matrix runs all pairs, and opens the one that is pressed', async ({ app }) => {
  await app.open('?scenario=header-vs-so');
  await app.page.keyboard.press('d');
  await app.page.getByRole('button', { name: 'Which headers go with which library' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'liburing: compiled with, runs with' });
  await expect(dialog).toContainText('217 pairs work; in 39 the first io_uring_get_sqe() is NULL', {
    timeout: 120_000,
  });
  await dialog.getByRole('button', { name: 'headers 2.3, library 2.3: works' }).click();
  await app.idle();
  await app.page.keyboard.press('End');
  await app.idle();
  await expect(app.region('Console')).toContainText('io_uring_get_sqe = an SQE at call 1');
});

test('an AIO reaper without a size: the same three places', async ({ app }) => {
  await app.open('?scenario=aio-nr-zero-modulo');
  const panel = app.page.getByRole('region', { name: PANEL, exact: true });
  for (let stop = 0; stop < 4; stop++) await app.page.keyboard.press('n');
  await app.idle();
  await expect(panel.getByRole('region', { name: 'Kernel, private' })).toContainText('ctx nr_events127');
  await expect(panel.getByRole('region', { name: 'Application' })).toContainText('reaper.nr0');
  await expect(panel).toContainText('(3 + 1) % 0 → SIGFPE');
  await app.page.keyboard.press('End');
  await app.idle();
  await expect(panel.getByRole('region', { name: 'What it was, and what helps' })).toContainText('refuse 0');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`nothing keeps anybody from using it, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open('?scenario=header-vs-so');
    for (let stop = 0; stop < 4; stop++) await app.page.keyboard.press('n');
    await app.idle();
    expect(await app.barriers(), 'with a ring that is wrong').toEqual([]);
    await app.page.keyboard.press('End');
    await app.idle();
    await app.page.keyboard.press('d');
    await app.page.getByRole('dialog').getByRole('textbox').fill('ring_entries = 0, *kring_entries = 8');
    expect(await app.barriers(), 'with the diagnosis').toEqual([]);
    await app.page.getByRole('button', { name: 'Which headers go with which library' }).click();
    await expect(app.page.getByRole('dialog')).toContainText('217 pairs work', { timeout: 120_000 });
    expect(await app.barriers(), 'with the matrix').toEqual([]);
  });
}
