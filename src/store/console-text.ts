import { picture } from './picture.ts';
import { known } from './record-index.ts';
import type { Session } from './session.ts';

/** A stretch of output that went to one fd. */
export interface Chunk {
  readonly fd: number;
  readonly text: string;
}

export interface ConsoleText {
  readonly chunks: readonly Chunk[];
  /** Output before the chunks is not kept. */
  readonly cut: boolean;
}

/** What the console keeps: so many lines, and so many bytes when lines are long. */
export const MAX_LINES = 500;
const MAX_BYTES = 32_768;

/** The program's output up to the cursor. */
export const consoleText = picture<ConsoleText>(({ index, recording }: Session) => {
  const count = known(index.outputs, index.recordsAt(recording.position));
  const pieces: { fd: number; bytes: Uint8Array }[] = [];
  let bytes = 0;
  let lines = 0;
  let at = count - 1;
  for (; at >= 0 && bytes < MAX_BYTES && lines < MAX_LINES; at--) {
    const record = index.at(index.outputs[at]!);
    if (record.kind !== 'output') continue;
    pieces.push({ fd: record.fd, bytes: record.bytes });
    bytes += record.bytes.length;
    for (const byte of record.bytes) if (byte === NEWLINE) lines++;
  }
  return { chunks: join(pieces.reverse()), cut: at >= 0 };
});

const NEWLINE = 10;

/** Neighbours of the same fd become one text, so that a character cut between two writes is whole again. */
function join(pieces: readonly { fd: number; bytes: Uint8Array }[]): Chunk[] {
  const joined: { fd: number; bytes: number[] }[] = [];
  for (const { fd, bytes } of pieces) {
    const last = joined.at(-1);
    if (last?.fd === fd) last.bytes.push(...bytes);
    else joined.push({ fd, bytes: [...bytes] });
  }
  return joined.map(({ fd, bytes }) => ({ fd, text: printable(Uint8Array.from(bytes)) }));
}

/** UTF-8 as text; what is no UTF-8 and no line end or tab is written `\x1b`. */
export function printable(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    const character = length > 0 ? utf8.decode(bytes.subarray(at, at + length)) : '';
    const isControl =
      length === 1 && (bytes[at]! < 32 || bytes[at] === 127) && bytes[at] !== NEWLINE && bytes[at] !== 9;
    if (length === 0 || isControl) {
      text += `\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
      at++;
    } else {
      text += character;
      at += length;
    }
  }
  return text;
}

const utf8 = new TextDecoder();

/** Bytes of the UTF-8 sequence that begins here; 0 when none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length =
    first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  const second = bytes[at + 1]!;
  const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
  const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
  return overlong || outside ? 0 : length;
}
