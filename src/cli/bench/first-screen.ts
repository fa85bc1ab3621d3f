import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * Bytes over the wire until the page is interactive: what index.html names, the machine and the first scenario's program
 * among it; fonts apart, and what is loaded later. e2e/bench/first-screen.ts asks a browser what it really fetches.
 * @param directory the built page
 * @returns undefined when it is not built
 */
export function measureFirstScreen(
  directory: string,
): { total: number; files: { name: string; bytes: number }[] } | undefined {
  const page = join(directory, 'index.html');
  if (!existsSync(page)) return undefined;
  const html = readFileSync(page, 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css|wasm))"/g)].map((match) => match[1]!);
  const files = ['index.html', ...named].map((name) => ({
    name,
    bytes: gzipSync(readFileSync(join(directory, name)), { level: 9 }).length,
  }));
  return { total: files.reduce((sum, file) => sum + file.bytes, 0), files };
}
