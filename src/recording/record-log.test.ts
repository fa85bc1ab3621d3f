import { describe, expect, test } from 'vitest';
import { RecordKind, RecordLayout } from '../../assembly/uapi/records.ts';
import { RecordLog } from './record-log.ts';

/** Records of growing length, three for every position: enough for several chunks. */
function trace(from: number, count: number): Uint8Array {
  const sizes = Array.from({ length: count }, (_, i) => RecordLayout.HEADER + 8 * wordsOf(from + i));
  const view = new DataView(new ArrayBuffer(sizes.reduce((a, b) => a + b, 0)));
  let at = 0;
  for (let i = 0; i < count; i++) {
    view.setUint8(at + RecordLayout.kind, RecordKind.Step);
    view.setUint8(at + RecordLayout.words, wordsOf(from + i));
    view.setUint32(at + RecordLayout.ordinal, from + i, true);
    view.setUint32(at + RecordLayout.position, positionOf(from + i), true);
    at += sizes[i]!;
  }
  return new Uint8Array(view.buffer);
}
const wordsOf = (index: number) => index % 200;
const positionOf = (index: number) => Math.floor(index / 3) * 2;

function logOf(count: number): RecordLog {
  const log = new RecordLog();
  for (let from = 0; from < count; from += 1000) log.append(trace(from, Math.min(1000, count - from)));
  return log;
}

describe('a log of records', () => {
  const COUNT = 20_000;
  const log = logOf(COUNT);

  test('has every record at its number, in any order of asking', () => {
    expect(log.length).toBe(COUNT);
    for (let index = 0; index < COUNT; index++) expect(log.at(index).ordinal).toBe(index);
    let random = 1;
    for (let i = 0; i < 5000; i++) {
      random = (random * 48_271) % 0x7fff_ffff;
      const index = random % COUNT;
      expect(log.at(index).ordinal).toBe(index);
      expect(log.bytesAt(index).length).toBe(RecordLayout.HEADER + 8 * wordsOf(index));
    }
  });

  test('knows how many records belong to the moments up to a position', () => {
    for (const position of [0, 1, 2, 63, 64, 65, 9999, 10_000, positionOf(COUNT - 1) - 1]) {
      expect(log.indexAt(position)).toBe((Math.floor(position / 2) + 1) * 3);
    }
    expect(log.indexAt(-1)).toBe(0);
    expect(log.indexAt(positionOf(COUNT))).toBe(COUNT);
  });

  test('takes the memory of its bytes and little more', () => {
    const bytes = Array.from({ length: COUNT }, (_, i) => RecordLayout.HEADER + 8 * wordsOf(i)).reduce(
      (a, b) => a + b,
      0,
    );
    expect(log.byteLength).toBeGreaterThanOrEqual(bytes);
    expect(log.byteLength).toBeLessThan(bytes + 2 ** 21);
  });

  test('of nothing has nothing', () => {
    expect(new RecordLog().indexAt(5)).toBe(0);
    expect(() => new RecordLog().at(0)).toThrow('record 0 of 0');
  });
});
