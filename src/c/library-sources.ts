const headerFiles = import.meta.glob<string>('./headers/**/*.h', { query: '?raw', import: 'default', eager: true });
const libcFiles = import.meta.glob<string>('./libc/*.c', { query: '?raw', import: 'default', eager: true });

/** Headers by the name an #include gives: `stdio.h`, `sys/types.h`. */
export const headers: ReadonlyMap<string, string> = new Map(
  Object.entries(headerFiles).map(([path, text]) => [path.slice('./headers/'.length), text]),
);

/** The C library: translation units of our own, compiled like a program. */
export const libcSources: readonly { readonly name: string; readonly text: string; readonly library: true }[] =
  Object.entries(libcFiles).map(([path, text]) => ({ name: path.slice('./'.length), text, library: true }));
