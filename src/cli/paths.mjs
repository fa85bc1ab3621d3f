// Where things are in a clone.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The process that makes the system calls of a program on this machine's kernel. */
export const SESSION_CHILD_FILE = join(ROOT, 'build/host/session-child.js');

/** What serves a page's programs with such processes, for npm start. */
export const HOST_SERVER_FILE = join(ROOT, 'build/host-server/server.js');

/** The built page, and the built command line with its wasm module beside it. */
export const PAGE_DIRECTORY = join(ROOT, 'dist');
export const CLI_DIRECTORY = join(ROOT, 'build/cli');
