import { describe, expect, test } from 'vitest';
import { Step } from '../../assembly/uapi/records.ts';
import { loadModule } from '../machine/load-wasm.ts';
import type { RecordLog } from '../recording/record-log.ts';
import { allScenarios } from '../scenarios/all.ts';
import { unitsOf } from '../scenarios/units.ts';
import { compileUnitsOrThrow, runOnModel } from '../testing/model.ts';
import { Timeline } from './timeline.ts';
import { End, phaseAt } from './timeline-request.ts';

const module = await loadModule();

function timelineOf(log: RecordLog): Timeline {
  const timeline = new Timeline(log);
  while (timeline.behind) timeline.update(1);
  return timeline;
}

interface StepOf {
  readonly step: Step;
  readonly time: number;
  readonly payload: readonly bigint[];
}

/** Every step of a run, from the decoded records. */
function stepsOf(log: RecordLog, ...wanted: Step[]): StepOf[] {
  const found: StepOf[] = [];
  for (let i = 0; i < log.length; i++) {
    const record = log.at(i);
    if (record.kind === 'step' && wanted.includes(record.step)) found.push(record);
  }
  return found;
}

const ending = allScenarios.filter(({ ends }) => ends === undefined);

describe.each(ending)('$id', (scenario) => {
  const program = compileUnitsOrThrow(unitsOf(scenario));
  const { log } = runOnModel(module, { cpus: 2, version: 618, seed: 1 }, program, scenario.files);
  const timeline = timelineOf(log);
  const { requests } = timeline;
  const length = log.at(log.length - 1).position;

  test('every iocb that io_submit copies is a request, and every tail that moves ends one at the device or in io_submit', () => {
    const aio = requests.all.filter(({ sqe }) => sqe === undefined);
    expect(aio.map(({ iocb }) => BigInt(iocb))).toEqual(stepsOf(log, Step.CopyIocb).map((s) => s.payload[1]));
    const published = aio.filter((r) => r.published < Number.POSITIVE_INFINITY);
    const tails = stepsOf(log, Step.PublishTail);
    expect(published.map((r) => r.published).sort((a, b) => a - b)).toEqual(tails.map(({ time }) => time));
    for (const { time, payload } of tails) {
      expect(requests.all.find((r) => r.published === time)).toMatchObject({ iocb: Number(payload[1]) });
    }
    const refusals = stepsOf(log, Step.Refuse).map(({ time }) => time);
    expect(requests.all.filter((r) => r.end === End.Refused).map((r) => r.ended)).toEqual(refusals);
  });

  test('every SQE that the kernel takes is a request, and every CQE that it writes is of one', () => {
    const sqes = requests.all.filter(({ sqe }) => sqe !== undefined);
    expect(sqes.map(({ sqe }) => sqe?.userData)).toEqual(stepsOf(log, Step.GetSqe).map((s) => s.payload[3]));
    const filled = stepsOf(log, Step.FillCqe).map(({ time, payload }) => [time, payload[1]]);
    expect(requests.uring.cqes.map((cqe) => [cqe.filled, cqe.request.sqe?.userData])).toEqual(filled);
  });

  test('the phases of a request follow each other', () => {
    for (const { start, queued, due, published, ended } of requests.all) {
      expect(start).toBeLessThan(Math.min(queued, published, ended));
      if (due < Number.POSITIVE_INFINITY) expect(published).toBeGreaterThan(due);
      if (published < Number.POSITIVE_INFINITY && queued < Number.POSITIVE_INFINITY)
        expect(published).toBeGreaterThan(queued);
      if (published < Number.POSITIVE_INFINITY) expect(ended).toBeGreaterThanOrEqual(published);
    }
  });

  test('requests that are there at the same time have rows of their own', () => {
    for (const a of requests.all) {
      for (const b of requests.all.slice(a.id + 1)) {
        if (b.start < a.ended) expect(b.row).not.toBe(a.row);
      }
    }
  });

  test('totals at any moment are those of the requests one by one', () => {
    for (let position = 0; position <= length; position += 7) {
      const now = timeline.timeAt(position);
      const phases = requests.all.map((request) => phaseAt(request, now)).filter((phase) => phase !== 'later');
      const { submitted, ...totals } = requests.totalsAt(now);
      expect(phases.length).toBe(submitted);
      for (const [phase, number] of Object.entries(totals)) {
        expect(phases.filter((other) => other === phase).length, `${phase} at ${position}`).toBe(number);
      }
    }
  });

  test('time and moment lead to each other, for every moment', () => {
    for (let position = 0; position <= length; position++) {
      const time = timeline.timeAt(position);
      // Of moments that are over at the same time, the last.
      const there = timeline.positionAt(time, length);
      expect(there).toBeGreaterThanOrEqual(position);
      expect(timeline.timeAt(there)).toBe(time);
      if (position > 0) expect(timeline.positionAt(time - 1, length)).toBeLessThan(position);
    }
  });

  test('built in any slices, it is the same', () => {
    const other = new Timeline(log);
    for (let i = 0; other.behind; i++) other.update(i % 3 === 0 ? 0 : 0.05);
    expect(other.requests.all).toEqual(requests.all);
    expect(other.steps.spans.length).toBe(timeline.steps.spans.length);
  });

  test('a task runs, or is in a call, at any time of its life: never both', () => {
    const columns = 50;
    const to = timeline.reach(length);
    const running = new Float64Array(columns);
    const calling = new Float64Array(columns);
    const covered = (name: 'runs' | 'calls', into: Float64Array) => {
      const { spans } = timeline[name];
      const width = to / columns;
      for (let c = 0; c < columns; c++) {
        spans.forEachIn(c * width, (c + 1) * width, (id) => {
          into[c]! += Math.max(0, Math.min((c + 1) * width, spans.end(id)) - Math.max(c * width, spans.start(id)));
        });
      }
      return into;
    };
    covered('runs', running);
    covered('calls', calling);
    for (let c = 0; c < columns; c++) expect(running[c]! + calling[c]!).toBeCloseTo(to / columns, 3);
  });
});
