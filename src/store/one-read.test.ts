import { beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { scenario as oneRead } from '../scenarios/one-read/scenario.ts';
import { consoleText } from './console-text.ts';
import { currentLine } from './current-line.ts';
import { endingMessages } from './ending.ts';
import { eventList } from './event-list.ts';
import { iocbPicture } from './iocb-picture.ts';
import { iocbList } from './iocbs.ts';
import { kernelPicture } from './kernel-picture.ts';
import { narration, positionName } from './narration.ts';
import { ringPicture } from './ring.ts';
import { openSession, type Session } from './session.ts';
import { nextStatement, previousStatement } from './transport.ts';
import { scopes, variableText } from './variables.ts';

let session: Session;

beforeAll(async () => {
  const module = await loadModule(process.env.KRING_WASM);
  const result = compile(oneRead.program);
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, oneRead.files);
  while (recording.ending === undefined) recording.extend(10);
  session = openSession(result.program, recording);
});

/** Puts the cursor behind a named moment. */
function at(mark: string): void {
  const position = session.recording.positionOf(mark);
  if (position === undefined) throw new Error(`no ${mark}`);
  session.recording.seek(position);
}

/** The ring as text: `head 0 tail 1 nr 127: 0 iocb 4096 unreaped, 1 next`. */
function drawn(): string {
  const ring = ringPicture(session);
  if (ring.state !== 'mapped') return ring.state;
  const slots = ring.slots
    .filter(({ state }) => state !== 'never')
    .map(({ slot, state, event }) => [slot, ...(event ? [event.obj, event.res] : []), state].join(' '));
  return `head ${ring.head} tail ${ring.tail} nr ${ring.nr}: ${slots.join(', ')}`;
}

const events = () =>
  eventList(session).rows.map(({ slot, data, obj, res, state }) => [slot, data, obj, res, state].join(' '));

const variables = () =>
  Object.fromEntries((scopes(session)[0]?.variables ?? []).map((v) => [v.name, variableText(session, v)]));

const facts = () => {
  const kernel = kernelPicture(session);
  if (kernel.state !== 'seen') throw new Error('no kernel state');
  return Object.fromEntries(kernel.facts.map(({ name, value }) => [name, value]));
};

const lineOf = (text: string) => oneRead.program.text.split('\n').findIndex((line) => line.includes(text)) + 1;

test('before the first moment: main begins, and there is nothing yet', () => {
  session.recording.seek(0);
  expect(currentLine(session)).toBe(lineOf('io_context_t ctx = 0'));
  expect(drawn()).toBe('none');
  expect(iocbPicture(session)).toEqual({ state: 'none' });
  expect(events()).toEqual([]);
  expect(consoleText(session)).toEqual({ chunks: [], cut: false });
  expect(narration(session).sentence).toContain('Nothing has run yet');
});

test('io_setup: the ring appears when it is mapped, and the handle is its address', () => {
  at('io_setup#1/AllocateRing');
  expect(drawn()).toBe('none');
  at('io_setup#1/MapRing');
  expect(drawn()).toBe('head 0 tail 0 nr 127: 0 next');
  expect(currentLine(session)).toBe(lineOf('io_setup(1, &ctx)'));
  at('io_setup#1/StoreHandle');
  expect(variables().ctx).toMatch(/^0x[0-9a-f]+ → aio_ring$/);
});

describe('io_submit', () => {
  test('the iocb is what io_prep_pread made', () => {
    at('io_submit#1/CopyIocb');
    const iocb = iocbPicture(session);
    if (iocb.state !== 'mapped') throw new Error(iocb.state);
    const value = Object.fromEntries(iocb.fields.map((field) => [field.name, `${field.value} ${field.note}`.trim()]));
    expect(value).toMatchObject({
      aio_lio_opcode: '0 IOCB_CMD_PREAD',
      aio_fildes: '3 data',
      aio_nbytes: '4096 bytes',
      aio_offset: '8192 in the file',
    });
    expect(value.aio_data).toMatch(/^42/);
    expect(value.aio_buf).toMatch(/ buf$/);
    expect(iocb.bytes.slice(0, 2)).toEqual(['2a', '00']);
    expect(iocbList(session).tabs.map(({ name }) => name)).toEqual(['iocb']);
    expect(narration(session).sentence).toContain('`iocb`');
  });

  test('taking a slot moves a batch to the CPU', () => {
    at('io_submit#1/TakeSlot');
    expect(facts()).toMatchObject({ reqs_available: '111', req_batch: '15', 'on CPU 0': '14', completed_events: '0' });
    const kernel = kernelPicture(session);
    expect(kernel.state === 'seen' && kernel.slots).toEqual({ free: 111, cpus: 14, flight: 1, held: 0 });
  });

  test('it returns while the request is at the device', () => {
    at('io_submit#1/QueueAtDevice');
    expect(facts()['in flight']).toBe('1');
    expect(drawn()).toBe('head 0 tail 0 nr 127: 0 next');
  });
});

describe('aio_complete, step by step', () => {
  test('FillSlot: an event nobody sees', () => {
    at('aio_complete#1/FillSlot');
    expect(drawn()).toBe('head 0 tail 0 nr 127: 0 iocb 4096 filled');
    expect(events()).toEqual(['0 42 iocb 4096 filled']);
  });

  test('PublishTail: it is there', () => {
    at('aio_complete#1/PublishTail');
    expect(drawn()).toBe('head 0 tail 1 nr 127: 0 iocb 4096 unreaped, 1 next');
    expect(events()).toEqual(['0 42 iocb 4096 unreaped']);
    expect(eventList(session).unreaped).toBe(1);
    expect(facts()).toMatchObject({ completed_events: '1', 'ctx->tail': '1' });
    expect(narration(session)).toMatchObject({ who: 'aio_complete #1', side: 'kernel' });
    expect(positionName(session)).toContain('aio_complete#1/PublishTail');
  });
});

test('io_getevents: head moves, the event is the program’s', () => {
  at('io_getevents#1/StoreHead');
  expect(drawn()).toBe('head 1 tail 1 nr 127: 0 iocb 4096 old, 1 next');
  expect(events()).toEqual(['0 42 iocb 4096 delivered']);
  expect(variables().event).toBe('{data 42, obj iocb, res 4096}');
});

test('the end: the ring is gone, the output is whole', () => {
  session.recording.seek(session.recording.length);
  expect(drawn()).toBe('over');
  expect(events()).toEqual([expect.stringMatching(/^0 42 0x[0-9a-f]+ 4096 delivered$/)]);
  expect(
    consoleText(session)
      .chunks.map(({ text }) => text)
      .join(''),
  ).toContain('io_destroy = 0\n');
  expect(endingMessages(session)).toEqual([{ tone: 'done', sentence: 'exit status 0' }]);
});

test('by statements: over the kernel, both ways', () => {
  at('io_setup#1');
  const call = session.recording.position;
  const lineAfter = lineOf('if (ret < 0)');
  nextStatement();
  expect(currentLine(session)).toBe(lineAfter);
  previousStatement();
  expect(session.recording.position).toBe(call - 1);
  expect(currentLine(session)).toBe(lineOf('io_setup(1, &ctx)'));
  nextStatement();
  expect(currentLine(session)).toBe(lineAfter);
});

test('every moment has a sentence, and no two next to each other say the same at the same time', () => {
  let before = '';
  for (let position = 0; position <= session.recording.length; position++) {
    session.recording.seek(position);
    const { when, sentence } = narration(session);
    expect(sentence, `moment ${position}`).not.toBe('');
    expect(sentence, `moment ${position}`).not.toMatch(/undefined|NaN|\[object/);
    expect(`${when} ${sentence}`).not.toBe(before);
    before = `${when} ${sentence}`;
  }
});
