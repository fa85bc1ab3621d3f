/**
 * What it takes to try each rule of ids.ts: `any` machine with a kernel and gcc, unless this table says otherwise.
 */
import type { DiskName } from '../machine/disks.ts';
import type { RuleId } from './ids.ts';

export const TRIES = ['any', 'fork', 'signal', 'slow', 'root', 'other kernel'] as const;
/**
 * `fork`: several processes or threads; `signal`: handlers or limits that send one; `slow`: a disk that lets 50
 * requests a second pass; `root`: the right to change the machine; `other kernel`: another one than the machine's.
 */
export type Try = (typeof TRIES)[number];

export interface Trial {
  readonly try: Try;
  /** The disk its program runs on, if not the usual one. */
  readonly disk?: DiskName;
  /** How a number of the rule was made smaller, where the modelled machine has no room for it. */
  readonly scaled?: string;
  /** Why its program cannot run through a session child, where `try` alone does not say so. */
  readonly withoutHost?: string;
  /** Why no program can show it. */
  readonly withoutProgram?: string;
}

const ANY: Trial = { try: 'any' };
const COUNTS_SLEEPS: Trial = { try: 'any', withoutHost: 'getrusage would count what the child itself sleeps' };
const NO_NETWORK: Trial = { try: 'any', withoutHost: 'it has no network' };
const OWN_PROCESS: Trial = { try: 'any', withoutHost: '/proc/self would be about the child itself' };

const TRIALS: Readonly<Partial<Record<RuleId, Trial>>> = {
  'PRO-02': { try: 'fork' },
  'UAPI-09': OWN_PROCESS,
  'UAPI-10': { try: 'other kernel', withoutProgram: 'programs are LP64, on the model and under gcc' },
  'UAPI-11': { try: 'other kernel', withoutProgram: 'no 32-bit kernel is modelled; the rule was read, not measured' },
  'SET-04': { try: 'any', scaled: 'with fs.aio-max-nr 65536, nothing has to be allocated to be refused' },
  'SET-05': { try: 'any', withoutHost: 'it would be about the memory of the child itself' },
  'SET-10': { try: 'root' },
  'SET-11': { try: 'root', scaled: 'the wrapped count makes the smallest ring, so nothing large is allocated' },
  'SUB-18': { try: 'root', disk: 'queue' },
  'RW-05': { try: 'any', scaled: 'no bytes are touched: the address is all that is looked at' },
  'RW-09': { try: 'signal' },
  'RES-05': { try: 'any', withoutHost: 'it opens nothing outside its directory' },
  'RES-07': { try: 'signal' },
  'RES-08': {
    try: 'any',
    scaled: 'a sparse file: its last page is the only one that is there',
    withoutHost: 'its files have a limit of their own',
  },
  'RES-11': { try: 'root', disk: 'small', scaled: 'a disk of some hundred KiB' },
  'RES-13': { try: 'any', scaled: '2 GiB to /dev/null, which touches none of them' },
  'EFD-02': { try: 'fork' },
  'FDK-11': OWN_PROCESS,
  'FDK-04': NO_NETWORK,
  'FDK-05': NO_NETWORK,
  'FDK-13': { try: 'any', withoutHost: 'it opens nothing outside its directory' },
  'SLT-07': { try: 'fork' },
  'COR-13': { try: 'fork' },
  'GET-04': { try: 'signal' },
  'GET-05': { try: 'signal' },
  'GET-08': { try: 'fork' },
  'DST-01': { try: 'fork' },
  'DST-03': { try: 'any', scaled: 'grace periods take 8 µs, not 30 ms' },
  'DST-04': { try: 'fork' },
  'LIF-01': { try: 'fork' },
  'LIF-02': { try: 'fork' },
  'LIF-03': { try: 'fork' },
  'MAP-02': { try: 'any', withoutHost: 'mremap is not among its calls' },
  'MAP-03': { try: 'fork' },
  'BUF-01': { try: 'slow', disk: 'slow' },
  'BLK-01': COUNTS_SLEEPS,
  'BLK-02': COUNTS_SLEEPS,
  'BLK-03': COUNTS_SLEEPS,
  'BLK-04': COUNTS_SLEEPS,
  'BLK-05': COUNTS_SLEEPS,
  'BLK-06': COUNTS_SLEEPS,
  'BLK-07': COUNTS_SLEEPS,
  'BLK-08': COUNTS_SLEEPS,
  'BLK-09': COUNTS_SLEEPS,
  'BLK-10': COUNTS_SLEEPS,
  'BLK-11': COUNTS_SLEEPS,
  'BLK-12': COUNTS_SLEEPS,
  'BLK-13': COUNTS_SLEEPS,
  'BLK-14': { try: 'root', disk: 'queue' },
  'BLK-15': COUNTS_SLEEPS,
  'BLK-16': COUNTS_SLEEPS,
  'BLK-17': { try: 'other kernel', withoutProgram: 'read and reported, never measured' },
};

export function trialOf(id: RuleId): Trial {
  return TRIALS[id] ?? ANY;
}

/** Why the program of a rule is not tried through a session child; undefined when it is. */
export function notThroughHost({ try: kind, disk, withoutHost }: Trial): string | undefined {
  if (kind === 'fork') return 'it has one process with one thread';
  if (kind === 'signal') return 'its calls are not ended by signals';
  if (kind === 'root') return 'it does not change the machine';
  return disk === undefined ? withoutHost : 'it is on the usual disk';
}
