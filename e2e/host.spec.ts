import { type App, expect, test } from './app.ts';

/** What npm start prints behind the page's address where this machine is a host. */
const FRAGMENT = process.env.KRING_HOST ?? '';

test.skip(FRAGMENT === '', 'this machine is no Linux host: npm start says why');
// Sessions are bounded, and a machine has few CPUs.
test.describe.configure({ mode: 'serial' });

const WAITS = `#include <unistd.h>
int main(void)
{
	int fds[2];
	char c;
	if (pipe(fds) != 0)
		return 1;
	return read(fds[0], &c, 1);
}
`;

const panel = (app: App) => app.page.getByRole('region', { name: 'Linux host', exact: true });
const said = (app: App) => panel(app).getByRole('status');
const runOnHost = (app: App) => app.page.getByRole('button', { name: /^Run on Linux host/ });

async function choose(app: App, machine: 'Model' | 'Linux host'): Promise<void> {
  await app.page
    .getByRole('combobox', { name: 'Machine' })
    .selectOption({ value: machine === 'Model' ? 'model' : 'host' });
  await app.idle();
}

/** The page as its host's address opens it. */
async function openWithHost(app: App, query = ''): Promise<void> {
  await app.open(`${query}${FRAGMENT}`);
  await choose(app, 'Linux host');
  await expect(panel(app)).toContainText('connected');
}

test('the token leaves the address, and the page says which kernel there is', async ({ app }) => {
  await openWithHost(app);
  expect(app.page.url()).not.toContain('t=');
  await panel(app).getByText('This host').click();
  await expect(panel(app)).toContainText(/KernelLinux \d/);
  await expect(panel(app)).toContainText('io_uring');
  await expect(app.page.getByRole('combobox', { name: 'Machine' })).toContainText(/Linux host \d/);
});

test('a scenario runs on the real kernel behind the same panels, and steps back without it', async ({ app }) => {
  await openWithHost(app, '?scenario=completion-order');
  const onModel = await app.last();
  await runOnHost(app).click();
  await expect(said(app)).toContainText('the recorded run on the host');
  await app.idle();
  expect(await app.last()).not.toBe(onModel);
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('event 3: request 0');
  await expect(app.region('Console')).toContainText('exit status 0');
  await app.page.route('**/*', (route) => route.abort());
  const states: string[] = [];
  for (let i = 0; i < 12; i++) {
    await app.stepBack();
    states.push(await app.visibleState());
  }
  for (let i = 10; i >= 0; i--) {
    await app.step();
    expect(await app.visibleState()).toBe(states[i]);
  }
});

test('the ring is shown as it lies in memory before anybody has reaped', async ({ app }) => {
  await openWithHost(app, '?scenario=reap-in-user-space');
  await runOnHost(app).click();
  await expect(said(app)).toContainText('the recorded run on the host');
  await app.idle();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('exit status 0');
});

test('a call that waits stops the program and not the page, and Stop ends it', async ({ app }) => {
  await openWithHost(app);
  await app.edit(WAITS);
  await app.runEdited();
  await app.idle();
  await runOnHost(app).click();
  await expect(said(app)).toContainText('waits in read on the host');
  await app.idle();
  await app.step();
  await app.stepBack();
  await panel(app).getByRole('button', { name: 'Stop' }).click();
  await expect(panel(app).getByRole('button', { name: 'Stop' })).toBeHidden();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('the run was stopped');
  await expect(app.region('Console')).toContainText('The program was in read');
});

test('two tabs run two programs at once', async ({ app, context }) => {
  await openWithHost(app);
  await app.edit(WAITS);
  await app.runEdited();
  await app.idle();
  await runOnHost(app).click();
  await expect(said(app)).toContainText('waits in read on the host');
  const other = await context.newPage();
  await other.goto(`${process.env.KRING_URL}${FRAGMENT}`);
  await other.getByRole('combobox', { name: 'Machine' }).selectOption('host');
  await other.getByRole('button', { name: /^Run on Linux host/ }).click();
  await expect(other.getByText('the recorded run on the host')).toBeVisible();
  await other.close();
  await panel(app).getByRole('button', { name: 'Stop' }).click();
});

test('a program from a link opens on the model, whatever was chosen before', async ({ app }) => {
  await openWithHost(app, '?scenario=one-read');
  await expect(said(app)).toContainText('the run on the model');
});

test('without a token the page says where one comes from, and the model goes on', async ({ app }) => {
  await app.open();
  await choose(app, 'Linux host');
  await expect(panel(app)).toContainText('npm start');
  await expect(runOnHost(app)).toBeDisabled();
  await app.step();
  expect(await app.now()).toBe(1);
});

test('another token is refused in a sentence', async ({ app }) => {
  await app.open(`#t=${'A'.repeat(43)}`);
  await choose(app, 'Linux host');
  await expect(panel(app)).toContainText('the host does not know this page');
});
