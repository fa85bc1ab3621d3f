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

test('CQEs are listed from when they are written, and lead to their SQE', async ({ app }) => {
  await app.open('?scenario=healthy&at=io_uring_enter%231/FillCqe~2');
  const events = app.region('Completion events');
  const rows = events.getByRole('table', { name: 'CQEs, the newest first' }).getByRole('row');
  await expect(rows.nth(1)).toContainText(/1\s*101\s*NOP sqes\[1\]\s*0\s*0\s*.*unpublished/);
  await app.page.keyboard.press('e');
  await app.idle();
  expect(await app.mark()).toBe('io_uring_enter#1/CommitCqring');
  await expect(events).toContainText('8 unreaped · 0 in flight');
  await expect(rows.nth(1)).toContainText('unreaped');
  await rows.nth(1).getByRole('cell', { name: '107', exact: true }).click();
  await app.idle();
  await expect(app.region('Field')).toContainText('cqes[7].user_data = 107');
  await rows.nth(1).getByRole('button', { name: 'NOP sqes[7]' }).click();
  await app.idle();
  await expect(app.region('Memory').getByRole('table', { name: 'SQEs of fd 3' })).toBeVisible();
});

test('a request of io_uring has its bar from the SQE to the cq.head that passes its CQE', async ({ app }) => {
  await app.open('?scenario=healthy&at=io_uring_enter%231/CommitCqring');
  const timeline = app.region('Timeline');
  await timeline.getByRole('button', { name: 'Table' }).click();
  await expect(timeline).toContainText('8 requests submitted up to here: 8 completed, unreaped.');
  await expect(timeline.getByRole('row', { name: /user_data 100 NOP/ })).toContainText('completed, unreaped');
  await app.page.keyboard.press('End');
  await app.idle();
  await expect(timeline).toContainText('8 requests submitted up to here: 8 reaped.');
});

test('Step back shows what Step showed, also where the program reaps', async ({ app }) => {
  await app.open('?scenario=healthy&at=io_uring_enter%231/FillCqe~8');
  const states: string[] = [];
  for (let i = 0; i < 20; i++) {
    states.push(await app.visibleState());
    await app.step();
  }
  for (let i = 19; i >= 0; i--) {
    await app.stepBack();
    expect(await app.visibleState(), `${i} moments on`).toBe(states[i]);
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`io_uring keeps nobody out, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.open('?scenario=healthy&at=io_uring_enter%231/CommitCqring');
    await app.page.getByRole('button', { name: 'Show SQ and CQ rings of fd 3 in Memory' }).click();
    await app.idle();
    await app.region('Kernel state').getByText('cached_cq_tail').click();
    await app.idle();
    expect(await app.barriers()).toEqual([]);
  });
}
