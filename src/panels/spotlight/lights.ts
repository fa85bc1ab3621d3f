import type { Target } from '../../store/spotlight.ts';

/** All that says what it shows. */
const SHOWS = '[data-at], [data-fact]';

/** What an element says it shows; undefined when it says nothing. */
export function targetOf(element: Element): Target | undefined {
  const { at, size, fact } = (element as HTMLElement | SVGElement).dataset;
  if (fact !== undefined) return { kind: 'fact', fact: fact as (Target & { kind: 'fact' })['fact'] };
  if (at === undefined || size === undefined) return undefined;
  return { kind: 'bytes', address: Number(at), size: Number(size) };
}

/** The innermost element around another that says what it shows. */
export const shownAround = (element: Element): Element | null => element.closest(SHOWS);

/**
 * Lights every element below `root` that shows some of the target: `data-lit` is `same` where it shows nothing else,
 * `holds` where it shows more. The attribute is nobody else's, so nothing renders.
 */
export function light(root: Element, target: Target | undefined): void {
  for (const element of root.querySelectorAll(target === undefined ? '[data-lit]' : SHOWS)) {
    const state = target && stateOf(targetOf(element), target);
    const { dataset } = element as HTMLElement;
    if (dataset.lit === state) continue;
    if (state === undefined) delete dataset.lit;
    else dataset.lit = state;
  }
}

function stateOf(shown: Target | undefined, target: Target): 'same' | 'holds' | undefined {
  if (shown === undefined || shown.kind !== target.kind) return undefined;
  if (shown.kind === 'fact') return target.kind === 'fact' && shown.fact === target.fact ? 'same' : undefined;
  if (target.kind !== 'bytes') return undefined;
  const end = shown.address + shown.size;
  const targetEnd = target.address + target.size;
  if (end <= target.address || targetEnd <= shown.address) return undefined;
  return shown.address >= target.address && end <= targetEnd ? 'same' : 'holds';
}
