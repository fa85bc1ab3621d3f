/** The words that are never identifiers: C11 6.4.1, and gcc's own and alternate spellings. */
export const keywords: ReadonlySet<string> = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int long
  register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while
  _Alignas _Alignof _Atomic _Bool _Complex _Generic _Imaginary _Noreturn _Static_assert _Thread_local
  asm __asm __asm__ typeof __typeof __typeof__ __attribute __attribute__ __extension__
  __alignof __alignof__ __auto_type __const __const__ __inline __inline__ __int128 __label__
  __restrict __restrict__ __signed __signed__ __thread __volatile __volatile__`.split(/\s+/),
);
