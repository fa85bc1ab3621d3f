/** kring doctor beside a real process: built here against one liburing, run with another. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LiburingRelease, liburingHeaders, liburingUnits } from '../../c/liburing/index.ts';
import { anyScenario } from '../../scenarios/all.ts';
import { hasGcc, runTool } from '../../testing/gcc.ts';
import { examine, reportLines } from './doctor.ts';

const NATIVE_MS = 120_000;

describe.skipIf(!hasGcc)('a process', () => {
  let directory: string;
  const children: ChildProcess[] = [];

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'kring-doctor-'));
    for (const release of ['2.1', '2.3'] as const) buildLibrary(release);
    const { program } = anyScenario('event-loop-hang')!;
    writeFiles('app', liburingHeaders('2.3'));
    writeFileSync(join(directory, 'app.c'), program.text);
    runTool('gcc', ['-g', '-Iapp', 'app.c', 'lib-2.3/liburing.so.2', '-o', 'app-bin'], { cwd: directory });
  }, NATIVE_MS);

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  function writeFiles(below: string, headers: ReadonlyMap<string, string>): void {
    for (const [name, text] of headers) {
      const path = join(directory, below, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  function buildLibrary(release: LiburingRelease): void {
    const folder = `lib-${release}`;
    writeFiles(folder, liburingHeaders(release));
    const sources = liburingUnits(liburingHeaders(release)).map(({ name, text }) => {
      const file = join(folder, name.replace('/', '-'));
      writeFileSync(join(directory, file), text);
      return file;
    });
    writeFileSync(join(directory, folder, 'versions'), 'LIBURING_2.0 { *; };\n');
    const flags = [
      '-fPIC',
      '-shared',
      `-I${folder}`,
      '-Wl,-soname,liburing.so.2',
      `-Wl,--version-script=${folder}/versions`,
    ];
    runTool('gcc', [...flags, ...sources, '-o', `${folder}/liburing.so.${release}.0`], { cwd: directory });
    runTool('ln', ['-s', `liburing.so.${release}.0`, `${folder}/liburing.so.2`], { cwd: directory });
  }

  /** Runs until it has printed what its last line begins with. */
  function started(release: LiburingRelease, until: string): Promise<number> {
    const env = { ...process.env, LD_LIBRARY_PATH: join(directory, `lib-${release}`) };
    const child = spawn('stdbuf', ['-oL', join(directory, 'app-bin')], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    children.push(child);
    let said = '';
    return new Promise((resolve) => {
      child.stdout!.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (said.includes(until)) resolve(child.pid!);
      });
    });
  }

  test(
    'with an old library shows the fingerprint of header-vs-so',
    async () => {
      const pid = await started('2.1', 'waiting for a completion');
      // What it has printed last comes out just before it falls asleep.
      await expect.poll(() => examine(`${pid}`).state).toBe('S (sleeping)');
      const report = examine(`${pid}`);
      expect(report).toMatchObject({
        libraries: [{ path: join(directory, 'lib-2.1/liburing.so.2.1.0') }],
        rings: [{ sqEntries: 8, sqHead: 0, sqTail: 0, cqTail: 0 }],
      });
      expect(report.findings[0]).toMatchObject({ finding: 'header-vs-so', certainty: 'fingerprint' });
      expect(reportLines(report).join('\n')).toContain('this process shows the fingerprint of header-vs-so');
    },
    NATIVE_MS,
  );

  test('the program itself: which liburing it would load, and was built for', () => {
    const before = process.env.LD_LIBRARY_PATH;
    process.env.LD_LIBRARY_PATH = join(directory, 'lib-2.1');
    const report = examine(join(directory, 'app-bin'));
    if (before === undefined) delete process.env.LD_LIBRARY_PATH;
    else process.env.LD_LIBRARY_PATH = before;
    expect(report).toMatchObject({ builtWith: '2.3', libraries: [{ path: join(directory, 'lib-2.1/liburing.so.2') }] });
    expect(report.findings[0]).toMatchObject({ finding: 'header-vs-so', certainty: 'built' });
  });
});

describe.skipIf(process.platform !== 'linux')('what is nothing to look at', () => {
  test.each([
    ['999999999', 'there is no process 999999999'],
    ['/etc/passwd', '/etc/passwd: no program or library of 64 bits'],
    ['/no/such/file', '/no/such/file: no such file'],
    ['/', '/: is a directory'],
  ])('%s', (target, sentence) => {
    expect(() => examine(target)).toThrow(sentence);
  });

  test('a process without a ring is healthy', () => {
    expect(examine(`${process.pid}`).findings).toEqual([{ finding: 'no-liburing' }]);
  });
});
