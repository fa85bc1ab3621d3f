import { holdAt, lit, sameTarget, spotlightStore } from '../../store/spotlight.ts';
import { targetOf } from './lights.ts';

/** Where the keys have got to; one of several elements may show what is lit. */
let here: Element | undefined;

/** Lights the next or the previous field on the page, and brings it into sight. */
export function travel(by: 1 | -1): void {
  const stops = [...document.querySelectorAll('main [data-stop]')].filter(isVisible);
  if (stops.length === 0) return;
  const next = stops[(startOf(stops, by) + by + stops.length) % stops.length];
  const target = next && targetOf(next);
  if (!next || !target) return;
  here = next;
  holdAt(target);
  next.scrollIntoView({ block: 'nearest' });
}

/** Index of the stop to go on from: the one reached last, else one that is lit, else the one before the focused region's first. */
function startOf(stops: readonly Element[], by: 1 | -1): number {
  const target = lit(spotlightStore.getState());
  const isLit = (stop: Element) => sameTarget(targetOf(stop), target);
  if (target && here && isLit(here) && stops.includes(here)) return stops.indexOf(here);
  const found = target ? stops.findIndex(isLit) : -1;
  if (found >= 0) return found;
  const region = document.activeElement?.closest('.region');
  const first = region ? stops.findIndex((stop) => region.contains(stop)) : -1;
  return Math.max(0, first) - (by === 1 ? 1 : 0);
}

function isVisible(element: Element): boolean {
  return element.getClientRects().length > 0;
}
