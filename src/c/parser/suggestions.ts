/**
 * The candidate a misspelled name most likely meant: at most a third of its letters differ (gcc's rule of thumb).
 * @returns undefined when none is near
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > 64) return undefined;
  let best: string | undefined;
  let limit = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= limit || candidate.length > 96) continue;
    if (Math.max(name.length, candidate.length) === 1) continue;
    const distance = editDistance(name, candidate);
    if (distance < limit) {
      best = candidate;
      limit = distance;
    }
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** Names that several headers define: the one that a book would name. */
const USUAL: Readonly<Record<string, string>> = {
  NULL: 'stddef.h',
  size_t: 'stddef.h',
  ptrdiff_t: 'stddef.h',
  ssize_t: 'sys/types.h',
  off_t: 'sys/types.h',
  pid_t: 'sys/types.h',
  mode_t: 'sys/types.h',
};

/** The standard header that declares a function or type or defines a macro of this name, if one of ours does. */
export function headerOf(name: string, headers: ReadonlyMap<string, string>): string | undefined {
  const usual = USUAL[name];
  if (usual !== undefined) return usual;
  const escaped = name.replace(/\$/g, '\\$');
  const declares = new RegExp(
    `^(?![ \\t]*(?://|\\*)).*\\b${escaped}\\s*\\(|^#define\\s+${escaped}\\b|^.*typedef\\b.*\\b${escaped};|^\\}\\s*${escaped};`,
    'm',
  );
  const nested = (header: string) => (header.includes('/') ? 1 : 0);
  return [...headers]
    .filter(([header, text]) => !header.startsWith('kring/') && text.includes(name) && declares.test(text))
    .map(([header]) => header)
    .sort((a, b) => nested(a) - nested(b) || a.localeCompare(b))[0];
}
