/** `kring` on this machine's own kernel. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { HostUnderTest } from '../testing/host-under-test.ts';
import { LOCK_FILE, Oracle } from '../testing/oracle.ts';

const KRING = fileURLToPath(new URL('./kring.mjs', import.meta.url));
const found = await HostUnderTest.find(await loadModule(), Oracle.find());

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

describe.skipIf(typeof found === 'string')("this machine's kernel", { timeout: 120_000 }, () => {
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'kring-test-'));
    // Builds what is not built, which is said on stderr.
    await kring('compare', 'one-read');
    await kring('host', '--help');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  function kring(...args: readonly string[]): Promise<Ended> {
    return new Promise((resolve, reject) => {
      // fs.aio-nr is the whole machine's, and other tests look at it.
      const command = ['--exclusive', '--no-fork', LOCK_FILE, process.execPath, KRING, ...args];
      const child = spawn('flock', command, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        // A host goes on until somebody ends it.
        if (stdout.includes('#t=')) child.kill();
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.on('error', reject);
      child.on('close', (status) => resolve({ stdout, stderr, status }));
    });
  }

  const program = (body: string) => {
    writeFileSync(join(directory, 'prog.c'), `#include <fcntl.h>\n#include <stdio.h>\n#include <unistd.h>\n${body}`);
  };

  test('runs a program: its output, its status, its files', async () => {
    program(`int main(void) {
      char c = 0;
      int fd = open("in", O_RDONLY);
      long bytes = read(fd, &c, 1);
      printf("%ld %c\\n", bytes, c);
      int out = open("out", O_CREAT | O_WRONLY, 0600);
      return write(out, "xyz", 3) == 3 ? 7 : 1;
    }`);
    writeFileSync(join(directory, 'input'), 'q');
    const ended = await kring('run', 'prog.c', '--machine', 'linux', '--file', 'in=input', '--out', 'files');
    expect(ended).toEqual({ stdout: '1 q\n', stderr: '', status: 7 });
    expect(readdirSync(join(directory, 'files')).sort()).toEqual(['in', 'out']);
    expect(readFileSync(join(directory, 'files/out'), 'utf8')).toBe('xyz');
  });

  test('is said with its place where it is not modelled', async () => {
    program('#include <sys/syscall.h>\nint main(void) {\n\treturn syscall(SYS_fork);\n}\n');
    const ended = await kring('run', 'prog.c', '--machine', 'linux');
    expect(ended).toEqual({ stdout: '', stderr: 'kring: prog.c:6:2: fork: not modelled\n', status: 125 });
  });

  test('and the model are the same, in words and as JSON, and a report is a program', async () => {
    const words = await kring('compare', 'one-read');
    expect(words.stdout).toMatch(/^one-read: Model and kernel are the same: \d+ system calls, /);
    expect(words.status).toBe(0);
    const json = await kring('compare', 'one-read', '--json', '--report', 'report.c');
    expect(JSON.parse(json.stdout)).toMatchObject({ program: 'one-read', differences: [] });
    const report = readFileSync(join(directory, 'report.c'), 'utf8');
    expect(report).toMatch(/^\/\*\n \* one-read: a Linux kernel beside kring's model of it\n/);
    expect(report).toContain('int main(void)');
  });

  test('is served with a page at an address with a token', async () => {
    const { stdout } = await kring('host', '--port', '0', '--allow-origin', 'https://example.org');
    expect(stdout).toMatch(/^kring: http:\/\/127\.0\.0\.1:\d+\/#t=[\w-]{43} {2}\(Ctrl-C ends it\)\n/);
  });

  test.each([
    [['host', '--sessions', '0'], '--sessions takes a whole number from 1 to 64'],
    [['host', '--allow-origin', 'example.org'], '--allow-origin takes an origin'],
    [['run', '--machine', 'qemu', '--scenario', 'one-read'], '--machine takes one of model, linux'],
    [['compare', 'nowhere.c'], 'nowhere.c'],
  ])('%j is refused in a sentence', async (args, sentence) => {
    const ended = await kring(...args);
    expect(ended.status).toBe(125);
    expect(ended.stderr).toContain(sentence);
  });
});
