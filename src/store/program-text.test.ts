import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { anyScenario } from '../scenarios/all.ts';
import { compiledProgram, loadCompiler } from './load-program.ts';
import { machineStore } from './machine-module.ts';
import { dismiss, noticeStore } from './notice.ts';
import {
  compileAndLoad,
  discardEdits,
  edit,
  hasEdits,
  openProgram,
  openScenario,
  programStore,
  startEditing,
} from './program-text.ts';
import { settled } from './requests.ts';
import { sessionStore } from './session.ts';

vi.mock('./load-program.ts', async (original) => {
  const real = await original<typeof import('./load-program.ts')>();
  return { compiledProgram: vi.fn(real.compiledProgram), loadCompiler: vi.fn(real.loadCompiler) };
});

const SEVEN = 'int main(void) { return 7; }';
const EIGHT = 'int main(void) { return 8; }';

/** What the next fetch waits for: it goes on, or fails. */
function hold(fetched: typeof compiledProgram | typeof loadCompiler): { go: () => void; fail: () => void } {
  const mock = vi.mocked(fetched as (...all: unknown[]) => Promise<unknown>);
  const real = mock.getMockImplementation()!;
  let open: () => void = () => {};
  let close: (reason: Error) => void = open;
  const gate = new Promise<void>((resolve, reject) => {
    open = resolve;
    close = reject;
  });
  mock.mockImplementationOnce((...all) => gate.then(() => real(...all)));
  return { go: () => open(), fail: () => close(new TypeError('Failed to fetch')) };
}

const program = () => programStore.getState();
const session = () => sessionStore.getState().session;
const notice = () => noticeStore.getState().notice?.sentence;

beforeAll(async () => {
  machineStore.setState({ module: await loadModule(process.env.KRING_WASM) });
});

beforeEach(async () => {
  await openScenario('one-read');
  dismiss();
});

test('the scenario asked for last is shown, in whatever order they come', async () => {
  const slow = hold(compiledProgram);
  const first = openScenario('ring-full');
  expect(program()).toMatchObject({ opening: 'ring-full', scenario: { id: 'one-read' } });
  expect(await openScenario('ring-wraps')).toBe(true);
  slow.go();
  expect(await first).toBe(false);
  expect(program()).toMatchObject({ opening: undefined, scenario: { id: 'ring-wraps' } });
});

test('one that fails after a later one was asked for is not spoken of', async () => {
  const slow = hold(compiledProgram);
  const first = openScenario('ring-full');
  await openScenario('ring-wraps');
  slow.fail();
  await first;
  expect(notice()).toBeUndefined();
});

test('a scenario that cannot be fetched leaves the run as it is, says so, and can be asked for again', async () => {
  const before = session();
  const broken = hold(compiledProgram);
  const opened = openScenario('ring-full');
  broken.fail();
  expect(await opened).toBe(false);
  expect(session()).toBe(before);
  expect(program()).toMatchObject({ opening: undefined, failure: undefined, scenario: { id: 'one-read' } });
  expect(notice()).toContain('“The ring is full” could not be loaded');
  expect(await openScenario('ring-full')).toBe(true);
});

test('when the first of all cannot be fetched, its text is there, and a sentence', async () => {
  programStore.setState({ running: undefined });
  const broken = hold(compiledProgram);
  const opened = openScenario('ring-full');
  broken.fail();
  await opened;
  expect(program().text).toBe(anyScenario('ring-full')?.program.text);
  expect(program().failure).toContain('could not be loaded');
  await openScenario('one-read');
  expect(program().failure).toBeUndefined();
});

test('what is typed is not replaced by a scenario that comes later', async () => {
  startEditing();
  const slow = hold(compiledProgram);
  const opened = openScenario('ring-full');
  edit(SEVEN);
  expect(program().opening).toBeUndefined();
  slow.go();
  expect(await opened).toBe(false);
  expect(program()).toMatchObject({ text: SEVEN, editing: true });
});

test('edits run as they stand when the compiler has come', async () => {
  startEditing();
  edit(SEVEN);
  expect(hasEdits()).toBe(true);
  const slow = hold(loadCompiler);
  const compiled = compileAndLoad();
  edit(EIGHT);
  slow.go();
  expect(await compiled).toBe(true);
  expect(program()).toMatchObject({ running: EIGHT, editing: false });
  expect(session()?.program.files[0]?.text).toBe(EIGHT);
  expect(hasEdits()).toBe(false);
});

test('edits that are discarded meanwhile do not run', async () => {
  const before = session();
  startEditing();
  edit(SEVEN);
  const slow = hold(loadCompiler);
  const compiled = compileAndLoad();
  discardEdits();
  slow.go();
  expect(await compiled).toBe(false);
  expect(session()).toBe(before);
});

test('edits lose against a scenario that is asked for after them', async () => {
  startEditing();
  edit(SEVEN);
  const slow = hold(loadCompiler);
  const compiled = compileAndLoad();
  await openScenario('ring-wraps');
  slow.go();
  expect(await compiled).toBe(false);
  expect(program()).toMatchObject({ scenario: { id: 'ring-wraps' }, editing: false });
});

test('without the compiler edits stay, and it is asked for again', async () => {
  const before = session();
  startEditing();
  edit(SEVEN);
  const broken = hold(loadCompiler);
  const compiled = compileAndLoad();
  broken.fail();
  expect(await compiled).toBe(false);
  expect(notice()).toContain('The compiler could not be loaded');
  expect(program()).toMatchObject({ text: SEVEN, editing: true });
  expect(session()).toBe(before);
  expect(await compileAndLoad()).toBe(true);
});

test('a program whose compiler cannot be fetched gives way to the scenario’s own', async () => {
  const broken = hold(loadCompiler);
  const opened = openProgram(anyScenario('ring-wraps')!, SEVEN);
  broken.fail();
  expect(await opened).toBe(false);
  expect(program()).toMatchObject({
    scenario: { id: 'ring-wraps' },
    running: anyScenario('ring-wraps')!.program.text,
  });
  expect(notice()).toContain('part of the page is missing');
});

test('a program that does not compile is in the editor, beside the scenario’s own run', async () => {
  expect(await openProgram(anyScenario('ring-wraps')!, 'int main(void) { return x; }')).toBe(false);
  const { text, running, editing, diagnostics } = program();
  expect({ text, editing }).toEqual({ text: 'int main(void) { return x; }', editing: true });
  expect(running).toBe(anyScenario('ring-wraps')!.program.text);
  expect(diagnostics).toHaveLength(1);
});

test('the page is settled when nothing is on its way any more', async () => {
  const slow = hold(compiledProgram);
  let done = false;
  const opened = openScenario('ring-full');
  const all = settled().then(() => {
    done = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(done).toBe(false);
  slow.go();
  await all;
  expect(await opened).toBe(true);
});
