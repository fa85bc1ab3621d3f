/** What a program that is wrong about the size of its ring suffers from: a row of the diagnosis. */
export type Cause = 'null-pointer' | 'zero-word' | 'mismatch' | 'stale' | 'khead' | 'full' | 'aio-zero' | 'aio-magic';
