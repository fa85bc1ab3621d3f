import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Deframer, framed } from './framing.ts';

test('frames come out as they went in, however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 })),
      fc.array(fc.integer({ min: 1, max: 30 })),
      (frames, cuts) => {
        const deframer = new Deframer();
        const stream = framed(frames);
        const found: Uint8Array[] = [];
        let at = 0;
        for (const cut of cuts) {
          found.push(...deframer.push(stream.slice(at, at + cut)));
          at += cut;
        }
        found.push(...deframer.push(stream.slice(at)));
        expect(found.map((frame) => [...frame])).toEqual(frames.map((frame) => [...frame]));
        expect(deframer.inside).toBe(false);
      },
    ),
  );
});

test('a frame that is too long is refused as soon as its length is known', () => {
  expect(() => new Deframer(100).push(Uint8Array.of(101, 0, 0, 0))).toThrow('BAD_MESSAGE');
  expect(new Deframer(100).push(Uint8Array.of(100, 0, 0, 0))).toEqual([]);
});
