import { Recording } from '../../recording/recording.ts';
import { percentile } from './median.ts';
import { SEEK_PROGRAM } from './programs.ts';
import { compiled } from './statements.ts';

const POSITIONS = 200;

export interface SeekResult {
  readonly moments: number;
  readonly records: number;
  readonly bytes: number;
  /** How long recording the whole run took, in ms; milliseconds of a seek. */
  readonly recording: number;
  readonly p50: number;
  readonly p99: number;
}

/** 200 random positions of a run with 64 requests in flight and 10 million statements between two events. */
export function measureSeek(module: WebAssembly.Module): SeekResult {
  const program = compiled('seek', SEEK_PROGRAM);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, program, [
    { name: 'file', size: 64 * 4096, seed: 1 },
  ]);
  const begin = performance.now();
  while (recording.ending === undefined) recording.extend(10);
  const elapsed = performance.now() - begin;
  let random = 1;
  const times = Array.from({ length: POSITIONS }, () => {
    random = (random * 48_271) % 0x7fff_ffff;
    const position = random % (recording.length + 1);
    const start = performance.now();
    recording.seek(position);
    return performance.now() - start;
  });
  return {
    moments: recording.length,
    records: recording.records.length,
    bytes: recording.byteLength,
    recording: elapsed,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
  };
}
