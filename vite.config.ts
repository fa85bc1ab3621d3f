import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';
import { compiledPrograms } from './src/cli/compiled-programs.mjs';
import { ensureBuilt } from './src/cli/targets.mjs';

const ASSEMBLY = join(import.meta.dirname, 'assembly');

const buildMachine = () => ensureBuilt('assembly', () => {});

/** Before a build: assembly/ becomes build/kring.wasm; asc's message fails the build. */
const assemblyOnce: Plugin = { name: 'kring-assembly', apply: 'build', buildStart: buildMachine };

/** In the dev server: again on every change, then a new page; asc's message goes to vite's overlay. */
const assemblyWatched: Plugin = {
  name: 'kring-assembly',
  apply: 'serve',
  async configureServer(server) {
    await rebuild(server);
    server.watcher.add(ASSEMBLY);
    server.watcher.on('change', async (file) => {
      if (!file.startsWith(ASSEMBLY) || !file.endsWith('.ts')) return;
      if (await rebuild(server)) server.ws.send({ type: 'full-reload' });
    });
  },
};

async function rebuild(server: ViteDevServer): Promise<boolean> {
  try {
    await buildMachine();
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    server.config.logger.error(message);
    server.ws.send({ type: 'error', err: { message, stack: '', plugin: 'asc' } });
    return false;
  }
}

const firstScreen = new Set<string>();

/**
 * What the page imports of its own without import() is one chunk. Otherwise every part that is fetched later takes out of it what the two
 * have in common, in a chunk for each combination, and small chunks are packed badly.
 */
const oneFirstChunk: Plugin = {
  name: 'kring-first-chunk',
  apply: 'build',
  buildEnd() {
    const add = (id: string) => {
      // Of a package that exports much the page takes little.
      if (firstScreen.has(id) || id.includes('node_modules')) return;
      firstScreen.add(id);
      for (const imported of this.getModuleInfo(id)?.importedIds ?? []) add(imported);
    };
    add(join(import.meta.dirname, 'src/main.tsx'));
  },
};

export default defineConfig({
  base: './',
  plugins: [react(), compiledPrograms(), assemblyOnce, assemblyWatched, oneFirstChunk],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'page', test: (id) => firstScreen.has(id) }] } },
    },
  },
});
