// Compiles assembly/ to build/kring.wasm. Used by the build, the tests and vite's dev server.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The module the page, the command line and the tests load. */
export const WASM_FILE = join(root, 'build/kring.wasm');

const ASC_FLAGS = [
  'assembly/index.ts',
  '--runtime',
  'stub',
  '--importMemory',
  '--initialMemory',
  '1024',
  '--maximumMemory',
  '1024',
  '--zeroFilledMemory',
  '-O3',
  '--noAssert',
  '--noColors',
];

/**
 * @param {string} outFile where the module goes; its text form goes beside it, with .wat
 * @returns {Promise<void>} rejects with asc's own message, file and line in it
 */
export async function buildAssembly(outFile = WASM_FILE) {
  const asc = (await import('assemblyscript/asc')).default;
  mkdirSync(dirname(outFile), { recursive: true });
  const { error, stderr } = await asc.main([
    ...ASC_FLAGS,
    '--baseDir',
    root,
    '--outFile',
    outFile,
    '--textFile',
    outFile.replace(/wasm$/, 'wat'),
  ]);
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssembly();
