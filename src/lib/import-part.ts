let tries = 0;

/**
 * A part of the page that is fetched when it is needed. Chromium remembers a module that could not be fetched for as long
 * as the page lives, so the next attempt goes by another address, which it names itself in its error.
 * @param load an import() as it is, since it may be made again; the modules that the part itself imports must be there already
 * @returns rejects when it cannot be fetched now; asking again fetches again
 */
export async function importPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const address = error instanceof Error ? /https?:\S+\.js/.exec(error.message)?.[0] : undefined;
    if (address === undefined) throw error;
    return await import(/* @vite-ignore */ `${address}?again=${++tries}`);
  }
}
