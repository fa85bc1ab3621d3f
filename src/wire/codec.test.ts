import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { inBatches } from './batches.ts';
import { fromHost, toHost } from './codec.ts';
import { LinkError } from './link-error.ts';
import {
  type FromHostMessage,
  MAX_FRAME,
  MAX_PATCHED,
  MAX_PATCHES,
  RegionKind,
  type ToHostMessage,
  WIRE_VERSION,
} from './messages.ts';

const patches = [
  { address: WINDOW_BASE, bytes: Uint8Array.of(1, 2, 3) },
  { address: WINDOW_BASE + WINDOW_SIZE - 1, bytes: Uint8Array.of(255) },
];

const questions: readonly ToHostMessage[] = [
  { type: 'hello', version: WIRE_VERSION },
  { type: 'file', name: 'data', bytes: Uint8Array.of(0, 1) },
  { type: 'memory', patches },
  {
    type: 'call',
    id: 7,
    nr: 206,
    args: [0n, 2n ** 64n - 1n, 2n ** 53n + 1n, 3n, 4n, 5n],
    room: undefined,
    patches: [],
  },
  { type: 'call', id: 8, nr: 9, args: [0n, 0n, 0n, 0n, 0n, 0n], room: { address: WINDOW_BASE, length: 4096 }, patches },
  { type: 'fetch', id: 9, ranges: [{ address: WINDOW_BASE, length: WINDOW_SIZE }], patches: [] },
];

const answers: readonly FromHostMessage[] = [
  { type: 'welcome', version: WIRE_VERSION, release: '6.18.44', cpus: 2, uring: -38n },
  { type: 'refusal', code: 'NO_AIO', detail: 'errno 38' },
  { type: 'output', fd: 1, bytes: Uint8Array.of(10) },
  { type: 'memory', patches },
  { type: 'returned', id: 7, result: -22n, signal: 13, began: 3n, ended: 4n, regions: undefined, patches },
  {
    type: 'returned',
    began: 0n,
    ended: 0n,
    id: 8,
    result: 2n ** 63n - 1n,
    signal: 0,
    regions: [{ address: WINDOW_BASE, length: 4096, protection: 3, kind: RegionKind.Ring }],
    patches: [],
  },
  { type: 'unmodelled', id: 9, detail: 2n ** 64n - 1n },
  { type: 'fetched', id: 10, began: 1n, ended: 2n ** 63n, patches },
];

/** What a side says to such a frame. */
function refusalOf(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof LinkError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('frames', () => {
  test.each(questions.map((message) => [message.type, message] as const))('%s comes as it went', (_, message) => {
    expect(toHost.decode(toHost.encode(message))).toEqual(message);
  });

  test.each(answers.map((message) => [message.type, message] as const))('%s comes as it went', (_, message) => {
    expect(fromHost.decode(fromHost.encode(message))).toEqual(message);
  });

  test('are bytes, the number of the message first, then its fields, little-endian', () => {
    const frame = toHost.encode({ type: 'memory', patches: [{ address: WINDOW_BASE, bytes: Uint8Array.of(171) }] });
    expect(Buffer.from(frame).toString('hex')).toBe('02010000000000000010000000' + '01000000ab');
  });

  test('a version is a whole number that changes with the messages', () => {
    expect(WIRE_VERSION).toBe(3);
  });
});

describe('what no honest side sends is BAD_MESSAGE', () => {
  test.each([...questions.map((m) => toHost.encode(m))].map((frame, i) => [questions[i]!.type, frame] as const))(
    '%s that ends early or late',
    (_, frame) => {
      for (let length = 0; length < frame.length; length++) {
        expect(refusalOf(() => toHost.decode(frame.subarray(0, length)))).toBe('BAD_MESSAGE');
      }
      expect(refusalOf(() => toHost.decode(Uint8Array.of(...frame, 0)))).toBe('BAD_MESSAGE');
    },
  );

  const memoryAt = (address: bigint, length: number) => {
    const frame = Buffer.alloc(17);
    frame[0] = 2;
    frame.writeUInt32LE(1, 1);
    frame.writeBigUInt64LE(address, 5);
    frame.writeUInt32LE(length, 13);
    return Buffer.concat([frame, Buffer.alloc(Math.min(length, 16))]);
  };

  test.each([
    ['before the window', BigInt(WINDOW_BASE) - 1n, 1],
    ['across its end', BigInt(WINDOW_BASE + WINDOW_SIZE) - 1n, 2],
    ['in the program that makes the calls', 0x7fff_0000_0000n, 8],
    ["in the kernel's half", 2n ** 64n - 8n, 8],
    ['longer than the frame', BigInt(WINDOW_BASE), 17],
    ['longer than allowed', BigInt(WINDOW_BASE), MAX_PATCHED + 1],
  ])('bytes %s', (_, address, length) => {
    expect(refusalOf(() => toHost.decode(memoryAt(address, length)))).toBe('BAD_MESSAGE');
  });

  test('a count that promises more than any frame holds', () => {
    const frame = Buffer.from('02ffffffff', 'hex');
    expect(refusalOf(() => toHost.decode(frame))).toBe('BAD_MESSAGE');
  });

  test('a number that no message has, and a frame that is too long', () => {
    expect(refusalOf(() => toHost.decode(Uint8Array.of(99)))).toBe('BAD_MESSAGE');
    expect(refusalOf(() => toHost.decode(new Uint8Array(MAX_FRAME + 1)))).toBe('BAD_MESSAGE');
  });

  test('a region of a kind that does not exist', () => {
    const frame = fromHost.encode({
      type: 'returned',
      began: 0n,
      ended: 0n,
      id: 1,
      result: 0n,
      signal: 0,
      regions: [{ address: WINDOW_BASE, length: 4096, protection: 3, kind: 4 as RegionKind }],
      patches: [],
    });
    expect(refusalOf(() => fromHost.decode(frame))).toBe('BAD_MESSAGE');
  });

  test('or is read as some message: nothing else is thrown', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(['accepted', 'BAD_MESSAGE']).toContain(refusalOf(() => toHost.decode(bytes)));
        expect(['accepted', 'BAD_MESSAGE']).toContain(refusalOf(() => fromHost.decode(bytes)));
      }),
    );
  });
});

describe('batches', () => {
  test('hold the same bytes in order, each no more than a message may', () => {
    const bytes = Uint8Array.from({ length: 2 * MAX_PATCHED + 5 }, (_, i) => i * 7);
    const batches = inBatches([{ address: WINDOW_BASE + 3, bytes }]);
    expect(batches.map((batch) => batch.reduce((sum, patch) => sum + patch.bytes.length, 0))).toEqual([
      MAX_PATCHED,
      MAX_PATCHED,
      5,
    ]);
    expect(batches.flat().map(({ address }) => address)).toEqual(
      [0, MAX_PATCHED, 2 * MAX_PATCHED].map((offset) => WINDOW_BASE + 3 + offset),
    );
    expect(Buffer.concat(batches.flat().map((patch) => patch.bytes)).equals(bytes)).toBe(true);
  });

  test('never have too many addresses, and fit a frame', () => {
    const many = Array.from({ length: MAX_PATCHES + 1 }, (_, i) => ({
      address: WINDOW_BASE + 16 * i,
      bytes: new Uint8Array(16),
    }));
    const batches = inBatches(many);
    expect(batches.map((batch) => batch.length)).toEqual([MAX_PATCHES, 1]);
    expect(toHost.encode({ type: 'memory', patches: batches[0]! }).length).toBeLessThanOrEqual(MAX_FRAME);
  });

  test('of nothing are one that is empty', () => {
    expect(inBatches([])).toEqual([[]]);
  });
});
