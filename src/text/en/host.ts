import { linkErrors } from './link-errors.ts';

/** Sentences about a Linux host. */
export const host = {
  errors: linkErrors.errors,
  because: linkErrors.because,
} as const;
