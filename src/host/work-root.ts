/** Where sessions have their working directories. */
import { closeSync, constants, mkdtempSync, openSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIRECTORY_PREFIX } from './session.ts';

const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  61267: 'ext4',
  1481003842: 'xfs',
  2435016766: 'btrfs',
  2035054128: 'overlay',
  16914836: 'tmpfs',
  4076150800: 'f2fs',
};
/** Where O_DIRECT goes to the disk, and completes later. */
const BEST = ['ext4', 'xfs'];

export interface WorkRoot {
  readonly path: string;
  readonly fileSystem: string;
  readonly oDirect: boolean;
}

/**
 * @param wanted by the person; else a directory with O_DIRECT is looked for
 * @throws {Error} when nothing can be written there
 */
export function workRoot(wanted: string | undefined): WorkRoot {
  if (wanted !== undefined) return look(wanted);
  const found = [tmpdir(), '/var/tmp', process.cwd()].flatMap((path) => {
    try {
      return [look(path)];
    } catch {
      // Not writable: the next one.
      return [];
    }
  });
  const best = found.find(({ fileSystem, oDirect }) => oDirect && BEST.includes(fileSystem));
  const root = best ?? found.find(({ oDirect }) => oDirect) ?? found[0];
  if (root === undefined) throw new Error(`no directory to work in: ${tmpdir()} cannot be written`);
  return root;
}

function look(path: string): WorkRoot {
  const directory = mkdtempSync(join(path, DIRECTORY_PREFIX));
  try {
    const { type } = statfsSync(directory);
    const fileSystem = FILE_SYSTEMS[type] ?? `0x${type.toString(16)}`;
    return { path, fileSystem, oDirect: opensDirect(join(directory, 'probe')) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function opensDirect(path: string): boolean {
  try {
    closeSync(openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_DIRECT, 0o600));
    return true;
  } catch {
    return false;
  }
}

/** Removes what sessions of a host that is gone have left behind. */
export function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const owner = new RegExp(`^${DIRECTORY_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(root, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
