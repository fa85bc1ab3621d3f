import { expect, test } from 'vitest';
import { Iocb, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { scenarioAt } from '../testing/scenario-session.ts';
import { slotOffset } from '../uapi/aio-ring-view.ts';
import { contextsAt } from './contexts.ts';
import { fieldAt } from './field-at.ts';
import { widen } from './field-picture.ts';
import { iocbList } from './iocbs.ts';
import type { Session } from './session.ts';

const handleOf = (session: Session) => contextsAt(session)[0]?.handle ?? 0;
const iocbOf = (session: Session) => iocbList(session).current ?? 0;

test('a word of the ring, by any of its bytes', async () => {
  const session = await scenarioAt('one-read', 'aio_complete#1/PublishTail');
  const field = fieldAt(session, handleOf(session) + 13, 1);
  expect(field).toMatchObject({ name: 'tail', owner: 'aio_ring', value: '1', size: 4 });
  expect(field.struct).toEqual({ name: 'struct aio_ring', offset: 12 });
  expect(field.address).toBe(handleOf(session) + 12);
  expect(field.rules).toContain('RNG-04');
});

test('the header as a whole', async () => {
  const session = await scenarioAt('one-read', 'aio_complete#1/PublishTail');
  expect(fieldAt(session, handleOf(session), 32)).toMatchObject({
    name: 'aio_ring',
    type: 'struct aio_ring',
    size: 32,
  });
});

test('an event in the ring: the whole, and each of its fields', async () => {
  const session = await scenarioAt('one-read', 'aio_complete#1/PublishTail');
  const slot = handleOf(session) + slotOffset(0);
  expect(fieldAt(session, slot, IoEvent.SIZEOF)).toMatchObject({ name: 'io_events[0]', type: 'struct io_event' });
  expect(fieldAt(session, slot, 8)).toMatchObject({ name: 'data', owner: 'io_events[0]', value: '42' });
  expect(fieldAt(session, slot + IoEvent.res, 8)).toMatchObject({ name: 'res', value: '4096' });
  expect(fieldAt(session, slot + IoEvent.obj, 8).value).toMatch(/^0x[0-9a-f]+ → iocb$/);
});

test('what lies behind the last slot is said to be no slot', async () => {
  const session = await scenarioAt('one-read', 'aio_complete#1/PublishTail');
  const after = handleOf(session) + slotOffset(127);
  expect(fieldAt(session, after - 1, 1).owner).toBe('io_events[126]');
  // 127 slots fill the only page: behind it is no ring any more.
  expect(fieldAt(session, after, 1).struct).toBeUndefined();
});

test('a field of an iocb, by the name that the program has for the iocb', async () => {
  const session = await scenarioAt('completion-order', 'io_submit#1/CopyIocb');
  const opcode = fieldAt(session, iocbOf(session) + Iocb.aio_lio_opcode, 2);
  expect(opcode.owner).toMatch(/^iocb\[\d\]$/);
  expect(opcode).toMatchObject({ name: 'aio_lio_opcode', value: '5 IOCB_CMD_POLL', type: '__u16' });
  expect(fieldAt(session, iocbOf(session) + Iocb.aio_buf, 8).value).toBe('0x1 POLLIN');
  expect(fieldAt(session, iocbOf(session), Iocb.SIZEOF)).toMatchObject({ type: 'struct iocb', value: undefined });
});

test('an iovec, and a plain variable', async () => {
  const session = await scenarioAt('preadv-two-buffers', 'io_submit#1/CopyIocb');
  const buf = fieldAt(session, iocbOf(session) + Iocb.aio_buf, 8).value ?? '';
  expect(buf).toContain('parts[0]');
  const parts = Number(/0x[0-9a-f]+/.exec(buf)?.[0]);
  expect(fieldAt(session, parts + 16 + 8, 8)).toMatchObject({ name: 'iov_len', owner: 'parts[1]', type: 'size_t' });
  expect(fieldAt(session, parts, 16)).toMatchObject({ name: 'parts[0]', type: 'struct iovec' });
});

test('a byte that nobody knows is shown as it is; one that is not mapped is said to be so', async () => {
  const session = await scenarioAt('one-read', 'io_submit#1/CopyIocb');
  expect(fieldAt(session, 0x10, 1)).toMatchObject({ value: undefined, says: 'not mapped' });
});

test('one byte widens to its field, but not to a whole buffer', async () => {
  const session = await scenarioAt('one-read', 'aio_complete#1/PublishTail');
  expect(widen(session, { kind: 'bytes', address: handleOf(session) + 9, size: 1 })).toEqual({
    kind: 'bytes',
    address: handleOf(session) + 8,
    size: 4,
  });
  const whole = { kind: 'bytes', address: handleOf(session), size: 32 } as const;
  expect(widen(session, whole)).toBe(whole);
  expect(widen(session, { kind: 'fact', fact: 'tail' })).toEqual({ kind: 'fact', fact: 'tail' });
});
