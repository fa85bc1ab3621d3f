import { expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { blockingTable } from './blocking.ts';

/** What was measured on ext4, xfs, btrfs and ext2, on a disk of 20 requests a second: w, io_submit waits. */
const MEASURED: Readonly<Record<string, string>> = {
  'BLK-01': '----',
  'BLK-02': 'wwww',
  'BLK-03': '----',
  'BLK-04': '----',
  'BLK-05': '--w-',
  'BLK-06': '----',
  'BLK-07': 'wwww',
  'BLK-08': '--w-',
  'BLK-09': 'wwww',
  'BLK-10': '--ww',
  'BLK-11': '--ww',
  'BLK-12': '----',
};

test('the table of what io_submit waits for is the one that was measured', async () => {
  const table = blockingTable(await loadModule(process.env.KRING_WASM));
  const ours = table.map(({ id, batches }) => [
    id,
    [batches.ext4, batches.xfs, batches.btrfs, batches.ext2].map(({ waits }) => (waits ? 'w' : '-')).join(''),
  ]);
  expect(Object.fromEntries(ours)).toEqual(MEASURED);
});
