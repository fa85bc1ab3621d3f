import { Command, CommanderError } from 'commander';
import { LIBURING_RELEASES, type LiburingRelease } from '../c/liburing/index.ts';
import { DISKS, FILE_SYSTEMS } from '../machine/disks.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { runMatrix } from '../matrix/matrix.ts';
import { allScenarios } from '../scenarios/all.ts';
import { cli } from '../text/en/cli.ts';
import { bench } from './bench/bench.ts';
import { blocking } from './blocking.ts';
import { type CompareOptions, compare } from './compare.ts';
import { examine, reportLines } from './doctor/doctor.ts';
import { Failure, OWN_FAILURE } from './failure.ts';
import { DEFAULT_PORT, DEFAULT_SESSIONS, type HostOptions, host, origin } from './host.ts';
import { matrixLines } from './matrix.ts';
import { copyIn, includeFor, KERNELS, MACHINES, oneOf, type RunOptions, wholeNumber } from './options.ts';
import { complain, OutputClosed, STDOUT, writeAll } from './output.ts';
import { run } from './run.ts';

/** What is around the command line. */
export interface Surroundings {
  readonly version: string;
  /** Path of the machine. */
  readonly wasmFile: string;
  /** Where the built page and the built session child are, if they are built. */
  readonly pageDirectory: string;
  readonly sessionChildFile: string;
}

/** The releases of liburing, as a table of names. */
const RELEASES = Object.fromEntries(LIBURING_RELEASES.map((release) => [release, release])) as Record<
  LiburingRelease,
  LiburingRelease
>;

/** As a shell shows a program that died of SIGPIPE. */
const PIPE_CLOSED = 128 + 13;

/**
 * The whole command line.
 * @param argv what the user typed behind `kring`
 * @returns the exit status
 */
export async function main(argv: readonly string[], { version, wasmFile, ...built }: Surroundings): Promise<number> {
  let status = 0;
  const program = new Command('kring')
    .description(cli.help.kring)
    .version(version, '--version', cli.help.version)
    .helpOption('--help', cli.help.helpOption)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => writeAll(STDOUT, Buffer.from(text)),
      outputError: (text) =>
        complain(
          text
            .replace(/^error: /, '')
            .trim()
            .replaceAll('\n', ' '),
        ),
    });
  addRun(program, async (sources, options) => {
    status = await run(sources, options, await loadModule(wasmFile), built.sessionChildFile);
  });
  addHost(program, (options) => host(options, built.pageDirectory, built.sessionChildFile));
  addCompare(program, async (names, options) => {
    status = await compare(names, options, await loadModule(wasmFile), built.sessionChildFile);
  });
  addScenarios(program);
  program
    .command('blocking')
    .description(cli.help.blocking)
    .helpOption('--help', cli.help.helpOption)
    .action(async () => blocking(await loadModule(wasmFile), (line) => writeAll(STDOUT, Buffer.from(`${line}\n`))));
  program
    .command('matrix')
    .description(cli.help.matrix)
    .helpOption('--help', cli.help.helpOption)
    .option('--json', cli.help.matrixJson)
    .action(async ({ json }: { json?: true }) => {
      const lines = matrixLines(runMatrix(await loadModule(wasmFile)), json === true);
      for (const line of lines) writeAll(STDOUT, Buffer.from(`${line}\n`));
    });
  program
    .command('doctor')
    .description(cli.help.doctor)
    .helpOption('--help', cli.help.helpOption)
    .argument('<PID|PROGRAM>', cli.help.doctorTarget)
    .option('--json', cli.help.doctorJson)
    .action((target: string, { json }: { json?: true }) => {
      const report = examine(target);
      const lines = json ? [JSON.stringify(report)] : reportLines(report);
      for (const line of lines) writeAll(STDOUT, Buffer.from(`${line}\n`));
    });
  program
    .command('bench')
    .description(cli.help.bench)
    .helpOption('--help', cli.help.helpOption)
    .action(async () => {
      await bench(await loadModule(wasmFile), built, (line) => writeAll(STDOUT, Buffer.from(`${line}\n`)));
    });
  try {
    await program.parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : OWN_FAILURE;
    if (error instanceof OutputClosed) return PIPE_CLOSED;
    complain(error instanceof Failure ? error.message : cli.defect((error as Error).stack ?? String(error)));
    return OWN_FAILURE;
  }
}

function addRun(program: Command, action: (sources: string[], options: RunOptions) => Promise<void>): void {
  program
    .command('run')
    .description(cli.help.run)
    .helpOption('--help', cli.help.helpOption)
    .argument('[FILE.c...]', cli.help.source)
    .option('--scenario <NAME>', cli.help.scenario)
    .option('--json', cli.help.json)
    .option('--file <NAME=PATH>', cli.help.file, copyIn)
    .option('--out <DIR>', cli.help.out)
    .option('--machine <NAME>', cli.help.machine, oneOf('--machine', MACHINES), 'model')
    .option('--include <FILE=DIR>', cli.help.include, includeFor)
    .option('--headers <VERSION>', cli.help.headers, oneOf('--headers', RELEASES))
    .option('--liburing <VERSION>', cli.help.liburing, oneOf('--liburing', RELEASES))
    .option('--cpus <N>', cli.help.cpus, wholeNumber('--cpus', 1, 64), 2)
    .option('--kernel <VERSION>', cli.help.kernel, oneOf('--kernel', KERNELS), '6.18')
    .option('--disk <NAME>', cli.help.disk, oneOf('--disk', DISKS), 'usual')
    .option('--fs <NAME>', cli.help.fs, oneOf('--fs', FILE_SYSTEMS), 'ext4')
    .option('--seed <N>', cli.help.seed, wholeNumber('--seed', 0, 0xffff_ffff), 1)
    .option('--max-moments <N>', cli.help.maxMoments, wholeNumber('--max-moments', 1, Number.MAX_SAFE_INTEGER))
    .action(action);
}

function addHost(program: Command, action: (options: HostOptions) => Promise<void>): void {
  program
    .command('host')
    .description(cli.help.host)
    .helpOption('--help', cli.help.helpOption)
    .option('--port <N>', cli.help.port, wholeNumber('--port', 0, 65_535), DEFAULT_PORT)
    .option('--root <DIR>', cli.help.root)
    .option('--sessions <N>', cli.help.sessions, wholeNumber('--sessions', 1, 64), DEFAULT_SESSIONS)
    .option('--allow-origin <ORIGIN>', cli.help.allowOrigin, origin)
    .action(action);
}

function addCompare(
  program: Command,
  action: (names: readonly string[], options: CompareOptions) => Promise<void>,
): void {
  program
    .command('compare')
    .description(cli.help.compare)
    .helpOption('--help', cli.help.helpOption)
    .argument('[PROGRAM...]', cli.help.compared)
    .option('--file <NAME=PATH>', cli.help.file, copyIn)
    .option('--rules', cli.help.compareRules)
    .option('--report <FILE>', cli.help.report)
    .option('--json', cli.help.compareJson)
    .action(action);
}

function addScenarios(program: Command): void {
  program
    .command('scenarios')
    .description(cli.help.scenarios)
    .helpOption('--help', cli.help.helpOption)
    .action(() => {
      const width = Math.max(...allScenarios.map(({ id }) => id.length));
      for (const { id, title } of allScenarios) writeAll(STDOUT, Buffer.from(`${id.padEnd(width)}  ${title}\n`));
    });
}
