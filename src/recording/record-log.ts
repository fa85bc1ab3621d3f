import { RecordLayout } from '../../assembly/uapi/records.ts';
import { assertTrue } from '../lib/assert.ts';
import { decodeRecord, type Record, recordPosition, recordSize } from './record.ts';

/** Bytes of a chunk. No record crosses from one into the next. */
const CHUNK = 1 << 20;
/** Every so many records their place is written down; the ones between are found by walking. */
const STRIDE = 32;

/** All records of a run so far, kept as the bytes they came as and decoded when asked for. */
export class RecordLog {
  private readonly chunks: { bytes: Uint8Array; view: DataView; used: number }[] = [];
  /** Of record STRIDE * i: chunk number * CHUNK + offset, and position. */
  private readonly places: number[] = [];
  private readonly positions: number[] = [];
  private count = 0;
  /** Where the record looked up last lies, so that one after another costs no walk. */
  private lastIndex = 0;
  private lastPlace = 0;

  get length(): number {
    return this.count;
  }

  /** Memory it takes. */
  get byteLength(): number {
    return this.chunks.length * CHUNK;
  }

  /** Takes over what a machine drained. */
  append(trace: Uint8Array): void {
    if (trace.length === 0) return;
    const view = new DataView(trace.buffer, trace.byteOffset, trace.byteLength);
    for (let at = 0; at < trace.length; ) {
      const size = recordSize(view, at);
      let chunk = this.chunks.at(-1);
      if (chunk === undefined || chunk.used + size > CHUNK) {
        const bytes = new Uint8Array(CHUNK);
        chunk = { bytes, view: new DataView(bytes.buffer), used: 0 };
        this.chunks.push(chunk);
      }
      if (this.count % STRIDE === 0) {
        this.places.push((this.chunks.length - 1) * CHUNK + chunk.used);
        this.positions.push(recordPosition(view, at));
      }
      chunk.bytes.set(trace.subarray(at, at + size), chunk.used);
      chunk.used += size;
      this.count++;
      at += size;
    }
  }

  /** @param index from 0 */
  at(index: number): Record {
    const { view, offset } = this.find(index);
    return decodeRecord(view, offset);
  }

  /** The record's bytes as the machine wrote them. */
  bytesAt(index: number): Uint8Array {
    const { view, offset } = this.find(index);
    return new Uint8Array(view.buffer, offset, recordSize(view, offset));
  }

  /**
   * Goes through records without decoding them.
   * @param visit gets the bytes and where in them the record begins (RecordLayout)
   */
  forEach(from: number, to: number, visit: (view: DataView, at: number, index: number) => void): void {
    for (let index = from; index < to; index++) {
      const { view, offset } = this.find(index);
      visit(view, offset, index);
    }
  }

  /** How many records belong to moments up to and including `position`: the number of the first later one. */
  indexAt(position: number): number {
    let low = 0;
    let high = this.positions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.positions[middle]! <= position) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    let index = (low - 1) * STRIDE;
    const end = Math.min(index + STRIDE, this.count);
    while (index < end && this.positionAt(index) <= position) index++;
    return index;
  }

  /** The position of a record, without decoding it. */
  positionAt(index: number): number {
    const { view, offset } = this.find(index);
    return recordPosition(view, offset);
  }

  /** Whether a record belongs to this activity, without decoding it. */
  isOf(index: number, activity: number, ordinal: number): boolean {
    const { view, offset } = this.find(index);
    return (
      view.getUint16(offset + RecordLayout.activity, true) === activity &&
      view.getUint32(offset + RecordLayout.ordinal, true) === ordinal
    );
  }

  private find(index: number): { view: DataView; offset: number } {
    assertTrue(index >= 0 && index < this.count, `record ${index} of ${this.count}`);
    const near = index >= this.lastIndex && index - this.lastIndex < STRIDE;
    let at = near ? this.lastIndex : index - (index % STRIDE);
    let place = near ? this.lastPlace : this.places[at / STRIDE]!;
    for (; at < index; at++) place = this.after(place);
    this.lastIndex = index;
    this.lastPlace = place;
    return { view: this.chunks[Math.floor(place / CHUNK)]!.view, offset: place % CHUNK };
  }

  /** The place of the next record. */
  private after(place: number): number {
    const number = Math.floor(place / CHUNK);
    const chunk = this.chunks[number]!;
    const next = (place % CHUNK) + recordSize(chunk.view, place % CHUNK);
    return next < chunk.used ? number * CHUNK + next : (number + 1) * CHUNK;
  }
}
