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
