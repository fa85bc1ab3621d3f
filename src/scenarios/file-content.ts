/**
 * What the input files of scenarios and rule programs contain: bytes that depend on nothing but a seed and the
 * offset, so that the page, the command line and a real kernel read the same. assembly/sim/file-content.ts is the
 * same function for the model; a test compares the two.
 *
 * Word w (8 bytes, little-endian) of a file is the splitmix64 finaliser of w + seed * 0x9E3779B97F4A7C15, mod 2^64.
 * Seed 0 is a file of zero bytes.
 */

/** A file of the working directory, described by what makes it. Sizes in bytes; seed is a u32. */
export interface GeneratedFile {
  readonly name: string;
  readonly size: number;
  readonly seed: number;
}

const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n;
const TWO_32 = 0x1_0000_0000;

/** The byte at `offset` of a file made with `seed`. */
export function byteAt(seed: number, offset: number): number {
  const one = new Uint8Array(1);
  fillContent(seed, offset, one);
  return one[0]!;
}

/** Fills `into` with the bytes from `offset` on of a file made with `seed`. */
export function fillContent(seed: number, offset: number, into: Uint8Array): void {
  if (seed === 0) {
    into.fill(0);
    return;
  }
  const base = BigInt.asUintN(64, BigInt(seed >>> 0) * GOLDEN_GAMMA);
  const baseLow = Number(base & 0xffff_ffffn);
  const baseHigh = Number(base >> 32n);
  const word = new Uint8Array(8);
  let done = 0;
  while (done < into.length) {
    const position = offset + done;
    const index = Math.floor(position / 8);
    const low = (index % TWO_32) + baseLow;
    const high = (Math.floor(index / TWO_32) + baseHigh + (low >= TWO_32 ? 1 : 0)) % TWO_32;
    finalise(low >>> 0, high >>> 0, word);
    const first = position % 8;
    const count = Math.min(8 - first, into.length - done);
    for (let i = 0; i < count; i++) into[done + i] = word[first + i]!;
    done += count;
  }
}

/** A file's whole content. */
export function contentOf(file: GeneratedFile): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(file.size);
  fillContent(file.seed, 0, bytes);
  return bytes;
}

/**
 * splitmix64's finaliser on a 64-bit number in two halves (a BigInt here would cost ten times as much):
 * x ^= x >> 30; x *= 0xBF58476D1CE4E5B9; x ^= x >> 27; x *= 0x94D049BB133111EB; x ^= x >> 31.
 */
function finalise(low: number, high: number, into: Uint8Array): void {
  let lo = low ^ ((low >>> 30) | (high << 2));
  let hi = high ^ (high >>> 30);
  let next = multiplyHigh(lo, hi, 0x1ce4e5b9, 0xbf58476d);
  lo = Math.imul(lo, 0x1ce4e5b9);
  hi = next;
  lo ^= (lo >>> 27) | (hi << 5);
  hi ^= hi >>> 27;
  next = multiplyHigh(lo, hi, 0x133111eb, 0x94d049bb);
  lo = Math.imul(lo, 0x133111eb);
  hi = next;
  lo ^= (lo >>> 31) | (hi << 1);
  hi ^= hi >>> 31;
  into[0] = lo;
  into[1] = lo >>> 8;
  into[2] = lo >>> 16;
  into[3] = lo >>> 24;
  into[4] = hi;
  into[5] = hi >>> 8;
  into[6] = hi >>> 16;
  into[7] = hi >>> 24;
}

/** The high 32 bits of (aHigh:aLow * bHigh:bLow) mod 2^64. */
function multiplyHigh(aLow: number, aHigh: number, bLow: number, bHigh: number): number {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  // 16-bit limbs: every product and sum below stays under 2^33, exact in a double.
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carry = a0 * b1 + (middle & 0xffff);
  const top = a1 * b1 + (middle - (middle & 0xffff)) / 0x1_0000 + (carry - (carry & 0xffff)) / 0x1_0000;
  return ((top % TWO_32) + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) | 0;
}
