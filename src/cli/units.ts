import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ProgramUnit } from '../c/index.ts';
import { liburingHeaders, liburingUnits } from '../c/liburing/index.ts';
import { cli } from '../text/en/cli.ts';
import { errorCode, Failure } from './failure.ts';
import type { CopyIn, RunOptions } from './options.ts';
import { readSource } from './source.ts';

/**
 * The units of a program: the C files, each with the directories that --include names for it, and with --liburing the
 * library.
 * @throws {Failure} when a file or a directory cannot be read, or --include is about a file that is not there
 */
export function readUnits(paths: readonly string[], options: RunOptions): ProgramUnit[] {
  const includes = options.include ?? [];
  const stray = includes.find(({ name }) => !paths.includes(name));
  if (stray) throw new Failure(cli.includeOfNothing(stray.name));
  const release = options.headers ?? options.liburing;
  const units = paths.map((path): ProgramUnit => {
    const own = includes.filter(({ name }) => name === path);
    const headers = new Map(release ? liburingHeaders(release) : []);
    for (const directory of own.reverse()) for (const [name, text] of readHeaders(directory)) headers.set(name, text);
    return { ...readSource(path), ...(headers.size > 0 ? { headers } : {}) };
  });
  const library = options.liburing ? liburingUnits(liburingHeaders(options.liburing)) : [];
  return [...units, ...library];
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
