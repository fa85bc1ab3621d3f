import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, REGIONS, test } from './app.ts';

const KRING = fileURLToPath(new URL('../src/cli/kring.mjs', import.meta.url));

test('the page opens with One read, and every region shows what it is about', async ({ app }) => {
  await app.open();
  await expect(app.page).toHaveTitle(/kring/);
  await expect(app.page.getByRole('combobox', { name: 'Scenario' })).toHaveValue('one-read');
  for (const name of REGIONS) await expect(app.region(name)).toBeVisible();
  await expect(app.region('Program')).toContainText('io_prep_pread(&iocb, fd, buf, 4096, 8192);');

  // To the moment before io_getevents() takes the event: the ring has it, and nobody has looked.
  await app.seekTo('aio_complete#1/PublishTail');
  await expect(app.region('Ring')).toContainText('head');
  await expect(app.region('Ring')).toContainText('tail');
  await expect(app.region('iocb')).toContainText('aio_lio_opcode');
  await expect(app.region('iocb')).toContainText('aio_nbytes');
  await expect(app.region('Completion events')).toContainText('4096');
});

test('the console shows what the command line prints', async ({ app }) => {
  await app.open('?scenario=one-read');
  await app.seek(await app.last());
  const printed = execFileSync(process.execPath, [KRING, 'run', '--scenario', 'one-read'], { encoding: 'utf8' });
  for (const line of printed.trimEnd().split('\n')) await expect(app.region('Console')).toContainText(line);
});

test('each scenario opens from the list', async ({ app }) => {
  await app.open();
  const list = app.page.getByRole('combobox', { name: 'Scenario' });
  for (const title of await list.getByRole('option').allTextContents()) {
    await list.selectOption({ label: title });
    await app.idle();
    expect(await app.now()).toBe(0);
    expect(await app.last()).toBeGreaterThan(10);
    await expect(app.region('Program')).toContainText('int main(void)');
  }
});
