import { en } from './en/index.ts';

/** Every sentence a user sees, in one language. A second language is another value of this type. */
export type Text = typeof en;

/** The table of the language in use. */
export const text: Text = en;
