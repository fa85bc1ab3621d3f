const PATHS = {
  reset: 'M3 3v10M13 3.5v9L5.5 8z',
  previous: 'M8 3.5v9L2 8zM14 3.5v9L8 8z',
  back: 'M11.5 3v10L4 8z',
  run: 'M4.5 3v10l8-5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  forward: 'M4.5 3v10L12 8z',
  next: 'M2 3.5v9L8 8zM8 3.5v9l6-4.5z',
} as const;

/** A drawn sign beside or instead of a word; the button's name says what it does. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg className="sign" viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
      <path d={PATHS[name]} fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
    </svg>
  );
}
