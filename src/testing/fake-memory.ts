import type { MappedRange, UserMemory } from '../machine/machine.ts';

/** User memory for tests: a few ranges of bytes, nothing mapped between them. */
export class FakeMemory implements UserMemory {
  private readonly ranges: { address: number; bytes: Uint8Array }[] = [];

  map(address: number, bytes: Uint8Array | readonly number[]): this {
    this.ranges.push({ address, bytes: Uint8Array.from(bytes) });
    return this;
  }

  /** Maps 8-byte words, little-endian. */
  words(address: number, ...values: (number | bigint)[]): this {
    const view = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => {
      view.setBigInt64(i * 8, BigInt(value), true);
    });
    return this.map(address, new Uint8Array(view.buffer));
  }

  /** Maps a C string with its end. */
  string(address: number, text: string): this {
    return this.map(address, [...new TextEncoder().encode(text), 0]);
  }

  read(address: number, length: number, into: Uint8Array): number {
    for (let i = 0; i < length; i++) {
      const range = this.ranges.find((r) => address + i >= r.address && address + i < r.address + r.bytes.length);
      if (!range) return i;
      into[i] = range.bytes[address + i - range.address]!;
    }
    return length;
  }

  protection(address: number) {
    return this.read(address, 1, new Uint8Array(1)) === 1 ? { read: true, write: true, ring: false } : undefined;
  }

  mappings(): MappedRange[] {
    return this.ranges
      .map(({ address, bytes }) => ({
        start: address,
        end: address + bytes.length,
        read: true,
        write: true,
        ring: false,
      }))
      .sort((a, b) => a.start - b.start);
  }
}
