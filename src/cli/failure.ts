/** What a user can read and act on: printed behind `kring: `, and kring ends with status 125. */
export class Failure extends Error {}

/** Status of everything that is kring's own failure, and not the program's. */
export const OWN_FAILURE = 125;

/** The code of a failed system call of Node's, e.g. ENOENT. */
export function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
