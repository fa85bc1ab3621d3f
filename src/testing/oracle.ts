/**
 * The oracle: the same C program, compiled by gcc and run on this machine's kernel. Node only, for tests.
 *
 * A program runs in an empty directory that holds its input files and nothing else, pinned to one CPU (a slot
 * belongs to the CPU that took it: SLT-01), with stdout line-buffered, one program at a time on the whole machine
 * (fs.aio-nr is system-wide: SET-09).
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ProgramUnit } from '../c/index.ts';
import type { DiskName } from '../machine/disks.ts';
import { contentOf, type GeneratedFile } from '../scenarios/file-content.ts';
import { openDisk } from './oracle-disks.ts';

export interface OracleProgram {
  readonly name: string;
  readonly text: string;
  /** In place of name and text: several units, each with headers of its own. */
  readonly units?: readonly ProgramUnit[];
  readonly files: readonly GeneratedFile[];
  /** After which it is killed; without it, time enough. */
  readonly seconds?: number;
  /** The disk it runs on; missingFor() says nothing against it. */
  readonly disk?: DiskName;
}

/** What a program did; status is what a shell shows: 128 + signal for one that a signal ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** What gcc said about a program that it refused. */
export class GccError extends Error {}

/** As a reader types it, `gcc x.c`: no optimiser between the source and what the kernel sees. */
const GCC_FLAGS = ['-O0', '-Wall', '-Wextra', '-Werror', '-pthread'];
const RUN_SECONDS = 20;
/** Of the model: ModelOptions.cpus. */
const MOST_CPUS = 64;

const LIBAIO_H = fileURLToPath(new URL('../c/headers/libaio.h', import.meta.url));
const CACHE = join(tmpdir(), `kring-oracle-${process.getuid?.() ?? 0}`);
/** Whoever uses the machine's AIO holds it (flock). */
export const LOCK_FILE = join(CACHE, 'lock');

export class Oracle {
  private constructor(
    /** `uname -r` */
    readonly release: string,
    /** Possible CPUs, which decide the ring's geometry (PRO-01). */
    readonly cpus: number,
    private readonly cpu: number,
    private readonly gccVersion: string,
    /** A directory on a file system with O_DIRECT. */
    readonly workDirectory: string,
  ) {}

  /** The oracle of this machine, or the sentence that says what is missing. */
  static find(): Oracle | string {
    if (process.platform !== 'linux') return `no oracle: ${process.platform} is not Linux`;
    for (const tool of ['gcc', 'stdbuf', 'taskset', 'timeout', 'flock']) {
      if (runTool(tool, ['--version']) === undefined) return `no oracle: ${tool} is not installed`;
    }
    if (possibleCpus() > MOST_CPUS)
      return `no oracle: ${possibleCpus()} possible CPUs, the model has at most ${MOST_CPUS}`;
    mkdirSync(CACHE, { recursive: true });
    const oracle = new Oracle(release(), possibleCpus(), allowedCpu(), runTool('gcc', ['--version']) ?? '', '');
    const binary = oracle.compileNow({ name: 'probe.c', text: PROBE, files: [] });
    const reasons: string[] = [];
    for (const directory of [tmpdir(), '/var/tmp', CACHE]) {
      const answer = runTool(binary, [directory])?.trim() ?? 'the probe failed';
      if (answer === 'ok') {
        return new Oracle(oracle.release, oracle.cpus, oracle.cpu, oracle.gccVersion, directory);
      }
      reasons.push(`${directory}: ${answer}`);
    }
    return `no oracle: ${[...new Set(reasons)].join('; ')}`;
  }

  /** The nearest of the modelled versions, as the model takes it: 601, 612, 618, 702. */
  get version(): number {
    const [major = 0, minor = 0] = this.release.split('.').map(Number);
    const wanted = major * 100 + minor;
    return [601, 612, 618, 702].reduce((best, v) => (Math.abs(v - wanted) < Math.abs(best - wanted) ? v : best));
  }

  /** Compiles and runs; throws GccError when gcc refuses or warns. */
  async run(program: OracleProgram): Promise<Outcome> {
    const binary = this.compileNow(program);
    const disk = openDisk(program.disk ?? 'usual', this.workDirectory);
    try {
      const directory = mkdtempSync(join(disk.directory, 'kring-run-'));
      for (const file of program.files) writeFileSync(join(directory, file.name), contentOf(file));
      const outcome = await this.execute(binary, directory, disk.command, program.seconds ?? RUN_SECONDS);
      rmSync(directory, { recursive: true });
      return outcome;
    } finally {
      disk.close();
    }
  }

  private execute(binary: string, directory: string, prefix: readonly string[], seconds: number): Promise<Outcome> {
    const command = ['-x', '-o', LOCK_FILE, ...prefix];
    command.push('timeout', '-s', 'KILL', String(seconds), 'taskset', '-c', String(this.cpu), 'stdbuf', '-oL', binary);
    return new Promise((resolve, reject) => {
      const child = spawn('flock', command, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      child.on('error', reject);
      child.on('close', (code, signal) => {
        const status = signal === null ? (code ?? 0) : 128 + constants.signals[signal];
        resolve({ stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString(), status });
      });
    });
  }

  /** Path of the binary, from the cache when this very text was compiled before by this very gcc. */
  private compileNow(program: OracleProgram): string {
    const hash = createHash('sha256');
    for (const part of [this.gccVersion, GCC_FLAGS.join(' '), readFileSync(LIBAIO_H), program.name, program.text]) {
      hash.update(part).update('\0');
    }
    for (const { name, text, headers } of program.units ?? []) {
      for (const part of [name, text, ...[...(headers ?? [])].flat()]) hash.update(part).update('\0');
    }
    const binary = join(CACHE, hash.digest('hex'));
    if (existsSync(binary)) return binary;
    // A folder that holds libaio.h alone: every other header is the machine's own.
    const build = mkdtempSync(join(CACHE, 'build-'));
    try {
      mkdirSync(join(build, 'include'));
      copyFileSync(LIBAIO_H, join(build, 'include', 'libaio.h'));
      const objects = (program.units ?? [program]).map((unit, i) => compileUnit(build, unit, `${i}`));
      execFileSync('gcc', [...GCC_FLAGS, ...objects, '-o', 'a.out'], { cwd: build, stdio: 'pipe' });
      renameSync(join(build, 'a.out'), binary);
    } catch (error) {
      throw new GccError(String((error as { stderr?: Buffer }).stderr ?? error));
    } finally {
      rmSync(build, { recursive: true });
    }
    return binary;
  }
}

/** @returns the object file's name in `build` */
function compileUnit(build: string, { name, text, headers }: ProgramUnit, id: string): string {
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(build, path)), { recursive: true });
    writeFileSync(join(build, path), content);
    return path;
  };
  for (const [header, content] of headers ?? []) write(`headers-${id}/${header}`, content);
  const paths = headers ? [`-Iheaders-${id}`, '-Iinclude'] : ['-Iinclude'];
  execFileSync('gcc', [...GCC_FLAGS, ...paths, '-c', write(name, text), '-o', `${id}.o`], {
    cwd: build,
    stdio: 'pipe',
  });
  return `${id}.o`;
}

/** Output of a tool, or undefined when it is not there or fails. */
function runTool(tool: string, args: string[]): string | undefined {
  try {
    return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** "0-1" is two CPUs, "0" is one. */
function possibleCpus(): number {
  const text = readFileSync('/sys/devices/system/cpu/possible', 'utf8').trim();
  return Number(text.split(/[-,]/).at(-1)) + 1;
}

/** A CPU that this process may use. */
function allowedCpu(): number {
  const list = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(list?.[1] ?? 0);
}

/** Says ok when AIO works and the directory's file system has an O_DIRECT that insists on alignment (RES-03). */
const PROBE = String.raw`
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	io_context_t ctx = 0;
	int ret = io_setup(1, &ctx);
	char path[4096];
	void *buf;

	if (ret < 0 || argc < 2)
		return printf("io_setup: %s\n", strerror(-ret)), 0;
	snprintf(path, sizeof(path), "%s/kring-probe-XXXXXX", argv[1]);
	int fd = mkstemp(path);
	if (fd < 0)
		return printf("cannot create a file: %s\n", strerror(errno)), 0;
	unlink(path);
	/* Real blocks: a read from a hole would never reach the check for alignment. */
	if (posix_memalign(&buf, 4096, 8192) != 0 || write(fd, buf, 8192) != 8192 || fsync(fd) != 0)
		return printf("cannot write: %s\n", strerror(errno)), 0;
	if (fcntl(fd, F_SETFL, O_DIRECT) != 0 || pread(fd, buf, 4096, 0) != 4096)
		return printf("no O_DIRECT: %s\n", strerror(errno)), 0;
	if (pread(fd, buf, 4096, 1) >= 0)
		return printf("O_DIRECT takes any alignment, so it goes through a cache\n"), 0;
	printf("ok\n");
	return 0;
}
`;
