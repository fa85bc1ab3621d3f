// Where things are in a clone.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The built page, and the built command line with its wasm module beside it. */
export const PAGE_DIRECTORY = join(ROOT, 'dist');
export const CLI_DIRECTORY = join(ROOT, 'build/cli');
