import { setsNoCache } from '../../diagnosis/decide.ts';
import { cli } from '../../text/en/cli.ts';
import { Failure } from '../failure.ts';
import { libraryFor, readElf, releaseOf } from './elf.ts';
import { aioHolders, type Limits, type ProcRing, readLimits, readProcess } from './proc.ts';

/** What the doctor says: a name for scripts, and what goes into the sentence. */
export type Finding =
  | { readonly finding: 'header-vs-so'; readonly certainty: 'fingerprint' | 'built'; readonly release: string }
  | { readonly finding: 'old-library'; readonly release: string }
  | { readonly finding: 'untouched-ring'; readonly fd: number }
  | { readonly finding: 'full-ring'; readonly fd: number; readonly entries: number }
  | { readonly finding: 'io-uring-disabled'; readonly value: number }
  | { readonly finding: 'aio-limit'; readonly nr: number; readonly max: number }
  | { readonly finding: 'no-liburing' };

export interface Report {
  readonly target: string;
  readonly executable: string;
  readonly state?: string;
  readonly libraries: readonly { readonly path: string; readonly release: string | undefined }[];
  /** What the program needs at least, by its symbols, or what its debug information shows. */
  readonly builtWith: string | undefined;
  readonly rings: readonly ProcRing[];
  readonly aioContexts: number | undefined;
  readonly limits: Limits;
  readonly aioHolders: readonly { readonly pid: number; readonly contexts: number }[];
  readonly hiddenProcesses: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks at a process or a program on this machine; reads only, and needs no right but to read.
 * @param target a pid, or a path
 * @throws {Failure} when there is nothing to look at
 */
export function examine(target: string): Report {
  if (process.platform !== 'linux') throw new Failure(cli.doctor.notLinux(process.platform));
  const running = /^\d+$/.test(target) ? readProcess(Number(target)) : undefined;
  const path = running?.executable ?? target;
  const elf = readElf(running ? `/proc/${running.pid}/exe` : target);
  if (!elf) throw new Failure(cli.doctor.notElf(path));
  if (!running && elf.isLibrary && elf.symbols === undefined) throw new Failure(cli.doctor.notLiburing(path));
  const found = running?.libraries ?? (elf.isLibrary ? [target] : [libraryFor(elf)].filter((one) => one !== undefined));
  const libraries = found.map((library) => ({ path: library, release: releaseOf(library) }));
  const { holders, hidden } = aioHolders();
  const builtWith = elf.isLibrary ? undefined : elf.knowsCache ? '2.3' : elf.symbols;
  const facts = {
    libraries,
    builtWith,
    rings: running?.rings ?? [],
    limits: readLimits(),
  };
  return {
    target,
    executable: path,
    ...(running ? { state: running.state } : {}),
    ...facts,
    aioContexts: running?.aioContexts,
    aioHolders: holders,
    hiddenProcesses: hidden,
    findings: findings(facts, elf.knowsCache),
  };
}

type Facts = Pick<Report, 'libraries' | 'builtWith' | 'rings' | 'limits'>;

function findings({ libraries, rings, limits }: Facts, knowsCache: boolean): Finding[] {
  const found: Finding[] = [];
  const release = libraries.map((library) => library.release).find((one) => one !== undefined);
  const old = release !== undefined && setsNoCache(release) ? release : undefined;
  const untouched = rings.find(({ sqHead, sqTail, cqTail }) => sqHead === 0 && sqTail === 0 && cqTail === 0);
  if (old !== undefined && untouched) found.push({ finding: 'header-vs-so', certainty: 'fingerprint', release: old });
  else if (old !== undefined && knowsCache) found.push({ finding: 'header-vs-so', certainty: 'built', release: old });
  else if (old !== undefined) found.push({ finding: 'old-library', release: old });
  else if (untouched) found.push({ finding: 'untouched-ring', fd: untouched.fd });
  for (const { fd, sqEntries, sqHead, sqTail } of rings) {
    if ((sqTail - sqHead) >>> 0 === sqEntries) found.push({ finding: 'full-ring', fd, entries: sqEntries });
  }
  if (libraries.length === 0) found.push({ finding: 'no-liburing' });
  const { ioUringDisabled, aioNr, aioMaxNr } = limits;
  if (ioUringDisabled) found.push({ finding: 'io-uring-disabled', value: ioUringDisabled });
  if (aioNr !== undefined && aioMaxNr !== undefined && aioNr >= aioMaxNr) {
    found.push({ finding: 'aio-limit', nr: aioNr, max: aioMaxNr });
  }
  return found;
}

/** The report for people. */
export function reportLines(report: Report): string[] {
  const { doctor } = cli;
  return [
    doctor.target(report.executable, report.state),
    ...report.libraries.map(({ path, release }) => doctor.library(path, release)),
    ...(report.builtWith === undefined ? [] : [doctor.builtWith(report.builtWith)]),
    ...report.rings.map(({ fd, sqEntries, sqHead, sqTail, cqTail }) =>
      doctor.ring(fd, sqEntries, sqHead, sqTail, cqTail),
    ),
    ...(report.aioContexts === undefined ? [] : [doctor.contexts(report.aioContexts)]),
    doctor.limits(report.limits.ioUringDisabled, report.limits.aioNr, report.limits.aioMaxNr),
    ...report.aioHolders.map(({ pid, contexts }) => doctor.holder(pid, contexts)),
    ...(report.hiddenProcesses > 0 ? [doctor.hidden(report.hiddenProcesses)] : []),
    ...report.findings.map(sentenceOf),
    ...(report.findings.length === 0 ? [doctor.healthy] : []),
  ];
}

function sentenceOf(found: Finding): string {
  const { findings: say } = cli.doctor;
  switch (found.finding) {
    case 'header-vs-so':
      return found.certainty === 'fingerprint' ? say.fingerprint(found.release) : say.built(found.release);
    case 'old-library':
      return say.oldLibrary(found.release);
    case 'untouched-ring':
      return say.untouched(found.fd);
    case 'full-ring':
      return say.full(found.fd, found.entries);
    case 'io-uring-disabled':
      return say.disabled(found.value);
    case 'aio-limit':
      return say.aioLimit(found.nr, found.max);
    case 'no-liburing':
      return say.noLiburing;
  }
}
