import { useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { slotAt } from '../../store/ring.ts';
import { ringOverview, type SlotKindRanges } from '../../store/ring-overview.ts';
import type { Session } from '../../store/session.ts';
import { text } from '../../text/index.ts';
import { type Grid, slotUnder } from './grid.ts';
import { showSlots } from './overview-drawing.ts';
import { SmallCircle } from './RingCircle.tsx';
import type { MappedRing } from './RingPanel.tsx';
import './overview.css';

/** Every slot of a ring that is too large for a shape a slot: a pixel or more each, row by row, and the same in words. */
export function RingOverview({ ring }: { readonly ring: MappedRing }) {
  const { nr } = ring;
  const [probed, probe] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLElement>(null);
  const tail = useRef<HTMLElement>(null);
  const grid = useRef<Grid>(undefined);
  const hint = useId();
  const slot = Math.min(probed, nr - 1);
  const said = useFrameValue(useCallback((session: Session) => slotText(session, slot), [slot]));

  useLayoutEffect(() => {
    if (!box.current || !canvas.current || !head.current || !tail.current) return;
    return showSlots(box.current, canvas.current, { head: head.current, tail: tail.current }, (now) => {
      grid.current = now;
    });
  }, []);

  const move = (to: number) => probe(Math.max(0, Math.min(nr - 1, to)));
  return (
    <div className="overview">
      <div className="overview-head">
        <SmallCircle ring={ring} />
        <p>
          <b>{ring.events.toLocaleString('en')}</b> {text.ring.toReap(ring.events, nr - 1)}
          <span className="probe mono">{said}</span>
        </p>
      </div>
      <div
        ref={box}
        className="grid"
        role="slider"
        tabIndex={0}
        aria-label={text.ring.overview.probe}
        aria-describedby={hint}
        aria-valuemin={0}
        aria-valuemax={nr - 1}
        aria-valuenow={slot}
        aria-valuetext={said}
        onPointerMove={({ currentTarget, clientX, clientY }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          const under = grid.current && slotUnder(grid.current, clientX - left, clientY - top);
          if (under !== undefined) move(under);
        }}
        onKeyDown={(event) => {
          const to = slotByKey(event.key, slot, nr, grid.current?.columns ?? 1);
          if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          move(to);
        }}
      >
        <canvas ref={canvas} />
        <i ref={head} className="slot-mark head" aria-hidden="true">
          <span>{text.ring.head}</span>
        </i>
        <i ref={tail} className="slot-mark tail" aria-hidden="true">
          <span>{text.ring.tail}</span>
        </i>
      </div>
      <p id={hint} className="visually-hidden">
        {text.ring.overview.hint}
      </p>
      <Kinds />
    </div>
  );
}

function slotText(session: Session, slot: number): string {
  const found = slotAt(session, slot);
  if (!found) return '';
  const event = found.event && text.ring.overview.event(found.event.obj, found.event.res);
  return text.ring.overview.slot(slot, text.ring[found.state], event);
}

function slotByKey(key: string, slot: number, nr: number, columns: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return slot + 1;
    case 'ArrowDown':
      return slot - 1;
    case 'PageUp':
      return slot + columns;
    case 'PageDown':
      return slot - columns;
    case 'Home':
      return 0;
    case 'End':
      return nr - 1;
    default:
      return undefined;
  }
}

/** The legend, which says what the drawing shows in words. */
function Kinds() {
  const kinds = useFramePicture(ringOverview) ?? [];
  return (
    <ul className="kinds" aria-label={text.ring.overview.kinds}>
      {kinds.map((kind) => (
        <li key={kind.kind}>
          <i className={`slot-swatch ${kind.kind}`} />
          {text.ring.overview.kind[kind.kind]} <span className="mono">{rangesText(kind)}</span>
        </li>
      ))}
    </ul>
  );
}

function rangesText({ slots, ranges, more }: SlotKindRanges): string {
  const { range } = text.ring.overview;
  const words = ranges.map(({ first, last }) => range(first, last));
  if (more > 0) words.push(text.ring.overview.more(more));
  return slots === 0 ? text.ring.overview.slots(0) : words.join(', ');
}
