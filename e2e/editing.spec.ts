import { expect, test } from './app.ts';

const HELLO = `#include <stdio.h>

int main(void)
{
	int answer = 6 * 7;
	printf("the answer is %d\\n", answer);
	return answer - 39;
}
`;

test('a program typed on the page runs, forwards and backwards', async ({ app }) => {
  await app.open();
  await app.edit(HELLO);
  await app.runEdited();
  await app.idle();
  expect(await app.now()).toBe(0);
  await app.step();
  const first = await app.visibleState();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('the answer is 42');
  await expect(app.region('Console')).toContainText('exit status 3');
  await app.seek(1);
  expect(await app.visibleState()).toBe(first);
  await expect(app.region('Console')).not.toContainText('the answer is 42');
});

test('a mistake shows at its line and column with a sentence, and the run before it stays', async ({ app }) => {
  await app.open();
  const before = await app.last();
  await app.edit(HELLO.replace('answer);', 'anser);'));
  await app.runEdited();
  await app.idle();
  await expect(app.complaints()).toHaveCount(1);
  await expect(app.complaints()).toContainText('6:31');
  await expect(app.complaints()).toContainText(/error: .*anser/);
  expect(await app.last()).toBe(before);

  await app.edit(HELLO);
  await app.runEdited();
  await app.idle();
  await expect(app.complaints()).toHaveCount(0);
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('the answer is 42');
});

test('changes can be discarded', async ({ app }) => {
  await app.open();
  const last = await app.last();
  await app.edit('int main(void) { return 1; }');
  await app.button('Discard changes').click();
  await app.idle();
  await expect(app.region('Program')).toContainText('io_prep_pread(&iocb, fd, buf, 4096, 8192);');
  expect(await app.last()).toBe(last);
});

test('a program that a signal ends stops at that line, and says why', async ({ app }) => {
  await app.open();
  await app.edit('int main(void)\n{\n\tvolatile int *nowhere = 0;\n\treturn *nowhere;\n}\n');
  await app.runEdited();
  await app.idle();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText(/:4:2: SIGSEGV: .*0x0/);
});

test('a program that waits for ever is stuck, and says for what', async ({ app }) => {
  await app.open();
  await app.edit(`#include <libaio.h>
int main(void)
{
	io_context_t ctx = 0;
	struct io_event event;
	io_setup(1, &ctx);
	return io_getevents(ctx, 1, 1, &event, 0);
}
`);
  await app.runEdited();
  await app.idle();
  await app.seek(await app.last());
  await expect(app.page.getByRole('main')).toContainText('stuck');
  await expect(app.page.getByRole('main')).toContainText('io_getevents');
});
