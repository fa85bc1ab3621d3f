import { useMemo } from 'react';
import { text } from '../../text/index.ts';
import { arc, at, CENTRE, INNER, labelAt, OUTER, segments, ticks, viewBox } from './geometry.ts';
import type { MappedRing } from './RingPanel.tsx';

/** The slots as a circle, slot 0 on top; at more than MAX_SEGMENTS slots a band, on which only arcs are drawn. */
export function RingCircle({ ring }: { readonly ring: MappedRing }) {
  const { nr, head, tail, events } = ring;
  const empty = useMemo(() => segments(nr, 0, nr), [nr]);
  const labels = useMemo(() => ticks(nr), [nr]);
  return (
    <svg className="circle" viewBox={viewBox(nr)} role="img" aria-label={text.ring.picture(head, tail, nr, events)}>
      <path d={empty} className="slots-all" />
      <path d={segments(nr, head, events)} className="slots-unreaped" />
      {labels.map((slot) => {
        const [x, y] = at(nr, slot + 0.5, OUTER + 14);
        return (
          <text key={slot} x={x} y={y + 3.5} className="tick">
            {slot}
          </text>
        );
      })}
      {nr > 0 && <Pointer nr={nr} slot={head} label={pointerLabel(text.ring.head, head, nr)} kind="head" near={tail} />}
      {nr > 0 && <Pointer nr={nr} slot={tail} label={pointerLabel(text.ring.tail, tail, nr)} kind="tail" near={head} />}
      {events > 0 && <path d={arc(nr, head, events, INNER - 6)} className="span" />}
      <text x={CENTRE} y={CENTRE - 4} className={events > 9999 ? 'events many' : 'events'}>
        {events.toLocaleString('en')}
      </text>
      <text x={CENTRE} y={CENTRE + 18} className="caption">
        {text.ring.toReap(events, Math.max(0, nr - 1))}
      </text>
      <text x={CENTRE} y={CENTRE + 44} className="caption head">
        {text.ring.headOwner}
      </text>
      <text x={CENTRE} y={CENTRE + 61} className="caption tail">
        {text.ring.tailOwner}
      </text>
    </svg>
  );
}

/** With its number, unless that would run into the middle of the picture. */
function pointerLabel(name: string, slot: number, nr: number): string {
  return nr < 1000 ? `${name} ${slot}` : name;
}

/** Where the ring will be, or was. */
export function EmptyCircle() {
  return (
    <svg className="circle" viewBox={viewBox(0)} aria-hidden="true">
      <circle cx={CENTRE} cy={CENTRE} r={OUTER} className="outline" />
      <circle cx={CENTRE} cy={CENTRE} r={INNER} className="outline" />
    </svg>
  );
}

interface PointerProps {
  readonly nr: number;
  readonly slot: number;
  readonly label: string;
  readonly kind: 'head' | 'tail';
  /** The other pointer's slot: where they meet, the labels stand side by side. */
  readonly near: number;
}

function Pointer({ nr, slot, label, kind, near }: PointerProps) {
  const [x1, y1] = at(nr, slot + 0.5, INNER - 3);
  const [x2, y2] = at(nr, slot + 0.5, INNER - 26);
  const [x, y] = labelAt(nr, slot, near, kind);
  return (
    <g className={`pointer ${kind}`}>
      <line x1={x2} y1={y2} x2={x1} y2={y1} />
      <circle cx={x1} cy={y1} r="3.5" />
      <text x={x} y={y + 4}>
        {label}
      </text>
    </g>
  );
}
