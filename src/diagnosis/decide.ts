import type { Cause } from '../uapi/cause.ts';
import type { RingValues, ValueName } from './values.ts';

/** What the values say, and which of them said it. */
export interface Diagnosis {
  readonly cause: Cause;
  /** `sure`: the values leave nothing else; `likely`: one more of them would tell. */
  readonly certainty: 'sure' | 'likely';
  readonly because: readonly ValueName[];
}

const AIO_RING_MAGIC = 0xa10a_10a1;

/** The decision table, row by row; undefined when no row fits what is known. */
export function diagnose(values: RingValues): Diagnosis | undefined {
  return ofAio(values) ?? ofSizes(values) ?? ofHead(values) ?? ofProc(values);
}

const sure = (cause: Cause, ...because: ValueName[]): Diagnosis => ({ cause, certainty: 'sure', because });
const likely = (cause: Cause, ...because: ValueName[]): Diagnosis => ({ cause, certainty: 'likely', because });

function ofAio({ aio_magic, aio_nr }: RingValues): Diagnosis | undefined {
  if (aio_magic !== undefined && aio_magic !== AIO_RING_MAGIC) return sure('aio-magic', 'aio_magic');
  if (aio_nr === 0)
    return aio_magic === undefined ? likely('aio-zero', 'aio_nr') : sure('aio-zero', 'aio_nr', 'aio_magic');
  return undefined;
}

function ofSizes({ kring_entries, kring_entries_value, ring_entries }: RingValues): Diagnosis | undefined {
  if (kring_entries === 0) return sure('null-pointer', 'kring_entries');
  if (kring_entries_value === 0) return sure('zero-word', 'kring_entries_value');
  if (ring_entries === 0) {
    if (kring_entries_value === undefined) return likely('mismatch', 'ring_entries');
    return sure('mismatch', 'ring_entries', 'kring_entries_value');
  }
  const differ =
    ring_entries !== undefined && kring_entries_value !== undefined && ring_entries !== kring_entries_value;
  return differ ? sure('stale', 'ring_entries', 'kring_entries_value') : undefined;
}

function ofHead({ head, tail, sqe_tail, sq_mask, kring_entries_value }: RingValues): Diagnosis | undefined {
  const size = kring_entries_value ?? (sq_mask === undefined ? undefined : sq_mask + 1);
  const last = sqe_tail ?? tail;
  if (size === undefined || head === undefined || last === undefined) return undefined;
  const queued = (last - head) >>> 0;
  const names: ValueName[] = ['head', sqe_tail === undefined ? 'tail' : 'sqe_tail'];
  if (queued > size) return sure('khead', ...names);
  return queued === size ? sure('full', ...names) : undefined;
}

/** From outside: nobody has ever touched the ring, and the library is one that sets no cached size. */
function ofProc({ head, tail, cq_tail, library_release }: RingValues): Diagnosis | undefined {
  const untouched = head === 0 && tail === 0 && (cq_tail ?? 0) === 0;
  if (!untouched) return undefined;
  if (library_release === undefined) return undefined;
  return setsNoCache(library_release) ? likely('mismatch', 'head', 'tail', 'library_release') : undefined;
}

/** Whether a library of this release leaves the cached sizes alone: all before liburing's commit f5cd4eb2. */
export function setsNoCache(release: string): boolean {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  return major < 2 || (major === 2 && minor < 3);
}
