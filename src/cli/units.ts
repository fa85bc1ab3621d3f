import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ProgramUnit } from '../c/index.ts';
import { includesLiburing, liburingHeaders, liburingUnits, NEWEST_LIBURING } from '../c/liburing/index.ts';
import { cli } from '../text/en/cli.ts';
import { errorCode, Failure } from './failure.ts';
import type { CopyIn, RunOptions } from './options.ts';
import { readSource } from './source.ts';

/**
 * The units of a program: the C files, each with the directories that --include names for it, and liburing where they
 * include it: the release of --liburing, else the newest. Who names directories brings a library of his own.
 * @throws {Failure} when a file or a directory cannot be read, or --include is about a file that is not there
 */
export function readUnits(paths: readonly string[], options: RunOptions): ProgramUnit[] {
  const includes = options.include ?? [];
  const stray = includes.find(({ name }) => !paths.includes(name));
  if (stray) throw new Failure(cli.includeOfNothing(stray.name));
  const sources = new Map(paths.map((path) => [path, readSource(path)]));
  const wanted = [...sources.values()].some(({ text }) => includesLiburing(text));
  const own = includes.length > 0;
  const library = options.liburing ?? (wanted && !own ? (options.headers ?? NEWEST_LIBURING) : undefined);
  const release = options.headers ?? library;
  const units = paths.map((path): ProgramUnit => {
    const directories = includes.filter(({ name }) => name === path);
    const headers = new Map(release ? liburingHeaders(release) : []);
    for (const directory of directories.reverse())
      for (const [name, text] of readHeaders(directory)) headers.set(name, text);
    return { ...sources.get(path)!, ...(headers.size > 0 ? { headers } : {}) };
  });
  return [...units, ...(library ? liburingUnits(liburingHeaders(library)) : [])];
}

/** Every .h below a directory, by the name an #include gives. */
function readHeaders({ path }: CopyIn): [string, string][] {
  return entriesOf(path)
    .filter((entry) => entry.isFile() && entry.name.endsWith('.h'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [relative(path, file).split(sep).join('/'), readSource(file).text];
    });
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch (error) {
    const code = errorCode(error);
    throw new Failure(code === 'ENOENT' ? cli.missing(path) : cli.unreadable(path, code));
  }
}
