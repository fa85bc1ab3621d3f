import { expect, test } from './app.ts';

test('the mappings of an io_uring have names, pointers lead there, and words say who writes them', async ({ app }) => {
  await app.open('?scenario=over-size&at=io_uring_enter%231/GetSqe');
  const pages = app.page.getByRole('region', { name: 'Shared page' });
  await pages.getByRole('button', { name: 'Show SQEs of fd 3 in Memory' }).click();
  await app.idle();
  const memory = app.region('Memory');
  await expect(memory.getByRole('table', { name: 'SQEs of fd 3' })).toBeVisible();
  await expect(memory.getByRole('combobox', { name: 'Region' })).toContainText('SQ and CQ rings of fd 3');

  await memory.getByRole('textbox', { name: 'Address or name' }).fill('SQ ring of fd 3: ring_entries');
  await app.page.keyboard.press('Enter');
  await app.idle();
  await expect(memory.getByRole('table', { name: 'SQ and CQ rings of fd 3' })).toBeVisible();

  await app.page.getByRole('button', { name: 'Show the parts of ring' }).click();
  await app.page.getByRole('button', { name: 'Show the parts of sq' }).click();
  await app.idle();
  await expect(app.region('Program')).toContainText('CQ ring of fd 3: ring_entries');

  await pages.getByText('sq_ring_entries').click();
  await app.idle();
  await expect(app.region('Field')).toContainText('io_rings.sq_ring_entries = 8');
  await expect(app.region('Field')).toContainText('struct io_rings +24');
  await expect(app.region('Field')).toContainText('io_allocate_scq_urings()');
  await expect(app.region('Field')).toContainText('URG-06');
  await expect(memory.locator('td[data-lit]').first()).toBeVisible();
});

test('the kernel’s own numbers of a ring, beside those that it shares', async ({ app }) => {
  await app.open('?scenario=healthy&at=io_uring_enter%231/FillCqe~3');
  const ring = app.region('Kernel state').getByRole('region', { name: 'io_uring of fd 3' });
  await expect(ring).toContainText('sq_entries8');
  await expect(ring).toContainText('cached_cq_tail3');
  await expect(
    ring.getByRole('img', { name: 'Completion queue: 0 unreaped, 3 written and not published' }),
  ).toBeVisible();
  await ring.getByText('cached_cq_tail').click();
  await app.idle();
  await expect(app.region('Field')).toContainText('cached_cq_tail = 3');
  await expect(app.region('Field')).toContainText('struct io_ring_ctx: only the kernel sees it');
  await ring.getByText('sq_entries', { exact: true }).hover();
  await expect(app.page.locator('.kernel-place [data-lit=same]')).toContainText('ctx sq_entries');
  await app.stepBack();
  await expect(ring).toContainText('cached_cq_tail2');
});
