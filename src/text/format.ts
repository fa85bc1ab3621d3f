/** Virtual nanoseconds as people read them: `840 ns`, `1.184 ms`, `2.5 s`. */
export function duration(ns: number | bigint): string {
  const value = Number(ns);
  if (value < 1_000) return `${value} ns`;
  if (value < 1_000_000) return `${trim(value / 1_000)} µs`;
  if (value < 1_000_000_000) return `${trim(value / 1_000_000)} ms`;
  return `${trim(value / 1_000_000_000)} s`;
}

function trim(value: number): string {
  return value.toFixed(3).replace(/\.?0+$/, '');
}

/** Whole pages: `4 KiB`, `8 MiB`. */
export function pagesSize(bytes: number): string {
  return bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`;
}
