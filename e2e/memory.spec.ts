import type { Locator } from '@playwright/test';
import { type App, expect, test } from './app.ts';

/** The kernel overwrites a key that is not zero, so that a byte differs. */
const OWN_KEY = `#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <stdlib.h>

int main(void)
{
	io_context_t ctx = 0;
	struct iocb iocb;
	struct iocb *list[1] = { &iocb };
	struct io_event event;
	void *buf = NULL;
	int fd = open("data", O_RDONLY | O_DIRECT);
	posix_memalign(&buf, 4096, 4096);
	io_setup(1, &ctx);
	io_prep_pread(&iocb, fd, buf, 512, 0);
	iocb.key = 0x01020304;
	io_submit(ctx, 1, list);
	io_getevents(ctx, 1, 1, &event, NULL);
	io_destroy(ctx);
	return 0;
}
`;

const tab = (app: App, name: string) => app.page.getByRole('tab', { name, exact: true });
const memory = (app: App) => app.region('Memory');
const regions = (app: App) => memory(app).getByRole('combobox', { name: 'Region' });
const field = (app: App) => memory(app).getByRole('textbox', { name: 'Address or name' });
const scroller = (app: App) => memory(app).getByRole('group', { name: 'Bytes of memory' });

async function showMemory(app: App): Promise<void> {
  await tab(app, 'Memory').click();
  await app.idle();
}

async function find(app: App, place: string): Promise<void> {
  await field(app).fill(place);
  await field(app).press('Enter');
  await app.idle();
}

/** By the palette: to a moment that has a name. */
async function goTo(app: App, mark: string): Promise<void> {
  await app.button('Search …').click();
  const search = app.page.getByRole('combobox', { name: 'Search' });
  await search.fill(mark);
  await search.press('Enter');
  await app.idle();
  expect(await app.mark()).toBe(mark);
}

/** What was visible after each of `times` presses of a button. */
async function press(app: App, name: string, times: number): Promise<string[]> {
  return app.button(name).evaluate(async (button: HTMLButtonElement, presses) => {
    const states: string[] = [];
    while (states.length < presses) {
      button.click();
      await window.kringIdle();
      states.push(window.visibleState());
    }
    return states;
  }, times);
}

/** What the cells of a mark hold, by their addresses, which are in the row's header and the cell's place. */
async function marked(app: App, mark: 'changed' | 'sought'): Promise<Record<string, string>> {
  return memory(app)
    .getByRole('row')
    .evaluateAll(
      (rows, name) =>
        Object.fromEntries(
          rows.flatMap((row) =>
            [...row.querySelectorAll(`td.${name}`)].map((cell) => [
              `0x${(Number(row.querySelector('th')?.textContent) + (cell as HTMLTableCellElement).cellIndex - 1).toString(16)}`,
              cell.textContent ?? '',
            ]),
          ),
        ),
      mark,
    );
}

/** Rows wholly in sight, the first address of each. */
async function rowsInSight(app: App): Promise<string[]> {
  return scroller(app).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return [...element.querySelectorAll('tr')]
      .filter((row) => row.getBoundingClientRect().top >= top - 1 && row.getBoundingClientRect().bottom <= bottom + 1)
      .map((row) => row.querySelector('th')?.textContent ?? '');
  });
}

const optionNames = async (list: Locator) =>
  (await list.locator('option').allTextContents()).map((text) => text.trim());

test('Console and Memory share one place, and Console has it first', async ({ app }) => {
  await app.open('?scenario=one-read');
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('io_destroy = 0');
  await expect(memory(app)).toHaveCount(0);
  await showMemory(app);
  await expect(app.region('Console')).toHaveCount(0);
  await expect(scroller(app)).toBeVisible();
  await tab(app, 'Console').click();
  await expect(app.region('Console')).toContainText('io_destroy = 0');
  const output = app.region('Console').getByRole('group', { name: 'Output of the program' });
  const below = await output.evaluate((element) => element.scrollHeight - element.clientHeight - element.scrollTop);
  expect(Math.abs(below)).toBeLessThan(2);
});

test('everything that is mapped is in the list, in words, and the ring is there as long as it is', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
  await showMemory(app);
  const names = await optionNames(regions(app));
  expect(names.map((name) => name.split(' · ')[0])).toEqual([
    'Read-only data',
    'Data',
    'Heap',
    'Ring of the context 0x100dfff000',
    'Stack, part 1 of 2',
    'Stack, part 2 of 2',
  ]);
  expect(names.at(-2)).toContain('0x100f000000 · 4 MiB');
  await regions(app).selectOption({ label: names[3] as string });
  await expect(memory(app).getByRole('table', { name: 'Ring of the context 0x100dfff000' })).toBeVisible();
  await expect(memory(app).getByRole('row', { name: /^0x100dfff010/ })).toContainText(
    'a1 10 0a a1'.replaceAll(' ', ''),
  );

  await app.seek(await app.last());
  await expect(scroller(app)).toContainText('Nothing is mapped at 0x100dfff000 at this moment.');
  await expect(memory(app).getByRole('table')).toHaveCount(0);
  await goTo(app, 'io_submit#1/TakeSlot');
  await expect(memory(app).getByRole('table', { name: 'Ring of the context 0x100dfff000' })).toBeVisible();
});

test('a variable, a pointer, the iocb, its buffer and the ring lead to their bytes', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
  const program = app.region('Program');
  await program.getByRole('button', { name: 'Show iocb in Memory' }).click();
  await app.idle();
  await expect(tab(app, 'Memory')).toHaveAttribute('aria-selected', 'true');
  const iocb = await marked(app, 'sought');
  expect(Object.keys(iocb)).toHaveLength(64);
  expect(Object.values(iocb)[0]).toBe('2a');
  await expect(app.page.getByRole('status').filter({ hasText: 'Memory shows 64 bytes at 0x100f' })).toHaveCount(1);

  await app.region('iocb').getByRole('button', { name: /^0x/ }).first().click();
  expect(await marked(app, 'sought')).toEqual(iocb);

  await program
    .getByRole('button', { name: /^0x100dfff000 → aio_ring$/ })
    .last()
    .click();
  await expect(app.region('Field')).toContainText('aio_ring struct aio_ring');

  await app.region('iocb').getByRole('button', { name: 'buf', exact: true }).click();
  await expect(memory(app).getByRole('table', { name: 'Heap' })).toBeVisible();
  const buffer = await program.getByRole('button', { name: /^0x1002/ }).textContent();
  expect(Object.keys(await marked(app, 'sought'))[0]).toBe(buffer?.slice(0, 12));

  await app
    .region('Ring')
    .getByRole('button', { name: /^struct aio_ring at/ })
    .click();
  expect(Object.keys(await marked(app, 'sought'))).toHaveLength(32);
});

test('segments of an iovec array and the array itself lead to their bytes', async ({ app }) => {
  await app.open('?scenario=preadv-two-buffers&at=io_submit%231/CopyIocb');
  const panel = app.region('iocb');
  await panel.getByRole('button', { name: /^iovec\[\] at aio_buf: 2 segments$/ }).click();
  await app.idle();
  expect(Object.keys(await marked(app, 'sought'))).toHaveLength(32);
  const segment = panel.getByRole('listitem').nth(1).getByRole('button');
  await segment.click();
  await app.idle();
  expect(Object.keys(await marked(app, 'sought')).length).toBeGreaterThan(0);
});

test('the field takes addresses and names, and says what it cannot find', async ({ app }) => {
  await app.open('?scenario=one-read&at=io_submit%231/TakeSlot');
  await showMemory(app);
  await find(app, '0x100f012345');
  expect(await rowsInSight(app)).toContain('0x100f012340');
  expect(Object.keys(await marked(app, 'sought'))).toEqual(['0x100f012345']);
  await find(app, 'iocb');
  expect(Object.keys(await marked(app, 'sought'))).toHaveLength(64);
  await find(app, 'ctx');
  await expect(memory(app).getByRole('table', { name: /^Ring of the context/ })).toBeVisible();

  const refusal = memory(app).getByRole('alert');
  await find(app, '0x1');
  await expect(refusal).toHaveText('Nothing is mapped at 0x1.');
  await expect(field(app)).toHaveAttribute('aria-invalid', 'true');
  await expect(memory(app).getByRole('table', { name: /^Ring of the context/ })).toBeVisible();
  await find(app, 'nowhere[2]');
  await expect(refusal).toContainText('Nothing in scope is called “nowhere[2]”');
  await app.step();
  await expect(refusal).toBeEmpty();
  await find(app, 'iocb+8');
  await expect(refusal).toBeEmpty();
  expect(Object.keys(await marked(app, 'sought'))).toHaveLength(1);
});

test('what a moment changed is marked, in the iocb and in the ring', async ({ app }) => {
  await app.open();
  await app.edit(OWN_KEY);
  await app.runEdited();
  await app.idle();
  await goTo(app, 'io_submit#1/WriteKey');
  await app.region('iocb').getByRole('button', { name: /^0x/ }).first().click();
  await app.idle();
  const iocb = Object.keys(await marked(app, 'sought'))[0] as string;
  const key = [8, 9, 10, 11].map((offset) => [`0x${(Number(iocb) + offset).toString(16)}`, '00']);
  expect(await marked(app, 'changed')).toEqual(Object.fromEntries(key));
  await expect(memory(app)).toContainText('4 bytes changed here by this moment');

  await find(app, 'aio_ring');
  await goTo(app, 'aio_complete#1/FillSlot');
  const slot = await marked(app, 'changed');
  expect(Object.keys(slot).every((address) => Number(address) >= 0x100dfff020 && Number(address) < 0x100dfff040)).toBe(
    true,
  );
  expect(Object.keys(slot)).toContain('0x100dfff031');
  expect(slot['0x100dfff031']).toBe('02');
  await goTo(app, 'aio_complete#1/PublishTail');
  expect(await marked(app, 'changed')).toEqual({ '0x100dfff00c': '01' });
  await goTo(app, 'io_getevents#1/StoreHead');
  expect(await marked(app, 'changed')).toEqual({ '0x100dfff008': '01' });
  await expect(memory(app)).toContainText('1 byte changed here by this moment');
});

test('with Memory in sight, Step back shows exactly what Step showed, and so does Position', async ({ app }) => {
  await app.open('?scenario=one-read&at=16');
  await showMemory(app);
  const states = [await app.visibleState(), ...(await press(app, 'Step', 16))];
  const back = await press(app, 'Step back', 16);
  expect(back.toReversed()).toEqual(states.slice(0, -1));
  expect(states.filter((state) => /class=[\w ]*\bchanged\b/.test(state)).length).toBeGreaterThan(3);
  for (const steps of [9, 3, 14, 13]) {
    await app.seek(16 + steps);
    expect(await app.visibleState(), `moment ${16 + steps}`).toBe(states[steps]);
  }
});

test('a run that stops shows what its last moment changed', async ({ app }) => {
  await app.open('?scenario=one-read');
  await showMemory(app);
  await app.setSpeed(1000);
  await app.run();
  await app.idle();
  const state = await app.visibleState();
  await app.stepBack();
  await app.step();
  expect(await app.visibleState()).toBe(state);
});

test('keys scroll by rows and pages while the scroller has the focus, and still step', async ({ app }) => {
  await app.open('?scenario=one-read');
  await app.page.keyboard.press('m');
  await expect(scroller(app)).toBeFocused();
  const first = async () => (await rowsInSight(app))[0];
  const press = async (key: string) => {
    await app.page.keyboard.press(key);
    await app.idle();
  };
  expect(await first()).toBe('0x100f000000');
  await press('ArrowDown');
  await press('ArrowDown');
  await expect.poll(first).toBe('0x100f000020');
  await press('ArrowUp');
  await expect.poll(first).toBe('0x100f000010');
  await press('End');
  await expect.poll(async () => (await rowsInSight(app)).at(-1)).toBe('0x100f3ffff0');
  await press('Home');
  await expect.poll(first).toBe('0x100f000000');
  const page = (await rowsInSight(app)).length - 1;
  await press('PageDown');
  await expect.poll(first).toBe(`0x${(0x100f000000 + page * 16).toString(16)}`);
  await press('PageUp');
  await expect.poll(first).toBe('0x100f000000');
  expect(await app.now()).toBe(0);
  await press('ArrowRight');
  expect(await app.now()).toBe(1);
});

test('as many bytes a row as fit', async ({ app }) => {
  await app.open('?scenario=one-read');
  await showMemory(app);
  const cells = async () => memory(app).getByRole('row').first().getByRole('cell').count();
  await expect.poll(cells).toBe(16);
  await app.page.setViewportSize({ width: 1700, height: 900 });
  await expect.poll(cells).toBe(17);
  await app.page.setViewportSize({ width: 640, height: 900 });
  await expect.poll(cells).toBe(17);
  await app.page.setViewportSize({ width: 360, height: 800 });
  await expect.poll(cells).toBe(9);
  await find(app, '0x100f000088');
  await app.page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(cells).toBe(16);
  expect(await rowsInSight(app)).toContain('0x100f000080');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`memory keeps nobody out, ${colorScheme}`, async ({ app }) => {
    await app.page.emulateMedia({ colorScheme });
    await app.page.setViewportSize({ width: 1700, height: 900 });
    await app.open('?scenario=one-read&at=aio_complete%231/FillSlot');
    await app
      .region('Ring')
      .getByRole('button', { name: /^struct aio_ring at/ })
      .click();
    await app.idle();
    expect(Object.keys(await marked(app, 'changed')).length).toBeGreaterThan(3);
    expect(Object.keys(await marked(app, 'sought'))).toHaveLength(32);
    await find(app, 'nothing');
    await expect(memory(app).getByRole('alert')).not.toBeEmpty();
    expect(await app.barriers('.tray')).toEqual([]);
  });
}

test('characters stand beside the bytes where there is room', async ({ app }) => {
  await app.page.setViewportSize({ width: 1700, height: 900 });
  await app.open('?scenario=one-read');
  await showMemory(app);
  const [rodata] = await optionNames(regions(app));
  await regions(app).selectOption({ label: rodata as string });
  await app.idle();
  const rows = await memory(app)
    .getByRole('row')
    .evaluateAll((all) =>
      all.map((row) => ({
        bytes: [...row.querySelectorAll('td[data-at]')].map((cell) => Number.parseInt(cell.textContent ?? '', 16)),
        shown: row.lastElementChild?.textContent,
      })),
    );
  for (const { bytes, shown } of rows) {
    expect(shown).toBe(bytes.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join(''));
  }
  expect(rows.map(({ shown }) => shown).join('')).toMatch(/\w{4}/);
});
