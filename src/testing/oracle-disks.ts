/** Disks for the oracle that are not the usual one, as src/machine/disks.ts has them for the model. Root only. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DiskName } from '../machine/disks.ts';

/** Where a program runs, and what its command line begins with. */
export interface Disk {
  readonly directory: string;
  readonly command: readonly string[];
  close(): void;
}

/** 50 a second: one every 20 ms, as the model's slow disk. */
const REQUESTS_A_SECOND = 50;
const QUEUE_REQUESTS = 4;
const BLKIO = '/sys/fs/cgroup/blkio';

/** What is missing for such a disk; undefined when nothing is. */
export function missingFor(disk: DiskName): string | undefined {
  if (disk === 'usual') return undefined;
  if (process.getuid?.() !== 0) return 'not root';
  if (disk !== 'small' && !existsSync(join(BLKIO, 'blkio.throttle.read_iops_device'))) return 'no blkio.throttle';
  if (disk === 'slow') return undefined;
  for (const tool of ['losetup', 'mkfs.ext4', 'mount', 'umount']) {
    try {
      execFileSync('sh', ['-c', `command -v ${tool}`], { stdio: 'ignore' });
    } catch {
      return `no ${tool}`;
    }
  }
  return existsSync('/dev/loop-control') ? undefined : 'no loop devices';
}

/** @param base a directory on the usual disk */
export function openDisk(disk: DiskName, base: string): Disk {
  switch (disk) {
    case 'usual':
      return { directory: base, command: [], close: () => undefined };
    case 'slow':
      return throttled({ directory: base, command: [], close: () => undefined }, base);
    case 'queue': {
      const loop = loopDisk(base, 64 << 20, []);
      writeFileSync(`/sys/block/${loop.name}/queue/nr_requests`, `${QUEUE_REQUESTS}`);
      return throttled(loop, base);
    }
    case 'small':
      return loopDisk(base, 1 << 20, ['-O', '^has_journal', '-m', '0', '-N', '32']);
  }
}

/** The same disk, in a cgroup that lets few requests of `base`'s device pass. */
function throttled(disk: Disk, base: string): Disk {
  const group = join(BLKIO, `kring-${process.pid}`);
  const limit = `${deviceOf(base)} ${REQUESTS_A_SECOND}`;
  mkdirSync(group);
  for (const way of ['read', 'write']) writeFileSync(join(group, `blkio.throttle.${way}_iops_device`), limit);
  return {
    directory: disk.directory,
    command: ['sh', '-c', `echo $$ > ${join(group, 'cgroup.procs')} && exec "$@"`, 'sh', ...disk.command],
    close() {
      rmdirSync(group);
      disk.close();
    },
  };
}

/** major:minor of the whole disk under a directory. */
function deviceOf(directory: string): string {
  const { dev } = statSync(directory);
  const node = `/sys/dev/block/${(dev >> 8) & 0xfff}:${(dev & 0xff) | ((dev >> 12) & 0xfff00)}`;
  const whole = existsSync(join(node, 'partition')) ? join(node, '..') : node;
  return readFileSync(join(whole, 'dev'), 'utf8').trim();
}

/** An ext4 of its own, in a file. */
function loopDisk(base: string, size: number, options: readonly string[]): Disk & { readonly name: string } {
  const folder = mkdtempSync(join(base, 'kring-disk-'));
  const image = join(folder, 'image');
  const directory = join(folder, 'mnt');
  // Blocks that are there: a hole of the image would be filled behind our back, by a write.
  writeFileSync(image, new Uint8Array(size));
  run('mkfs.ext4', ['-q', '-F', '-b', '4096', '-E', 'nodiscard', ...options, image]);
  const device = run('losetup', ['--find', '--show', '--direct-io=on', image]).trim();
  mkdirSync(directory);
  run('mount', [device, directory]);
  return {
    name: basename(device),
    directory,
    command: [],
    close() {
      run('umount', [directory]);
      run('losetup', ['--detach', device]);
      rmSync(folder, { recursive: true });
    },
  };
}

function run(tool: string, args: readonly string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
