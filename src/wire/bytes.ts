import { LinkError } from './link-error.ts';

/** A frame being written. Little-endian. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  u8(value: number): void {
    const at = this.claim(1);
    this.view.setUint8(at, value);
  }

  u32(value: number): void {
    const at = this.claim(4);
    this.view.setUint32(at, value, true);
  }

  u64(value: bigint): void {
    const at = this.claim(8);
    this.view.setBigUint64(at, value, true);
  }

  raw(bytes: Uint8Array): void {
    const at = this.claim(bytes.length);
    this.bytes.set(bytes, at);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.length);
  }

  /** @returns where the next `count` bytes go */
  private claim(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, 2 * this.bytes.length));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    return at;
  }
}

/** A frame from the other side, which may hold anything. Every method throws a LinkError where it ends too early. */
export class ByteReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.view.getUint8(this.claim(1));
  }

  u32(): number {
    return this.view.getUint32(this.claim(4), true);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.claim(8), true);
  }

  /** A view of the frame, not a copy. */
  raw(length: number): Uint8Array {
    const at = this.claim(length);
    return this.bytes.subarray(at, at + length);
  }

  end(): void {
    if (this.at !== this.bytes.length)
      throw new LinkError('BAD_MESSAGE', `${this.bytes.length - this.at} bytes too many`);
  }

  private claim(count: number): number {
    const at = this.at;
    if (count > this.bytes.length - at) throw new LinkError('BAD_MESSAGE', `ends after ${this.bytes.length} bytes`);
    this.at += count;
    return at;
  }
}
