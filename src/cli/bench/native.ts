import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import aioSource from './aio.c?raw';
import callsSource from './calls.c?raw';
import realAioSource from './real-aio.c?raw';

/** The benchmark's C programs, compiled with gcc -O2 in a directory of their own. */
export class Native {
  private readonly directory = mkdtempSync(join(tmpdir(), 'kring-bench-'));
  private readonly aio = this.compile('aio', aioSource);
  private readonly realAio = this.compile('real-aio', realAioSource);
  private readonly calls = this.compile('calls', callsSource);

  /** @returns undefined where there is no gcc */
  static open(): Native | undefined {
    try {
      execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    return new Native();
  }

  /** The model's twin in C: ns of an I/O, virtual ns, checksum of its events. */
  runAio(rounds: number): { ns: number; time: number; checksum: number } {
    const [ns = 0, , time = 0, checksum = 0] = this.run(this.aio, [`${rounds}`])
      .split(' ')
      .map(Number);
    return { ns, time, checksum };
  }

  /** ns of a read of so many bytes, all in the page cache, of this machine's kernel; undefined where it has no AIO. */
  runRealAio(rounds: number, bytes: number): number | undefined {
    try {
      return Number(this.run(this.realAio, [join(this.directory, 'file'), `${rounds}`, `${bytes}`]));
    } catch {
      return undefined;
    }
  }

  /** What calls.c prints. */
  runCalls(): string {
    return this.run(this.calls, []);
  }

  close(): void {
    rmSync(this.directory, { recursive: true });
  }

  private compile(name: string, source: string): string {
    const path = join(this.directory, name);
    writeFileSync(`${path}.c`, source);
    execFileSync('gcc', ['-O2', '-o', path, `${path}.c`], { stdio: ['ignore', 'ignore', 'inherit'] });
    return path;
  }

  private run(path: string, args: string[]): string {
    return execFileSync(path, args, { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }
}
