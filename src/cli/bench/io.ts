import { assertTrue } from '../../lib/assert.ts';
import { AioTwin } from './aio-twin.ts';
import { median } from './median.ts';
import { ModelAio } from './model-aio.ts';
import { Native } from './native.ts';
import { CACHED, DIRECT, type Kind, NOTHING, WORKLOAD } from './workload.ts';

const ROUNDS = 8;
/** Submit-and-reap rounds in one measurement. */
const STEPS = 4000;
const WARM_UP = 2000;
/** Until every page that the workload needs was touched once. */
const FIRST_TOUCH = 8;

export interface IoResult {
  /** ns of an I/O: medians of 8 interleaved rounds. */
  readonly model: number;
  readonly typescript: number;
  readonly gcc: number | undefined;
  /** Medians of the ratios of the single rounds: neighbours in time. */
  readonly toGcc: number | undefined;
  readonly toTypescript: number;
  /** The same kind of I/O on the model and on this machine's own kernel, both done inside io_submit. */
  readonly besideKernel: readonly Beside[];
  /** What an I/O costs at so many of them, and in rings of so many slots. */
  readonly byCount: readonly Flat[];
  readonly byRing: readonly Flat[];
}

export interface Beside {
  readonly bytes: number;
  readonly model: number;
  readonly kernel: number | undefined;
  /** Median of the ratios of the single rounds. */
  readonly ratio: number | undefined;
}

export interface Flat {
  readonly of: number;
  readonly ns: number;
}

/** The same algorithm three times, and that it is the same: equal virtual time, equal order of events. */
export function measureIo(module: WebAssembly.Module): IoResult {
  const native = Native.open();
  const rounds: { model: number; typescript: number; gcc?: number }[] = [];
  sameOutcome(module, native);
  const model = new ModelAio(module);
  model.run(WARM_UP);
  const twin = new AioTwin();
  twin.run(WARM_UP);
  for (let i = 0; i < ROUNDS; i++) {
    const round = {
      model: nsOf(() => model.run(STEPS), STEPS * WORKLOAD.batch),
      typescript: nsOf(() => twin.run(STEPS), STEPS * WORKLOAD.batch),
    };
    if (native === undefined) rounds.push(round);
    else rounds.push({ ...round, gcc: native.runAio(STEPS).ns });
  }
  const besideKernel = [NOTHING, CACHED].map((kind) => measureBeside(module, kind, native));
  native?.close();
  const of = (pick: (round: (typeof rounds)[number]) => number | undefined) => {
    const values = rounds.map(pick).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : median(values);
  };
  const models = rounds.map((round) => round.model);
  return {
    model: median(models),
    typescript: of((round) => round.typescript)!,
    gcc: of((round) => round.gcc),
    toGcc: of((round) => round.gcc && round.model / round.gcc),
    toTypescript: of((round) => round.model / round.typescript)!,
    besideKernel,
    byCount: measureByCount(module),
    byRing: RINGS.map(([nrEvents, of]) => ({ of, ns: measureRing(module, nrEvents) })),
  };
}

function measureBeside(module: WebAssembly.Module, kind: Kind, native: Native | undefined): Beside {
  const model = new ModelAio(module, kind);
  model.run(WARM_UP);
  const rounds = Array.from({ length: ROUNDS }, () => ({
    model: nsOf(() => model.run(STEPS), STEPS * WORKLOAD.batch),
    kernel: native?.runRealAio(STEPS, kind.bytes),
  }));
  const kernel = rounds.map((round) => round.kernel).filter((ns) => ns !== undefined);
  const ratios = rounds.flatMap((round) => (round.kernel === undefined ? [] : [round.model / round.kernel]));
  return {
    bytes: kind.bytes,
    model: median(rounds.map((round) => round.model)),
    kernel: kernel.length === 0 ? undefined : median(kernel),
    ratio: ratios.length === 0 ? undefined : median(ratios),
  };
}

/** nr_events of io_setup, and the ring's slots on a machine of 2 CPUs (RNG-01). */
const RINGS = [
  [62, 127],
  [512, 1151],
  [4096, 8319],
  [65536, 131199],
] as const;

function measureRing(module: WebAssembly.Module, nrEvents: number): number {
  const model = new ModelAio(module, DIRECT, nrEvents);
  model.run(WARM_UP);
  return median(Array.from({ length: ROUNDS }, () => nsOf(() => model.run(STEPS), STEPS * WORKLOAD.batch)));
}

/** ns of an I/O on the way to each power of ten; on several machines, as long as that is quick. */
function measureByCount(module: WebAssembly.Module): Flat[] {
  return [1e3, 1e4, 1e5, 1e6, 1e7].map((of) => {
    const steps = Math.ceil(of / WORKLOAD.batch);
    const machines = of <= 1e6 ? ROUNDS : 1;
    const measure = () => {
      const model = new ModelAio(module);
      model.run(FIRST_TOUCH);
      return nsOf(() => model.run(steps), steps * WORKLOAD.batch);
    };
    return { of, ns: median(Array.from({ length: machines }, measure)) };
  });
}

function nsOf(work: () => void, count: number): number {
  const begin = performance.now();
  work();
  return ((performance.now() - begin) * 1e6) / count;
}

function sameOutcome(module: WebAssembly.Module, native: Native | undefined): void {
  const model = new ModelAio(module);
  const twin = new AioTwin();
  model.run(WARM_UP);
  twin.run(WARM_UP);
  const outcomes = [model.outcome, twin.outcome, ...(native ? [native.runAio(WARM_UP)] : [])];
  for (const { time, checksum } of outcomes) {
    assertTrue(
      time === model.outcome.time && checksum === model.outcome.checksum,
      `the twins do something else than the model: ${JSON.stringify(outcomes)}`,
    );
  }
}
