import { LinkError } from './link-error.ts';
import { MAX_FRAME } from './messages.ts';

/** Of a frame's length, which stands before it: a u32, little-endian. */
const HEADER = 4;

/** Frames one behind the other, for a stream or for one message of many. */
export function framed(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + HEADER + frame.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const frame of frames) {
    view.setUint32(at, frame.length, true);
    bytes.set(frame, at + HEADER);
    at += HEADER + frame.length;
  }
  return bytes;
}

/** Finds the frames in a stream that comes in pieces. */
export class Deframer {
  private pieces: Uint8Array[] = [];
  private length = 0;

  /** @param most bytes of one frame */
  constructor(private readonly most = MAX_FRAME) {}

  /** Whether a frame has begun and is not there yet. */
  get inside(): boolean {
    return this.length > 0;
  }

  /**
   * The frames that end in this piece; it is kept, so it must not change.
   * @throws {LinkError} BAD_MESSAGE for one that is too long
   */
  push(piece: Uint8Array): Uint8Array[] {
    this.pieces.push(piece);
    this.length += piece.length;
    const frames: Uint8Array[] = [];
    while (this.length >= HEADER) {
      const bytes = this.joined();
      const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      if (size > this.most) throw new LinkError('BAD_MESSAGE', `a frame of ${size} bytes`);
      if (bytes.length < HEADER + size) break;
      frames.push(bytes.subarray(HEADER, HEADER + size));
      this.pieces = [bytes.subarray(HEADER + size)];
      this.length -= HEADER + size;
    }
    return frames;
  }

  private joined(): Uint8Array {
    const [first = new Uint8Array(0)] = this.pieces;
    if (this.pieces.length <= 1) return first;
    // A long frame comes in many pieces: they are joined when it may be complete.
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.pieces = [bytes];
    return bytes;
  }
}
