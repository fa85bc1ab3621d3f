const BUILT = new URL('../../build/kring.wasm', import.meta.url);

/**
 * The compiled model: one module for as many machines as one likes.
 * In a browser it is fetched from where the build put it; under Node it is read from a file.
 * @param file under Node: where it is, when that is not build/kring.wasm of this checkout
 */
export async function loadModule(file: URL | string = BUILT): Promise<WebAssembly.Module> {
  if (typeof process === 'object' && process.versions?.node !== undefined) {
    // Not an import: a bundle for the page must not try to resolve it.
    const { readFile } = process.getBuiltinModule('node:fs/promises');
    return WebAssembly.compile(await readFile(file));
  }
  // Not compileStreaming: it insists on a media type that not every static host sends.
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}
