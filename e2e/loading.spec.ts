import { test as base } from '@playwright/test';
import { App, expect, test } from './app.ts';

/** The compiler, and the scenarios' programs. */
/** Also when it is fetched again. */
const COMPILER = /\/assets\/c-[^/]*\.js/;
const PROGRAMS = /\/assets\/program-[^/]*\.js/;

const EDITED = 'int main(void)\n{\n\treturn 3;\n}\n';

test('the first screen does without the compiler, which comes with the editor', async ({ app }) => {
  let fetched = 0;
  await app.page.route(COMPILER, async (route) => {
    fetched++;
    await route.continue();
  });
  await app.open('?scenario=ring-wraps');
  await app.step();
  expect(fetched).toBe(0);
  await app.button('Edit').click();
  await app.idle();
  expect(fetched).toBe(1);
});

/** A page whose network fails: the browser says so on its console. */
const broken = base.extend<{ app: App }>({
  app: async ({ page }, use) => {
    await use(new App(page));
  },
});

broken('a scenario that cannot be fetched is said so; the run stays, and it can be chosen again', async ({ app }) => {
  await app.open();
  await app.step();
  await app.page.route(PROGRAMS, (route) => route.abort());
  const list = app.page.getByRole('combobox', { name: 'Scenario' });
  await list.selectOption('ring-wraps');
  await app.idle();
  await expect(app.notice()).toContainText('could not be loaded');
  await expect(list).toHaveValue('one-read');
  expect(await app.now()).toBe(1);
  await app.page.unroute(PROGRAMS);
  await list.selectOption('ring-wraps');
  await app.idle();
  await expect(list).toHaveValue('ring-wraps');
  await expect(app.notice()).toBeEmpty();
  await app.step();
  expect(await app.now()).toBe(1);
});

broken('when the first program cannot be fetched, a sentence says so, and another can be chosen', async ({ app }) => {
  await app.page.route(PROGRAMS, (route) => route.abort());
  await app.open();
  await expect(app.page.getByRole('alert')).toContainText('could not be loaded');
  await expect(app.region('Program')).toContainText('int main(void)');
  await expect(app.button('Step')).toBeDisabled();
  await app.page.unroute(PROGRAMS);
  await app.page.getByRole('combobox', { name: 'Scenario' }).selectOption('ring-wraps');
  await app.idle();
  await app.step();
  expect(await app.now()).toBe(1);
});

broken('without the compiler the text stays in the editor, and can be run later', async ({ app }) => {
  await app.page.route(COMPILER, (route) => route.abort());
  await app.open();
  const before = await app.last();
  await app.edit(EDITED);
  await app.runEdited();
  await app.idle();
  await expect(app.notice()).toContainText('The compiler could not be loaded');
  await expect(app.page.getByRole('textbox', { name: /^Edit / })).toContainText('return 3;');
  expect(await app.last()).toBe(before);
  await app.page.unroute(COMPILER);
  await app.runEdited();
  await app.idle();
  await app.seek(await app.last());
  await expect(app.region('Console')).toContainText('exit status 3');
});

test('of a long program the lines in sight are drawn, and the current one comes into sight', async ({ app }) => {
  const filler = Array.from({ length: 700 }, (_, line) => `/* line ${line + 1} */`).join('\n');
  await app.open();
  await app.edit(`${filler}\nint main(void)\n{\n\tint three = 3;\n\treturn three;\n}\n`);
  await app.runEdited();
  await app.idle();
  await app.step();
  const program = app.region('Program');
  await expect(program.getByText('return three;')).toBeInViewport();
  await expect(program.getByText('/* line 1 */')).toHaveCount(0);
});
