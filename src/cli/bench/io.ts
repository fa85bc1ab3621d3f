import { assertTrue } from '../../lib/assert.ts';
import { AioTwin } from './aio-twin.ts';
import { median } from './median.ts';
import { ModelAio } from './model-aio.ts';
import { Native } from './native.ts';
import { WORKLOAD } from './workload.ts';

const ROUNDS = 8;
/** Submit-and-reap rounds in one measurement. */
const STEPS = 4000;
const WARM_UP = 2000;

export interface IoResult {
  /** ns of an I/O: medians of 8 interleaved rounds. */
  readonly model: number;
  readonly typescript: number;
  readonly gcc: number | undefined;
  /** The cheapest I/O of this machine's own kernel. */
  readonly kernel: number | undefined;
  /** Medians of the ratios of the single rounds: neighbours in time. */
  readonly toGcc: number | undefined;
  readonly toTypescript: number;
  /** What an I/O costs after a million of them, by what it cost after some ten thousand. */
  readonly drift: number;
}

/** The same algorithm three times, and that it is the same: equal virtual time, equal order of events. */
export function measureIo(module: WebAssembly.Module): IoResult {
  const native = Native.open();
  const rounds: { model: number; typescript: number; gcc?: number; kernel?: number | undefined }[] = [];
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
    else rounds.push({ ...round, gcc: native.runAio(STEPS).ns, kernel: native.runRealAio(STEPS) });
  }
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
    kernel: of((round) => round.kernel),
    toGcc: of((round) => round.gcc && round.model / round.gcc),
    toTypescript: of((round) => round.model / round.typescript)!,
    drift: median(models.slice(-3)) / median(models.slice(0, 3)),
  };
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
