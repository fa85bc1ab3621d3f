/** gcc for tests that compare kring's own C with it. Node only. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the headers and the C library are. */
export const C_FOLDER = fileURLToPath(new URL('../c/', import.meta.url));

/** Whether this is x86-64 Linux with gcc; tests that need it are skipped elsewhere, under a name that says so. */
export const hasGcc = ((): boolean => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
})();

/** An empty directory that is gone after `use`. */
export function inEmptyDirectory<T>(use: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), 'kring-gcc-'));
  try {
    return use(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Runs a tool; throws with what it wrote to stderr and stdout when it fails. */
export function runTool(tool: string, args: readonly string[], options: { cwd?: string; input?: string } = {}): string {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 26, stdio: 'pipe', ...options });
  } catch (error) {
    const { stderr, stdout, message } = error as { stderr?: string; stdout?: string; message: string };
    throw new Error(`${message}\n${stdout ?? ''}${stderr ?? ''}`);
  }
}

/** What a program prints, compiled with `gcc flags`. */
export function compileAndRun(text: string, flags: readonly string[]): string {
  return inEmptyDirectory((directory) => {
    writeFileSync(join(directory, 'program.c'), text);
    runTool('gcc', ['program.c', '-o', 'program', ...flags], { cwd: directory });
    return runTool('./program', [], { cwd: directory });
  });
}
