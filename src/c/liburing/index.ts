/// <reference types="vite/client" />
/**
 * liburing by version, as headers and C of our own with the layouts of the real ones. A program that includes
 * <liburing.h> is compiled with the headers of one release and linked with the library of another: what comes of it
 * depends on where the bytes lie, and on nothing here.
 */
import type { ProgramUnit } from '../compile.ts';

const headerFiles = import.meta.glob<string>('./headers/*.h', { query: '?raw', import: 'default', eager: true });
const sharedFiles = import.meta.glob<string>('./include/**/*.h', { query: '?raw', import: 'default', eager: true });
const sourceFiles = import.meta.glob<string>('./src/*.c', { query: '?raw', import: 'default', eager: true });

/** The releases, and under which file of headers/ each is: those of one file differ in nothing that is modelled. */
const HEADER_OF = {
  '2.0': '2.0',
  '2.1': '2.0',
  '2.2': '2.2',
  '2.3': '2.3',
  '2.4': '2.4',
  '2.5': '2.5',
  '2.6': '2.5',
  '2.7': '2.5',
  '2.8': '2.5',
  '2.9': '2.5',
  '2.10': '2.10',
  '2.11': '2.10',
  '2.12': '2.10',
  '2.13': '2.10',
  '2.14': '2.14',
  '2.15': '2.14',
} as const;

export type LiburingRelease = keyof typeof HEADER_OF;

export const LIBURING_RELEASES = Object.keys(HEADER_OF) as readonly LiburingRelease[];

const paths = new Map<string, ReadonlyMap<string, string>>();

/** The include path of a release: <liburing.h> and what it includes. The same object for the same texts. */
export function liburingHeaders(release: LiburingRelease): ReadonlyMap<string, string> {
  const file = HEADER_OF[release];
  let path = paths.get(file);
  if (!path) {
    path = includePath(headerFiles[`./headers/${file}.h`]!);
    paths.set(file, path);
  }
  return path;
}

/** An include path with this text as <liburing.h>. */
export function includePath(liburing: string): ReadonlyMap<string, string> {
  const shared = Object.entries(sharedFiles).map(([path, text]) => [path.slice('./include/'.length), text] as const);
  return new Map([['liburing.h', liburing], ...shared]);
}

/** The library of a release, compiled against its own headers. */
export function liburingUnits(headers: ReadonlyMap<string, string>): readonly ProgramUnit[] {
  return Object.entries(sourceFiles).map(([path, text]) => ({
    name: `liburing/${path.slice('./src/'.length)}`,
    text,
    headers,
  }));
}

/** What a program gets that includes <liburing.h> and says nothing of releases. */
export const NEWEST_LIBURING: LiburingRelease = '2.15';

/** Whether a source includes <liburing.h>. */
export function includesLiburing(text: string): boolean {
  return /^[ \t]*#[ \t]*include[ \t]*<liburing\.h>/m.test(text);
}
