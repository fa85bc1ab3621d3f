/**
 * The content of seeded files. Page, command line and tests make the same bytes: 8-byte word w of a file is
 * splitmix64 of w + seed * 0x9E3779B97F4A7C15, little endian; seed 0 is zero bytes.
 */
export function contentWord(seed: u32, word: u64): u64 {
  let x = word + <u64>seed * 0x9e37_79b9_7f4a_7c15;
  x ^= x >> 30;
  x *= 0xbf58_476d_1ce4_e5b9;
  x ^= x >> 27;
  x *= 0x94d0_49bb_1331_11eb;
  x ^= x >> 31;
  return x;
}

/** Writes `length` bytes from `offset` of the seeded content to a physical address. */
export function fillContent(seed: u32, offset: u64, to: usize, length: u32): void {
  if (seed == 0) {
    memory.fill(to, 0, length);
    return;
  }
  const end = to + length;
  while (to < end) {
    const word = contentWord(seed, offset >> 3);
    const skip = <u32>offset & 7;
    if (skip == 0 && end - to >= 8) {
      store<u64>(to, word);
      to += 8;
      offset += 8;
    } else {
      store<u8>(to, <u8>(word >> (skip << 3)));
      to++;
      offset++;
    }
  }
}
