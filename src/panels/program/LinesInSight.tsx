import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode, RefObject } from 'react';

export interface LinesProps {
  readonly count: number;
  /** Pixels. */
  readonly lineHeight: number;
  readonly minWidth: string;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** A line, `top` pixels down. */
  readonly line: (index: number, top: number) => ReactNode;
}

/** Of a long text only the lines in sight. Comes when somebody first opens one. */
export default function LinesInSight({ count, lineHeight, minWidth, scroller, line }: LinesProps) {
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    // It takes over from lines that may have been scrolled.
    initialOffset: () => scroller.current?.scrollTop ?? 0,
    estimateSize: () => lineHeight,
    overscan: 24,
  });
  return (
    <div className="lines" style={{ height: rows.getTotalSize(), minWidth }}>
      {rows.getVirtualItems().map(({ index, start }) => line(index, start))}
    </div>
  );
}
