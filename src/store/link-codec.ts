/**
 * A program in the fragment of an address: `1.` and the base64url of deflate-raw of JSON. Anybody can write a
 * fragment, so all of it is bounded: its length, what it unpacks to, and the time that takes.
 */

/** A program with the files of a scenario, and where in its run to stand. */
export interface SharedProgram {
  /** Id of the scenario whose files it has. */
  readonly scenario: string;
  readonly text: string;
  /** A mark, or the number of a moment; undefined is the beginning. */
  readonly at: string | undefined;
}

/** Why a fragment is no program. */
export type LinkProblem = 'version' | 'damaged' | 'tooLarge';

const VERSION = '1';
/** Characters of a fragment. Chat programs cut addresses long before. */
export const LONGEST_FRAGMENT = 65_536;
/** Bytes that a fragment may unpack to. */
export const LARGEST_CONTENT = 262_144;
/** A slice of packed bytes unpacks to a megabyte at most, and only then the size is looked at. */
const SLICE = 1_024;
const MOST_MS = 2_000;
const LONGEST_NAME = 100;

/** @returns the fragment, without `#`; undefined when the program is too long for a link */
export async function encodeProgram({ scenario, text, at }: SharedProgram): Promise<string | undefined> {
  const content = new TextEncoder().encode(JSON.stringify({ scenario, text, at }));
  if (content.length > LARGEST_CONTENT) return undefined;
  const packed = await through(content, new CompressionStream('deflate-raw'));
  const fragment = `${VERSION}.${toBase64url(packed)}`;
  return fragment.length > LONGEST_FRAGMENT ? undefined : fragment;
}

/** @param fragment without `#` */
export async function decodeProgram(fragment: string): Promise<SharedProgram | LinkProblem> {
  if (fragment.length > LONGEST_FRAGMENT) return 'tooLarge';
  const dot = fragment.indexOf('.');
  if (fragment.slice(0, dot) !== VERSION) return /^\d+\./.test(fragment) ? 'version' : 'damaged';
  try {
    const packed = fromBase64url(fragment.slice(dot + 1));
    const content = await through(packed, new DecompressionStream('deflate-raw'), {
      bytes: LARGEST_CONTENT,
      ms: MOST_MS,
    });
    return programOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))) ?? 'damaged';
  } catch (error) {
    return error instanceof RangeError ? 'tooLarge' : 'damaged';
  }
}

function programOf(value: unknown): SharedProgram | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { scenario, text, at } = value as Record<string, unknown>;
  if (typeof scenario !== 'string' || typeof text !== 'string' || scenario.length > LONGEST_NAME) return undefined;
  if (at !== undefined && (typeof at !== 'string' || at.length > LONGEST_NAME)) return undefined;
  return { scenario, text, at };
}

/** @throws RangeError when more comes out than `most` allows, or it takes longer */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
  most = { bytes: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY },
): Promise<Uint8Array> {
  let at = 0;
  const slices = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (at >= bytes.length) {
          controller.close();
          return;
        }
        controller.enqueue(bytes.subarray(at, at + SLICE));
        at += SLICE;
      },
    },
    { highWaterMark: 0 },
  );
  const reader = slices.pipeThrough(transform).getReader();
  const deadline = performance.now() + most.ms;
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > most.bytes || performance.now() > deadline) {
      await reader.cancel();
      throw new RangeError('too much');
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws when it is not base64url */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new SyntaxError('not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
}
