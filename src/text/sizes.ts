/** Sentences of what the page fetches late, in the language in use. */
export { causes, diagnosis, matrix, sizes } from './en/sizes.ts';
