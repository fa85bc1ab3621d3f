// A plugin for vite: `src/scenarios/ID/program.c?compiled` is a module that exports the scenario's compiled Program, so
// that the page opens with it and fetches the compiler only when somebody edits. The built index.html names the first
// of them, and the machine, so that they come together with the page's code and not after it.
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const PROGRAM = /\/src\/scenarios\/([^/]+)\/program\.c\?compiled$/;
const MAKER = join(ROOT, 'src/cli/program-module.ts');

/** @typedef {{ module: typeof import('./program-module.ts'), dependencies: string[] }} Maker */

/** The compiler itself, run by vite as the command line runs it built. */
async function loadMaker() {
  const { runnerImport } = await import('vite');
  const imported = await runnerImport(MAKER, { root: ROOT, logLevel: 'error' });
  return /** @type {Maker} */ (imported);
}

/** @returns {import('vite').Plugin} */
export function compiledPrograms() {
  /** @type {Promise<Maker> | undefined} */
  let loaded;
  const maker = () => {
    loaded ??= loadMaker();
    return loaded;
  };
  return {
    name: 'kring-compiled-programs',
    // A file that changed may be the compiler's, the library's or the program's.
    watchChange() {
      loaded = undefined;
    },
    async load(id) {
      const scenario = PROGRAM.exec(id)?.[1];
      if (scenario === undefined) return null;
      const { module, dependencies } = await maker();
      for (const file of [MAKER, ...dependencies]) this.addWatchFile(file);
      return { code: module.programModule(scenario), moduleType: 'js', map: null };
    },
    async transformIndexHtml(_html, { bundle }) {
      if (!bundle) return [];
      const { firstScenario } = (await maker()).module;
      const isFirst = (/** @type {string | null} */ id) => id !== null && PROGRAM.exec(id)?.[1] === firstScenario;
      return Object.values(bundle).flatMap((file) => {
        const href = `./${file.fileName}`;
        if (file.type === 'chunk' && isFirst(file.facadeModuleId)) return preload({ rel: 'modulepreload', href });
        if (file.fileName.endsWith('.wasm')) return preload({ rel: 'preload', as: 'fetch', href });
        return [];
      });
    },
  };
}

/** @returns {import('vite').HtmlTagDescriptor} */
function preload(/** @type {Record<string, string>} */ attributes) {
  return { tag: 'link', attrs: { ...attributes, crossorigin: true }, injectTo: 'head' };
}
