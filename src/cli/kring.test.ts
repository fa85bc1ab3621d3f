import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contentOf } from '../scenarios/file-content.ts';

const KRING = fileURLToPath(new URL('./kring.mjs', import.meta.url));

/** A working directory of our own, and `prog.c` in it. */
let directory: string;

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Runs the command as a user does: `kring args`, in the directory. */
function kring(args: readonly string[], { stdin = '', interruptAfter = '' } = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [KRING, ...args], { cwd: directory, stdio: 'pipe' });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (interruptAfter !== '' && stdout.includes(interruptAfter)) child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ stdout, stderr, status, signal }));
    child.stdin.end(stdin);
  });
}

/** Runs a program's text. */
function run(text: string, ...options: string[]): Promise<Outcome> {
  writeFileSync(join(directory, 'prog.c'), text);
  return kring(['run', 'prog.c', ...options]);
}

const ends = (status: number, stdout = '', stderr = '') => ({ status, stdout, stderr, signal: null });

beforeAll(async () => {
  directory = tmpdir();
  // Builds what is not built, which is said on stderr; the tests look at what a built kring says.
  expect((await kring(['--version'])).status).toBe(0);
}, 120_000);
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kring-test-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

describe('the program', () => {
  test('its stdout, stderr and exit status are ours', async () => {
    const text = `#include <stdio.h>
int main(void) { printf("out %d\\n", 1); fprintf(stderr, "err\\n"); return 7; }`;
    expect(await run(text)).toEqual(ends(7, 'out 1\n', 'err\n'));
  });

  test('bytes that are no text come through unchanged', async () => {
    writeFileSync(
      join(directory, 'prog.c'),
      '#include <unistd.h>\nint main(void) { return write(1, "\\xff\\0\\n\\x80", 4) != 4; }',
    );
    const bytes = await new Promise<Buffer>((resolve) => {
      const child = spawn(process.execPath, [KRING, 'run', 'prog.c'], { cwd: directory });
      const pieces: Buffer[] = [];
      child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
      child.on('close', () => resolve(Buffer.concat(pieces)));
    });
    expect([...bytes]).toEqual([0xff, 0, 0x0a, 0x80]);
  });

  test('comes from standard input with -', async () => {
    const text = '#include <stdio.h>\nint main(void) { puts("hello"); }';
    expect(await kring(['run', '-'], { stdin: text })).toEqual(ends(0, 'hello\n'));
  });

  test.each([
    ['division by zero', 'int main(void) { volatile int zero = 0; return 1 / zero; }', 128 + 8],
    ['a null pointer', 'int main(void) { volatile int *p = 0; return *p; }', 128 + 11],
  ])('%s: 128 + the signal, and stderr stays the program’s', async (_, text, status) => {
    expect(await run(text)).toEqual(ends(status));
  });

  test('abort() is SIGABRT', async () => {
    expect(await run('#include <stdlib.h>\nint main(void) { abort(); }')).toEqual(ends(128 + 6));
  });

  test('its files are the ones it is given, and the disk is not touched', async () => {
    writeFileSync(join(directory, 'real.txt'), 'from the disk');
    const text = `#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
	char buf[32] = { 0 };
	printf("%d\\n", open("real.txt", O_RDONLY));
	int in = open("data", O_RDONLY);
	printf("%zd %s\\n", read(in, buf, sizeof buf), buf);
	int out = open("made", O_CREAT | O_WRONLY, 0644);
	return write(out, "12345", 5) != 5;
}`;
    expect(await run(text, '--file', 'data=real.txt')).toEqual(ends(0, '-1\n13 from the disk\n'));
    expect(readdirSync(directory).sort()).toEqual(['prog.c', 'real.txt']);
    expect(await run(text, '--file', 'data=real.txt', '--out', 'results')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(directory, 'results/made'), 'utf8')).toBe('12345');
    expect(readFileSync(join(directory, 'results/data'), 'utf8')).toBe('from the disk');
  });

  test('--out has what the program left: what it was given, what it wrote, and where it cut', async () => {
    const text = `#include <fcntl.h>
#include <unistd.h>
int main(void)
{
	int fd = open("data", O_RDWR);
	pwrite(fd, "XYZ", 3, 5000);
	ftruncate(fd, 9000);
	int sparse = open("sparse", O_CREAT | O_WRONLY, 0644);
	pwrite(sparse, "end", 3, 99997);
	return 0;
}`;
    const given = randomBytes(20_000);
    writeFileSync(join(directory, 'given'), given);
    expect(await run(text, '--file', 'data=given', '--out', '.')).toEqual(ends(0));
    const expected = Buffer.from(given.subarray(0, 9000));
    expected.write('XYZ', 5000);
    expect(readFileSync(join(directory, 'data'))).toEqual(expected);
    expect(readFileSync(join(directory, 'sparse'))).toEqual(Buffer.concat([Buffer.alloc(99_997), Buffer.from('end')]));
    expect(await kring(['run', '--scenario', 'one-read', '--out', 'made'])).toMatchObject({ status: 0 });
    const generated = contentOf({ name: 'data', size: 16_384, seed: 1 });
    expect(readFileSync(join(directory, 'made/data'))).toEqual(Buffer.from(generated));
  });

  test('a scenario runs with its files', async () => {
    const { stdout, status } = await kring(['run', '--scenario', 'one-read']);
    expect(status).toBe(0);
    expect(stdout).toContain('io_submit = 1\n');
    expect(stdout).toContain('event: data 42, res 4096, obj is our iocb\n');
  });

  test('an endless one is ended by Ctrl-C', async () => {
    const text = '#include <stdio.h>\nint main(void) { puts("begins"); for (;;) ; }';
    writeFileSync(join(directory, 'prog.c'), text);
    const outcome = await kring(['run', 'prog.c'], { interruptAfter: 'begins\n' });
    expect(outcome).toEqual({ status: null, signal: 'SIGINT', stdout: 'begins\n', stderr: '' });
  });

  test('dies of SIGPIPE when nobody reads its output any more', async () => {
    writeFileSync(join(directory, 'prog.c'), '#include <stdio.h>\nint main(void) { for (;;) puts("y"); }');
    const child = spawn(process.execPath, [KRING, 'run', 'prog.c'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect({ status, stderr }).toEqual({ status: 128 + 13, stderr: '' });
  });
});

describe('--json', () => {
  test('has everything in order, and nothing else', async () => {
    const { stdout, stderr, status } = await kring(['run', '--scenario', 'one-read', '--json']);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const positions = records.map(({ position }) => position);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(records.at(-1)).toMatchObject({ kind: 'exit', status: 0 });
    const submit = records.find(({ kind, activity }) => kind === 'enter' && activity === 'io_submit');
    expect(submit).toMatchObject({ ordinal: 1, place: expect.stringMatching(/^one-read\.c:\d+:\d+$/) });
    expect(submit.args[1]).toBe('1');
    expect(records).toContainEqual(
      expect.objectContaining({ kind: 'step', step: 'PublishTail', tail_before: '0', tail_after: '1' }),
    );
    expect(records.map(({ kind, activity, ordinal }) => [kind, `${activity}#${ordinal}`])).toEqual(
      expect.arrayContaining([
        ['block', 'io_getevents#1'],
        ['wake', 'io_getevents#1'],
        ['return', 'io_getevents#1'],
      ]),
    );
    const output = records.filter(({ kind }) => kind === 'output').map(({ text }) => text);
    expect(output.join('')).toBe((await kring(['run', '--scenario', 'one-read'])).stdout);
  });

  test('keeps all 64 bits', async () => {
    const text = `#include <unistd.h>
#include <sys/syscall.h>
int main(void) { syscall(SYS_close, 0xfedcba9876543210L); }`;
    const { stdout } = await run(text, '--json');
    expect(stdout).toContain(`"args":["${0xfedcba9876543210n}"`);
  });
});

describe('errors of ours: a sentence on stderr, and status 125', () => {
  test.each([
    ['a missing file', ['run', 'no.c'], 'kring: no.c: no such file\n'],
    ['a directory', ['run', '.'], 'kring: .: is a directory\n'],
    ['nothing to run', ['run'], /^kring: nothing to run: /],
    ['an unknown option', ['run', '--fast', 'a.c'], /^kring: unknown option '--fast'/],
    ['an unknown command', ['walk'], /^kring: unknown command 'walk'/],
    ['an unknown scenario', ['run', '--scenario', 'x'], /^kring: no scenario 'x'; there are one-read, /],
    ['two programs', ['run', 'a.c', '--scenario', 'one-read'], /^kring: run either a\.c or --scenario one-read/],
    ['no number', ['run', '--cpus', 'two', 'a.c'], "kring: --cpus takes a whole number from 1 to 64, not 'two'\n"],
    ['an unknown kernel', ['run', '--kernel', '5.4', 'a.c'], /^kring: --kernel takes one of 6\.1, 6\.12, 6\.18, 7\.2/],
    ['a bad --file', ['run', '--file', 'x', 'a.c'], /^kring: --file takes NAME=PATH/],
    ['a missing --file', ['run', '--scenario', 'one-read', '--file', 'x=no.bin'], 'kring: no.bin: no such file\n'],
  ])('%s', async (_, args, stderr) => {
    const outcome = await kring(args);
    expect(outcome).toMatchObject({ status: 125, stdout: '' });
    expect(outcome.stderr).toEqual(typeof stderr === 'string' ? stderr : expect.stringMatching(stderr));
    expect(outcome.stderr.trimEnd()).not.toContain('\n');
  });

  test('a source that is not UTF-8, with the place', async () => {
    writeFileSync(join(directory, 'prog.c'), Buffer.from('int main(void)\n{ /* \xe4 */ }', 'latin1'));
    expect(await kring(['run', 'prog.c'])).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/^kring: prog\.c:2:6: .*UTF-8/),
    });
  });

  test('a mistake in the program, with its place, its line and a caret', async () => {
    const { status, stdout, stderr } = await run('int main(void)\n{\n\treturn nothing;\n}\n');
    expect({ status, stdout }).toEqual({ status: 125, stdout: '' });
    const [head, line, caret] = stderr.split('\n');
    expect(head).toMatch(/^kring: prog\.c:3:9: error: .*nothing/);
    expect(line).toContain('return nothing;');
    expect(caret?.indexOf('^')).toBe(line?.replace(/\t/g, ' ').indexOf('nothing'));
  });

  test('a program that goes round for ever: the proof', async () => {
    expect(await run('int main(void)\n{\n\tvolatile int i = 0;\n\tfor (;;) i = (i + 1) % 10;\n}')).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(
        /^kring: prog\.c:4:\d+: never ends: since moment 200000 the same 10 moments come again and again, /,
      ),
    });
  });

  test('a program that waits for ever: who waits for what', async () => {
    const text = `#include <libaio.h>
int main(void)
{
	io_context_t ctx = 0;
	struct io_event event;
	io_setup(1, &ctx);
	return io_getevents(ctx, 1, 1, &event, 0);
}`;
    expect(await run(text)).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(
        /^kring: prog\.c:7:2: stuck: waits in io_getevents for events of the aio context 0x10[0-9a-f]+, /,
      ),
    });
  });

  test('a system call that is not modelled, with its name and place', async () => {
    const text = `#include <unistd.h>
int main(void)
{
	return syscall(999);
}`;
    expect(await run(text)).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/^kring: prog\.c:4:2: syscall_999: not modelled/),
    });
  });

  test('files that the modelled machine has no room for', async () => {
    writeFileSync(join(directory, 'prog.c'), 'int main(void) { return 0; }');
    writeFileSync(join(directory, 'large'), Buffer.alloc(64 << 20));
    const large = await kring(['run', 'prog.c', '--file', 'a=large']);
    expect(large).toEqual(ends(125, '', "kring: the file 'a' does not fit into the modelled machine (ENOMEM)\n"));
    const many = Array.from({ length: 200 }, (_, i) => ['--file', `f${i}=prog.c`]).flat();
    expect(await kring(['run', 'prog.c', ...many])).toMatchObject({
      status: 125,
      stderr: expect.stringMatching(/^kring: the file 'f\d+' does not fit into the modelled machine \(ENOSPC\)\n$/),
    });
  });

  test('--max-moments ends a program that does not end', async () => {
    const outcome = await run('int main(void)\n{\n\tfor (;;)\n\t\t;\n}\n', '--max-moments', '1000000');
    expect(outcome).toMatchObject({
      status: 125,
      stdout: '',
      stderr: expect.stringMatching(/^kring: prog\.c:[34]:\d+: not over after 1000000 moments \(--max-moments\)\n$/),
    });
  });
});

test('--help and --version say what they are asked on stdout', async () => {
  expect(await kring(['--version'])).toEqual(ends(0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string));
  const help = await kring(['run', '--help']);
  expect(help).toMatchObject({ status: 0, stderr: '' });
  for (const option of ['--scenario', '--json', '--file', '--out', '--cpus', '--kernel', '--seed', '--max-moments']) {
    expect(help.stdout).toContain(option);
  }
});

test('scenarios are listed', async () => {
  const { stdout, status } = await kring(['scenarios']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^one-read +One read$/m);
});

test('the matrix of liburing: what works, and what is NULL', async () => {
  const { stdout, status } = await kring(['matrix']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^2\.3 +NULL +NULL +NULL +OK/m);
  expect(stdout).toContain('217 OK, 39 NULL at the first io_uring_get_sqe(), 0 others');
});

test('doctor: a pid that is gone, and a file that is no program', async () => {
  expect(await kring(['doctor', '999999999'])).toEqual(ends(125, '', 'kring: there is no process 999999999\n'));
  expect(await kring(['doctor', '/etc/passwd'])).toEqual(
    ends(125, '', 'kring: /etc/passwd: no program or library of 64 bits\n'),
  );
});
