import { beforeAll, expect, test } from 'vitest';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { scenario as healthy } from '../scenarios/healthy/scenario.ts';
import { scenarioAt } from '../testing/scenario-session.ts';
import { currentLine, executedLines, fatalLine } from './current-line.ts';
import { openSession } from './session.ts';

let module: WebAssembly.Module;

beforeAll(async () => {
  module = await loadModule(process.env.KRING_WASM);
});

function run(text: string) {
  const result = compile({ name: 'test.c', text });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, []);
  const session = openSession(result.program, recording);
  while (recording.ending === undefined) recording.extend(20);
  return { session, recording };
}

const BRANCHES = `int f(int x)
{
	if (x > 1)
		return 1;
	return 0;
}

int main(void)
{
	int sum = 0;
	for (int i = 0; i < 2; i++)
		sum += f(i);
	return f(
		sum);
}
`;

test('lines have run when one of their statements has, and not before', () => {
  const { session, recording } = run(BRANCHES);
  expect(executedLines(session)).toEqual([]);
  const seen: string[] = [];
  for (let position = 0; position <= recording.length; position++) {
    recording.seek(position);
    seen.push(executedLines(session).join(' '));
  }
  expect(seen.at(-1)).toBe('3 5 10 11 12 13 14');
  // Going back, lines are as they were.
  for (let position = recording.length; position >= 0; position--) {
    recording.seek(position);
    expect(executedLines(session).join(' ')).toBe(seen[position]);
  }
});

test('a program that a signal ended points at the line where it did', () => {
  const { session, recording } = run('int zero;\nint main(void)\n{\n\tint a = 1;\n\treturn a / zero;\n}\n');
  recording.seek(recording.length);
  expect([currentLine(session), fatalLine(session)]).toEqual([undefined, 5]);
  recording.seek(1);
  expect(fatalLine(session)).toBeUndefined();
});

test('a program that ended by itself points nowhere', () => {
  const { session, recording } = run('int main(void)\n{\n\treturn 3;\n}\n');
  recording.seek(recording.length);
  expect([currentLine(session), fatalLine(session)]).toEqual([undefined, undefined]);
});

test('in a library that is a file of the program’s own, the line it was called from', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/CommitCqring');
  expect(healthy.program.text.split('\n')[Number(currentLine(session)) - 1]).toContain('io_uring_submit(&ring)');
});
