/** A program or a file for which the machine has no room. */
export class LoadError extends Error {
  constructor(
    /** The file's name; undefined for the program itself. */
    readonly file: string | undefined,
    /** As the kernel says it: ENOMEM, ENOSPC. */
    readonly errno: number,
  ) {
    super(`no room for ${file === undefined ? 'the program' : `the file ${file}`}: errno ${errno}`);
  }
}
