/** Sizes of a group of panes, in percent, by pane. */
export type Layout = Readonly<Record<string, number>>;

const KEY = 'kring.panes.';

/** The sizes the person gave a group of panes on this machine; undefined when there are none. */
export function rememberedLayout(group: string, panes: readonly string[]): Layout | undefined {
  try {
    const layout: unknown = JSON.parse(localStorage.getItem(KEY + group) ?? 'null');
    return isLayout(layout, panes) ? layout : undefined;
  } catch {
    return undefined;
  }
}

export function rememberLayout(group: string, layout: Layout): void {
  try {
    localStorage.setItem(KEY + group, JSON.stringify(layout));
  } catch {
    // Storage is forbidden here: the sizes last as long as the page.
  }
}

/** What is in storage may be an earlier version's, or anybody's. */
function isLayout(value: unknown, panes: readonly string[]): value is Layout {
  if (typeof value !== 'object' || value === null) return false;
  const sizes = Object.entries(value);
  if (sizes.length !== panes.length || !sizes.every(([pane]) => panes.includes(pane))) return false;
  const sum = sizes.reduce((total, [, size]) => total + (isSize(size) ? size : Number.NaN), 0);
  return Math.abs(sum - 100) < 1;
}

const isSize = (size: unknown): size is number => typeof size === 'number' && size >= 0 && size <= 100;
