import type { LiburingRelease } from '../c/liburing/index.ts';
import type { DiskName, FileSystemName } from '../machine/disks.ts';
import { cli } from '../text/en/cli.ts';
import { Failure } from './failure.ts';

/** The kernels that are modelled, as `--kernel` takes them, and as the machine numbers them. */
export const KERNELS = { '6.1': 601, '6.12': 612, '6.18': 618, '7.2': 702 } as const;
/** Whose kernel a program runs on. */
export const MACHINES = { model: 0, linux: 0 } as const;

export type Kernel = keyof typeof KERNELS;

/** One `--file NAME=PATH`. */
export interface CopyIn {
  readonly name: string;
  readonly path: string;
}

/** What `kring run` was asked for; without a source, the scenario says what to run. `include` is FILE=DIR. */
export interface RunOptions {
  readonly scenario?: string;
  readonly include?: readonly CopyIn[];
  readonly headers?: LiburingRelease;
  readonly liburing?: LiburingRelease;
  readonly json?: true;
  readonly file?: readonly CopyIn[];
  readonly out?: string;
  readonly machine: keyof typeof MACHINES;
  readonly cpus: number;
  readonly kernel: Kernel;
  readonly seed: number;
  readonly disk: DiskName;
  readonly fs: FileSystemName;
  readonly maxMoments?: number;
}

/** A parser for an option that takes a number; it throws a Failure, like the others here. */
export function wholeNumber(option: string, least: number, most: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most)) {
      throw new Failure(cli.badOption(option, value, cli.wants.wholeNumber(least, most)));
    }
    return number;
  };
}

/** A parser for an option that takes one of a table's names. */
export function oneOf<Name extends string>(
  option: string,
  table: Readonly<Record<Name, unknown>>,
): (value: string) => Name {
  return (value) => {
    if (Object.hasOwn(table, value)) return value as Name;
    throw new Failure(cli.badOption(option, value, cli.wants.oneOf(Object.keys(table))));
  };
}

/** The longest name a Linux directory holds, in bytes. */
const NAME_MAX = 255;

/** Whether a file of a working directory can have this name. */
export function isFileName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name) && Buffer.byteLength(name) <= NAME_MAX;
}

/** A parser for `--file`, which may be given more than once. */
export function copyIn(value: string, before: readonly CopyIn[] = []): CopyIn[] {
  const equals = value.indexOf('=');
  const name = value.slice(0, Math.max(equals, 0));
  const path = value.slice(equals + 1);
  if (!isFileName(name) || path === '') throw new Failure(cli.badOption('--file', value, cli.wants.nameAndPath));
  if (before.some((other) => other.name === name)) throw new Failure(cli.fileTwice(name));
  return [...before, { name, path }];
}

/** A parser for `--include`, which may be given more than once, and more than once for a file. */
export function includeFor(value: string, before: readonly CopyIn[] = []): CopyIn[] {
  const equals = value.lastIndexOf('=');
  const name = value.slice(0, Math.max(equals, 0));
  const path = value.slice(equals + 1);
  if (name === '' || path === '') throw new Failure(cli.badOption('--include', value, cli.wants.fileAndDirectory));
  return [...before, { name, path }];
}
