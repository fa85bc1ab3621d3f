import { type App, expect, test } from './app.ts';

const HELLO = `#include <stdio.h>

int main(void)
{
	int answer = 6 * 7;
	printf("the answer is %d\\n", answer);
	return 0;
}
`;

/** Presses Share and gives what is in the clipboard. */
async function shared(app: App): Promise<string> {
  await app.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.button('Share').click();
  await expect(app.notice()).toContainText('Link copied');
  return app.page.evaluate(() => navigator.clipboard.readText());
}

/** Opens an address that somebody sent, in a page of its own. */
async function follow(app: App, link: string): Promise<void> {
  await app.page.goto('about:blank');
  await app.open(link.slice((process.env.KRING_URL ?? '').length));
}

test('a link to a mark of a scenario opens there', async ({ app }) => {
  await app.open('?scenario=one-read&at=aio_complete%231/PublishTail');
  expect(await app.mark()).toBe('aio_complete#1/PublishTail');
  const state = await app.visibleState();
  const link = await shared(app);
  expect(link).toMatch(/\?scenario=one-read&at=aio_complete%231\/PublishTail$/);
  await follow(app, link);
  expect(await app.visibleState()).toBe(state);
});

test('a link to a statement opens at its moment', async ({ app }) => {
  await app.open('?scenario=ring-wraps&at=7');
  expect(await app.now()).toBe(7);
});

test('an edited program and its position go into a link and come out of it', async ({ app }) => {
  await app.open();
  await app.edit(HELLO);
  await app.runEdited();
  await app.idle();
  await app.seekTo('write#1/Call');
  const state = await app.visibleState();
  const link = await shared(app);
  expect(link).toMatch(/#1\.[\w-]+$/);
  await follow(app, link);
  await expect(app.region('Program')).toContainText('int answer = 6 * 7;');
  await expect(app.region('Console')).toContainText('the answer is 42');
  expect(await app.visibleState()).toBe(state);
});

test('a program in a link that does not compile shows its mistake, beside a run that works', async ({ app }) => {
  await app.open();
  await app.edit(HELLO.replace('6 * 7', '6 * '));
  const link = await shared(app);
  await follow(app, link);
  await expect(app.complaints()).toContainText([/5:\d+/]);
  expect(await app.last()).toBeGreaterThan(20);
});

for (const [what, address, sentence] of [
  ['an unknown scenario', '?scenario=no-such-thing', 'There is no scenario “no-such-thing”'],
  ['an unknown mark', '?scenario=one-read&at=io_submit%239/TakeSlot', 'This run has no moment “io_submit#9/TakeSlot”'],
  ['a moment beyond the end', '?at=99999999', 'This run has no moment “99999999”'],
  ['markup for a mark', '?at=<img src=x onerror=alert(1)>', 'This run has no moment “<img'],
  ['a later version', '#7.AAAA', 'later version'],
  ['no packed program', '#1.AAAA', 'damaged'],
  ['not even base64', '#1.%00<script>', 'damaged'],
  ['any other fragment', '#top', 'damaged'],
  ['a fragment without end', `#1.${'A'.repeat(70_000)}`, 'more than a program'],
] as const) {
  test(`${what} in a link ends in a sentence, and the page works`, async ({ app }) => {
    await app.open(address);
    await expect(app.notice()).toContainText(sentence);
    expect(await app.barriers()).toEqual([]);
    await app.button('Close').click();
    await expect(app.notice()).toBeEmpty();
    await app.step();
    expect(await app.now()).toBe(1);
  });
}

test('Back and Forward lead through the scenarios, to where each was left', async ({ app }) => {
  await app.open('?scenario=one-read');
  await app.seekTo('io_submit#1/TakeSlot');
  const first = await app.visibleState();
  const list = app.page.getByRole('combobox', { name: 'Scenario' });
  await list.selectOption('ring-wraps');
  await app.idle();
  await app.edit(HELLO);
  await app.runEdited();
  await app.idle();
  await list.selectOption('bad-fd-in-the-middle');
  await app.idle();
  await expect(app.page).toHaveURL(/\?scenario=bad-fd-in-the-middle$/);

  await app.page.goBack();
  await app.idle();
  await expect(app.region('Program')).toContainText('int answer = 6 * 7;');
  await app.page.goBack();
  await app.idle();
  expect(await app.visibleState()).toBe(first);
  await app.page.goForward();
  await app.page.goForward();
  await app.idle();
  await expect(list).toHaveValue('bad-fd-in-the-middle');
  expect(await app.now()).toBe(0);
});

test('without a clipboard the link is shown, to be copied by hand', async ({ app }) => {
  await app.open();
  await app.page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await app.step();
  await app.button('Share').click();
  await expect(app.page.getByRole('textbox', { name: 'Link' })).toHaveValue(/\?scenario=one-read&at=/);
  await expect(app.page.getByRole('textbox', { name: 'Link' })).toBeFocused();
});
