import { readFileSync } from 'node:fs';
import { cli } from '../text/en/cli.ts';
import { errorCode, Failure } from './failure.ts';

/** A C source as compile() takes it. */
export interface Source {
  /** As the user gave it; gcc's name for standard input is used for it here too. */
  readonly name: string;
  readonly text: string;
}

const STDIN = 0;

/**
 * @param path of a C file, or - for standard input
 * @throws {Failure} when it cannot be read or is not UTF-8
 */
export function readSource(path: string): Source {
  const name = path === '-' ? '<stdin>' : path;
  const bytes = readBytes(path === '-' ? STDIN : path, name);
  return { name, text: decodeUtf8(name, bytes) };
}

/** @throws {Failure} naming `name` */
export function readBytes(path: string | number, name: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') throw new Failure(cli.missing(name));
    if (code === 'EISDIR') throw new Failure(cli.directory(name));
    throw new Failure(cli.unreadable(name, code));
  }
}

function decodeUtf8(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const { line, column } = firstBadByte(bytes);
    throw new Failure(cli.notUtf8(name, line, column));
  }
}

/** Where the text stops being UTF-8; lines and columns count from 1, columns in UTF-16 units. */
function firstBadByte(bytes: Uint8Array): { line: number; column: number } {
  let good = 0;
  for (let bad = bytes.length; bad - good > 1; ) {
    const middle = (good + bad) >> 1;
    if (isUtf8Prefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const lines = new TextDecoder().decode(bytes.subarray(0, good), { stream: true }).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Whether it is UTF-8 as far as it goes: it may end inside a character. */
function isUtf8Prefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
