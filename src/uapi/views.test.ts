import { describe, expect, test } from 'vitest';
import { Iocb } from '../../assembly/uapi/aio_abi.ts';
import { AIO_RING_FIELDS, AioRingView, slotOffset, unreaped } from './aio-ring-view.ts';
import { IoEventView } from './io-event-view.ts';
import { IOCB_FIELDS, IocbView } from './iocb-view.ts';
import { IovecView } from './iovec-view.ts';

/** Bytes as they stand in a hex dump. */
function bytes(dump: string): DataView {
  const pairs = dump.trim().split(/\s+/);
  return new DataView(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)).buffer);
}

/** struct iocb as gcc lays it out: a PREADV of 2 segments with IOCB_FLAG_RESFD. */
const PREADV = bytes(`
  ef be ad de 00 00 00 80   00 00 00 00 08 00 00 00
  07 00 ff ff 03 00 00 00   00 10 00 0f 10 00 00 00
  02 00 00 00 00 00 00 00   ff ff ff ff ff ff ff ff
  00 00 00 00 00 00 00 00   01 00 00 00 05 00 00 00`);

describe('struct iocb', () => {
  test('reads every field at its offset', () => {
    const iocb = new IocbView(PREADV);
    expect(iocb.aio_data).toBe(0x80000000deadbeefn);
    expect(iocb.aio_rw_flags).toBe(8);
    expect(iocb.aio_lio_opcode).toBe(7);
    expect(iocb.aio_reqprio).toBe(-1);
    expect(iocb.aio_fildes).toBe(3);
    expect(iocb.aio_buf).toBe(0x100f001000n);
    expect(iocb.aio_nbytes).toBe(2n);
    expect(iocb.aio_offset).toBe(-1n);
    expect(iocb.aio_flags).toBe(1);
    expect(iocb.aio_resfd).toBe(5);
  });

  test('the field table covers the 64 bytes, in order, without a gap', () => {
    let end = 0;
    for (const field of IOCB_FIELDS) {
      expect(field.offset, field.name).toBe(end);
      end += field.size;
    }
    expect(end).toBe(Iocb.SIZEOF);
  });

  test('table and getters agree', () => {
    const iocb = new IocbView(PREADV);
    for (const field of IOCB_FIELDS) expect(iocb.field(field), field.name).toBe(BigInt(iocb[field.name]));
  });
});

test('struct io_event: res is signed', () => {
  const event = new IoEventView(
    bytes(`07 00 00 00 00 00 00 00  40 20 00 0f 10 00 00 00  f7 ff ff ff ff ff ff ff  00 00 00 00 00 00 00 00`),
  );
  expect([event.data, event.obj, event.res, event.res2]).toEqual([7n, 0x100f002040n, -9n, 0n]);
});

test('struct iovec', () => {
  const iovec = new IovecView(bytes(`00 10 00 0f 10 00 00 00  00 02 00 00 00 00 00 00`));
  expect([iovec.iov_base, iovec.iov_len]).toEqual([0x100f001000n, 512n]);
});

describe('struct aio_ring', () => {
  const ring = new AioRingView(
    bytes(`00 00 00 00 7f 00 00 00 7d 00 00 00 02 00 00 00  a1 10 0a a1 01 00 00 00 00 00 00 00 20 00 00 00`),
  );

  test('reads its eight words', () => {
    expect(AIO_RING_FIELDS.map((field) => ring.field(field))).toEqual([0, 127, 125, 2, 0xa10a10a1, 1, 0, 32]);
    expect(ring.isRing).toBe(true);
  });

  test.each([
    // head, tail, nr, events
    [125, 2, 127, 4],
    [0, 0, 127, 0],
    [5, 3, 127, 125],
    [128, 3, 127, 2],
    [0, 2, 0, 0],
  ])('head %i, tail %i, nr %i: %i unreaped', (head, tail, nr, events) => {
    expect(unreaped(head, tail, nr)).toBe(events);
  });

  test('slot 127 begins the second page', () => {
    expect(slotOffset(126) + 32).toBe(4096);
    expect(slotOffset(127)).toBe(4096);
  });
});
