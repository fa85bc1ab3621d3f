/**
 * Tokens: what the preprocessor hands to the parser. Every token knows where a reader sees it: for one that a
 * macro made, the place of the macro's use in the program.
 */
export interface Token {
  readonly kind: 'identifier' | 'keyword' | 'number' | 'character' | 'string' | 'punctuator' | 'end';
  /** As spelled; for 'string', adjacent literals are already joined in `bytes`, and `text` is the first one's spelling. */
  readonly text: string;
  /** Of the file list the preprocessor returns. */
  readonly file: number;
  readonly line: number;
  readonly column: number;
  /** Columns it takes in the source. */
  readonly length: number;
  /** number (integer constants only; floating ones are a diagnostic), character: its value and C type. */
  readonly value?: bigint;
  readonly integerType?: 'int' | 'unsigned' | 'long' | 'unsigned long';
  /** string: its bytes without the final 0. */
  readonly bytes?: Uint8Array;
}
