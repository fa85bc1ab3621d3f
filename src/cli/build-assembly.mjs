// Compiles assembly/ to build/kring.wasm. Used by the build, the tests and vite's dev server.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './paths.mjs';

/** The module the page, the command line and the tests load; its text form is beside it, with .wat. */
export const WASM_FILE = join(ROOT, 'build/kring.wasm');

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
  // What would need a cast if usize were 64 bits: it is 32 here.
  '--disableWarning',
  '201',
];

/**
 * A second pass of asc's own optimiser, with more inlining than asc has options for: the model is many small functions,
 * one for each idea, and a quarter of its time was the calls between them.
 * @param {string} file the module, replaced
 */
async function inlineMore(file) {
  const name = 'assemblyscript/binaryen';
  const binaryen = (await import(/** @type {string} */ (name))).default;
  const module = binaryen.readBinary(readFileSync(file));
  const { BulkMemory, BulkMemoryOpt, MutableGlobals, NontrappingFPToInt, SignExt } = binaryen.Features;
  module.setFeatures(BulkMemory | BulkMemoryOpt | MutableGlobals | NontrappingFPToInt | SignExt);
  // All of them, since asc leaves its own behind: sizes in instructions, -1 for any.
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(1);
  binaryen.setAlwaysInlineMaxSize(40);
  binaryen.setFlexibleInlineMaxSize(200);
  binaryen.setOneCallerInlineMaxSize(-1);
  binaryen.setAllowInliningFunctionsWithLoops(false);
  module.optimize();
  writeFileSync(file, module.emitBinary());
  module.dispose();
}

/**
 * Both files appear whole or not at all: others may be reading the ones of the last build.
 * @param {string} [outFile] where the module goes
 * @returns {Promise<void>} rejects with asc's own message, file and line in it
 */
export async function buildAssembly(outFile = WASM_FILE) {
  // By a name tsc does not follow: asc's declarations put a `console` and a `Math` of AssemblyScript's over everybody's.
  const name = 'assemblyscript/asc';
  const asc = (await import(/** @type {string} */ (name))).default;
  mkdirSync(dirname(outFile), { recursive: true });
  const text = outFile.replace(/wasm$/, 'wat');
  const unfinished = `.${process.pid}.tmp`;
  const { error, stderr } = await asc.main([
    ...ASC_FLAGS,
    '--baseDir',
    ROOT,
    '--outFile',
    outFile + unfinished,
    '--textFile',
    text + unfinished,
  ]);
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  await inlineMore(outFile + unfinished);
  renameSync(text + unfinished, text);
  renameSync(outFile + unfinished, outFile);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssembly();
