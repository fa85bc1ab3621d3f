/// <reference types="vite/client" />
/**
 * Every release of liburing as headers against every release as library: one program, compiled with the first, linked
 * with the second, run. What comes of each pair is what the run says.
 */
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { compileUnits, type Program, type ProgramUnit } from '../c/index.ts';
import { LIBURING_RELEASES, type LiburingRelease, liburingHeaders, liburingUnits } from '../c/liburing/index.ts';
import { assertTrue } from '../lib/assert.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { MachineView } from '../uapi/machine-view.ts';
import text from './nop.c?raw';

type Headers = ReadonlyMap<string, string>;

/** `null`: io_uring_get_sqe() is NULL at the first call, on an empty ring; `open`: not run yet. */
export type Verdict = 'ok' | 'null' | 'crash' | 'wrong' | 'open';

export interface Cell {
  readonly headers: LiburingRelease;
  readonly library: LiburingRelease;
  readonly verdict: Verdict;
}

export interface Matrix {
  readonly cells: readonly Cell[];
  /** Pairs whose texts differ: that many programs were compiled and run. */
  readonly programs: number;
}

/** More than the longest of them takes. */
const MOMENTS = 1_000_000;
const WORK = 4_000_000;
/** What nop.c exits with at a NULL. */
const NULL_STATUS = 11;

/** The program of the matrix, compiled with `headers`, and the library compiled with its own. */
export function matrixUnits(headers: Headers, library: Headers): readonly ProgramUnit[] {
  return [{ name: 'nop.c', text, headers }, ...liburingUnits(library)];
}

export function verdictOf(status: number): Verdict {
  if (status === 0) return 'ok';
  if (status === NULL_STATUS) return 'null';
  return status > 128 ? 'crash' : 'wrong';
}

/** Compiles and runs one pair. */
export function tryPair(module: WebAssembly.Module, headers: Headers, library: Headers): Verdict {
  const result = compileUnits(matrixUnits(headers, library));
  assertTrue(result.ok, 'liburing compiles with every header');
  return verdictOf(statusOf(module, result.program));
}

function statusOf(module: WebAssembly.Module, program: Program): number {
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
  machine.load(program, []);
  let stop: Stop;
  do {
    stop = machine.run(MOMENTS, WORK);
    machine.drain();
  } while (stop === Stop.Work || stop === Stop.TraceFull);
  return stop === Stop.Exited ? new MachineView(machine.view).exitStatus : 1;
}

/** Where the run of all pairs stands. */
export interface MatrixStep {
  /** `programs` have run; the pairs of the others are open. */
  readonly matrix: Matrix;
  /** Programs there are to run. */
  readonly all: number;
}

/**
 * All pairs, a program at a time: releases whose texts are the same make the same program.
 * @param headersOf a release's include path; another than liburing's own for trying what moves
 */
export function* matrixSteps(
  module: WebAssembly.Module,
  headersOf: (release: LiburingRelease) => Headers = liburingHeaders,
): Generator<MatrixStep> {
  const texts = [...new Set(LIBURING_RELEASES.map(headersOf))];
  const verdicts = new Map<Headers, Map<Headers, Verdict>>();
  let programs = 0;
  for (const headers of texts) {
    const row = new Map<Headers, Verdict>();
    verdicts.set(headers, row);
    for (const library of texts) {
      row.set(library, tryPair(module, headers, library));
      programs++;
      const cells = LIBURING_RELEASES.flatMap((compiled) =>
        LIBURING_RELEASES.map((runs) => ({
          headers: compiled,
          library: runs,
          verdict: verdicts.get(headersOf(compiled))?.get(headersOf(runs)) ?? ('open' as const),
        })),
      );
      yield { matrix: { cells, programs }, all: texts.length ** 2 };
    }
  }
}

/** All pairs at once. */
export function runMatrix(module: WebAssembly.Module, headersOf?: (release: LiburingRelease) => Headers): Matrix {
  let last: Matrix = { cells: [], programs: 0 };
  for (const { matrix } of matrixSteps(module, headersOf)) last = matrix;
  return last;
}
