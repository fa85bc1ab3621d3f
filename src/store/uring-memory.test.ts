import { beforeAll, expect, test } from 'vitest';
import { IoRings, IoUringCqe, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import { openedScenario, scenarioAt, seekTo } from '../testing/scenario-session.ts';
import { fieldAt } from './field-at.ts';
import type { FileMapping } from './file-mappings.ts';
import { memoryPlace } from './memory-place.ts';
import { memoryRegions, regionName } from './memory-regions.ts';
import { momentOf } from './moment.ts';
import { filesAt, isOfSqes } from './named-ranges.ts';
import { ringSize } from './ring-size.ts';
import type { Session } from './session.ts';
import { fetchUringPart } from './uring/part.ts';
import { scopes, variableText } from './variables.ts';

beforeAll(fetchUringPart);

const mappingOf = (session: Session, sqes: boolean): FileMapping => {
  const found = filesAt(session).find((mapping) => isOfSqes(mapping) === sqes);
  if (!found) throw new Error('not mapped');
  return found;
};

const names = (session: Session) => memoryRegions(session).map(regionName);

test('the mappings of a ring are regions with names, as long as they are there', async () => {
  const session = await openedScenario('healthy');
  expect(names(seekTo(session, 'io_uring_setup#1/InstallUring')).join()).not.toContain('fd 3');
  expect(names(seekTo(session, 'mmap#2/Call'))).toEqual(
    expect.arrayContaining(['SQ and CQ rings of fd 3', 'SQEs of fd 3']),
  );
  session.recording.seek(session.recording.length - 2);
  expect(names(session).join()).not.toContain('fd 3');
});

test('pointers into a ring say where they lead', async () => {
  const session = await scenarioAt('over-size', 'io_uring_enter#1/GetSqe');
  const { start } = mappingOf(session, false);
  const { names: called } = momentOf(session);
  expect(called.at(start + IoRings.sq_ring_entries)).toBe('SQ ring of fd 3: ring_entries');
  expect(called.at(start + IoRings.cq_tail + 1)).toBe('CQ ring of fd 3: tail+1');
  expect(called.at(start + IoRings.cqes + 2 * IoUringCqe.SIZEOF)).toBe('CQ ring of fd 3: cqes[2]');
  expect(called.at(start + IoRings.cqes + 16 * IoUringCqe.SIZEOF)).toBe('SQ ring of fd 3: array[0]');
  expect(called.at(mappingOf(session, true).start + 64)).toBe('SQEs of fd 3: sqes[1]');
  const ring = scopes(session)
    .flatMap(({ variables }) => variables)
    .find(({ name }) => name === 'map');
  expect(ring && variableText(session, ring)).toContain('SQ ring of fd 3: head');
});

test('each name leads back to its bytes', async () => {
  const session = await scenarioAt('over-size', 'io_uring_enter#1/GetSqe');
  const { start } = mappingOf(session, false);
  const sqes = mappingOf(session, true).start;
  expect(memoryPlace(session, 'SQEs of fd 3')).toEqual({ address: sqes, size: 1 });
  expect(memoryPlace(session, 'SQEs of fd 3: sqes[1]')).toEqual({ address: sqes + 64, size: 64 });
  expect(memoryPlace(session, 'sq ring of fd 3: ring_entries')).toEqual({ address: start + 24, size: 4 });
  expect(memoryPlace(session, 'CQ ring of fd 3: cqes[16]')).toHaveProperty('problem');
});

test('the words, the CQEs, the array and the SQEs: what they are, and who writes them', async () => {
  const session = await scenarioAt('healthy', 'io_uring_enter#1/CommitCqring');
  const { start } = mappingOf(session, false);
  const sqes = mappingOf(session, true).start;
  expect(fieldAt(session, start + IoRings.sq_ring_entries + 1, 1)).toMatchObject({
    owner: 'io_rings',
    name: 'sq_ring_entries',
    type: 'u32',
    struct: { name: 'struct io_rings', offset: 24 },
    value: '8',
    fn: 'io_allocate_scq_urings()',
    rules: ['URG-01', 'URG-06'],
  });
  const cqe = start + IoRings.cqes + IoUringCqe.SIZEOF;
  expect(fieldAt(session, cqe, 8)).toMatchObject({ owner: 'cqes[1]', name: 'user_data', value: '101' });
  expect(fieldAt(session, cqe + IoUringCqe.res, 4)).toMatchObject({ name: 'res', value: '0' });
  expect(fieldAt(session, cqe, IoUringCqe.SIZEOF)).toMatchObject({ type: 'struct io_uring_cqe', size: 16 });
  expect(fieldAt(session, start + IoRings.cqes + 16 * IoUringCqe.SIZEOF + 4, 1)).toMatchObject({
    name: 'sq_array[1]',
    value: '1 → sqes[1]',
  });
  expect(fieldAt(session, sqes + 2 * IoUringSqe.SIZEOF, 1)).toMatchObject({
    owner: 'sqes[2]',
    name: 'opcode',
    value: '0 IORING_OP_NOP',
  });
  expect(fieldAt(session, sqes + IoUringSqe.user_data, 1)).toMatchObject({ value: '100', size: 8 });
  expect(fieldAt(session, sqes, 64)).toMatchObject({ type: 'struct io_uring_sqe', size: 64 });
});

test('the number of entries in the shared page can be pointed at', async () => {
  const session = await scenarioAt('healthy', 'mmap#2/Call');
  const size = ringSize(session);
  const { start } = mappingOf(session, false);
  expect(size.kind !== 'none' && size.shared.map(({ name, at }) => [name, at])).toEqual([
    ['sq_ring_entries', start + 24],
    ['sq_ring_mask', start + 16],
    ['sq.head', start],
    ['sq.tail', start + 4],
  ]);
  expect(size.kind !== 'none' && size.pages.map(({ name }) => name)).toEqual([
    'SQ and CQ rings of fd 3',
    'SQEs of fd 3',
  ]);
});
