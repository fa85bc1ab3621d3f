import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { type MemoryRegion, memoryRegions, regionAt, regionName } from '../../store/memory-regions.ts';
import { type MemoryRow, memoryRows } from '../../store/memory-rows.ts';
import { memoryViewStore, type Place } from '../../store/memory-view.ts';
import { text } from '../../text/index.ts';
import { hex } from '../../uapi/names.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { Finder } from './Finder.tsx';
import { Row } from './Row.tsx';
import { ADDRESS_WIDTH, asciiWidth, BYTE_WIDTH, GAP_WIDTH, ROW_HEIGHT, rowWidth } from './row-layout.ts';
import { type Scroller, useScroller } from './use-scroller.ts';
import './memory.css';

const NO_REGIONS: readonly MemoryRegion[] = [];
const NO_ROWS: readonly MemoryRow[] = [];

/** The program's memory as hex, by virtual address; what the last moment changed is marked. */
export function MemoryPanel() {
  const regions = useFramePicture(memoryRegions) ?? NO_REGIONS;
  const at = useStore(memoryViewStore, (view) => view.at);
  const region = regionAt(regions, at);
  const scroller = useScroller(region);
  const { layout, drawn } = scroller;
  const count = drawn.to - drawn.from;
  const start = (region?.start ?? at) + drawn.from * layout.columns;
  const read = useMemo(() => memoryRows(start, count, layout.columns), [start, count, layout.columns]);
  const picture = useFramePicture(read);
  const rows = picture?.rows ?? NO_ROWS;
  return (
    <Region
      name={text.memory.name}
      className="memory"
      note={picture?.known ? text.memory.changed(changedInSight(rows, scroller)) : ''}
    >
      <Finder regions={regions} region={region} at={at} />
      <Scroll
        ref={scroller.ref}
        className="memory-scroll mono"
        label={text.memory.bytes}
        onScroll={scroller.onScroll}
        onKeyDown={scroller.onKeyDown}
      >
        {region ? <Rows region={region} rows={rows} scroller={scroller} /> : <Nothing at={at} />}
      </Scroll>
    </Region>
  );
}

function Nothing({ at }: { readonly at: number }) {
  return <p className="empty">{text.memory.gone(hex(at))}</p>;
}

interface RowsProps {
  readonly region: MemoryRegion;
  readonly rows: readonly MemoryRow[];
  readonly scroller: Scroller;
}

function Rows({ region, rows, scroller: { layout, rowCount, drawn } }: RowsProps) {
  const sought = useStore(memoryViewStore, (view) => view.sought);
  return (
    <div style={{ height: rowCount * ROW_HEIGHT }}>
      {!region.read && <p className="note">{text.memory.unreadable}</p>}
      <table
        aria-label={regionName(region)}
        aria-rowcount={rowCount}
        style={{ width: rowWidth(layout), transform: `translateY(${drawn.from * ROW_HEIGHT}px)` }}
      >
        <colgroup>
          <col style={{ width: ADDRESS_WIDTH }} />
          {Array.from({ length: layout.columns }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <col key={i} style={{ width: i === 8 ? BYTE_WIDTH + GAP_WIDTH : BYTE_WIDTH }} />
          ))}
          {layout.ascii && <col style={{ width: asciiWidth(layout) }} />}
        </colgroup>
        <tbody>
          {rows.map((row, i) => (
            <Row
              key={row.address}
              {...row}
              sought={soughtIn(row.address, layout.columns, sought)}
              ascii={layout.ascii}
              index={drawn.from + i + 1}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A bit for each byte of a row that belongs to what was jumped to. */
function soughtIn(address: number, columns: number, sought: Place | undefined): number {
  if (!sought) return 0;
  const from = Math.max(0, sought.address - address);
  const to = Math.min(columns, sought.address + sought.size - address);
  return to > from ? (1 << to) - (1 << from) : 0;
}

function changedInSight(rows: readonly MemoryRow[], { inSight, drawn }: Scroller): number {
  let bytes = 0;
  for (const { changed } of rows.slice(inSight.from - drawn.from, inSight.to - drawn.from)) {
    for (let mask = changed; mask !== 0; mask &= mask - 1) bytes++;
  }
  return bytes;
}
