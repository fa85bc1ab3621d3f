import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { MemoryRegion } from '../../store/memory-regions.ts';
import { memoryViewStore, scrolledTo } from '../../store/memory-view.ts';
import { layoutFor, ROW_HEIGHT, type RowLayout } from './row-layout.ts';

/** Rows that are drawn above and below those in sight. */
const OVERSCAN = 4;

/** What of a region is in sight, and how it got there. Rows are numbered from 0. */
export interface Scroller {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly layout: RowLayout;
  readonly rowCount: number;
  /** The rows in sight, and those to draw: [from, to). */
  readonly inSight: Range;
  readonly drawn: Range;
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Rows are all of one height, so which of them are in sight is a division; a list that measures each would take
 * longer to make than to look at, with half a million of them in a stack.
 */
export function useScroller(region: MemoryRegion | undefined): Scroller {
  const ref = useRef<HTMLDivElement>(null);
  const { layout, height } = useSize(ref);
  const [scrollTop, setScrollTop] = useState(0);
  const start = region?.start;
  const rowCount = region ? (region.end - region.start) / layout.columns : 0;
  useWantedPlace(ref, start, layout);
  return {
    ref,
    layout,
    rowCount,
    inSight: clipped(Math.floor(scrollTop / ROW_HEIGHT), Math.ceil((scrollTop + height) / ROW_HEIGHT), rowCount),
    drawn: clipped(
      Math.floor(scrollTop / ROW_HEIGHT) - OVERSCAN,
      Math.ceil((scrollTop + height) / ROW_HEIGHT) + OVERSCAN,
      rowCount,
    ),
    onScroll: () => {
      if (!ref.current) return;
      setScrollTop(ref.current.scrollTop);
      if (start !== undefined) scrolledTo(start + rowAt(ref.current.scrollTop) * layout.columns);
    },
    onKeyDown: (event) => {
      if (ref.current && moved(ref.current, event)) event.preventDefault();
    },
  };
}

function clipped(from: number, to: number, count: number): Range {
  return { from: Math.max(0, Math.min(from, count)), to: Math.min(to, count) };
}

/** The height of an element, and the layout for its width. */
function useSize(ref: RefObject<HTMLDivElement | null>): { layout: RowLayout; height: number } {
  const [layout, setLayout] = useState(() => layoutFor(0));
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = () => {
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      setLayout(layoutFor(element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight)));
      setHeight(element.clientHeight);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return { layout, height };
}

/** Scrolls to where the person was or wants to be, when that is another row than before. */
function useWantedPlace(ref: RefObject<HTMLDivElement | null>, start: number | undefined, { columns }: RowLayout) {
  const asked = useStore(memoryViewStore, (view) => view.asked);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking for the same place once more is a reason
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || start === undefined) return;
    const { at, top } = memoryViewStore.getState();
    if (top !== undefined && top >= start) {
      element.scrollTop = Math.floor((top - start) / columns) * ROW_HEIGHT;
      return;
    }
    const y = Math.floor((at - start) / columns) * ROW_HEIGHT;
    const { scrollTop, clientHeight } = element;
    const inSight = y >= scrollTop && y + ROW_HEIGHT <= scrollTop + clientHeight;
    if (!inSight) element.scrollTop = y - ROW_HEIGHT;
  }, [ref, start, columns, asked]);
}

function rowAt(scrollTop: number): number {
  return Math.round(scrollTop / ROW_HEIGHT);
}

/** By whole rows, so that the first one is never cut. @returns whether the key has a use here */
function moved(element: HTMLElement, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const row = rowAt(element.scrollTop);
  const page = Math.max(1, Math.floor(element.clientHeight / ROW_HEIGHT) - 1);
  const rows: Readonly<Record<string, number>> = {
    ArrowUp: row - 1,
    ArrowDown: row + 1,
    PageUp: row - page,
    PageDown: row + page,
    Home: 0,
    End: element.scrollHeight / ROW_HEIGHT,
  };
  const wanted = rows[key];
  if (wanted === undefined) return false;
  element.scrollTop = wanted * ROW_HEIGHT;
  return true;
}
