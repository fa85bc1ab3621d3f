import type { Program } from './program.ts';

/** Whether a program's own sources speak of io_uring: it is told before it runs where there is none. */
export function asksForUring({ files }: Program): boolean {
  return files.some(({ library, text }) => !library && /\bio_uring_\w+|\bSYS_io_uring|__NR_io_uring/.test(text));
}
