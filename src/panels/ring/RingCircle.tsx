import { memo, useMemo } from 'react';
import { AioRing, IoEvent } from '../../../assembly/uapi/aio_abi.ts';
import { text } from '../../text/index.ts';
import { slotOffset } from '../../uapi/aio-ring-view.ts';
import { bytesAt } from '../spotlight/bytes-at.ts';
import { arc, at, CENTRE, INNER, labelAt, OUTER, segments, ticks, viewBox } from './geometry.ts';
import type { MappedRing } from './RingPanel.tsx';

/** The slots as a circle, slot 0 on top; for up to MAX_SEGMENTS of them. */
export function RingCircle({ ring }: { readonly ring: MappedRing }) {
  const { nr, head, tail, events } = ring;
  const labels = useMemo(() => ticks(nr), [nr]);
  return (
    <svg className="circle" viewBox={viewBox(nr)} role="img" aria-label={text.ring.picture(head, tail, nr, events)}>
      <AllSlots nr={nr} handle={ring.handle} />
      <path d={segments(nr, head, events)} className="slots-unreaped" />
      {labels.map((slot) => {
        const [x, y] = at(nr, slot + 0.5, OUTER + 14);
        return (
          <text key={slot} x={x} y={y + 3.5} className="tick">
            {slot}
          </text>
        );
      })}
      {nr > 0 && <Pointer ring={ring} slot={head} kind="head" near={tail} />}
      {nr > 0 && <Pointer ring={ring} slot={tail} kind="tail" near={head} />}
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

/** What the others are drawn upon: each slot by itself, so that it can be pointed at. */
const AllSlots = memo(function AllSlots({ nr, handle }: { readonly nr: number; readonly handle: number }) {
  return Array.from({ length: nr }, (_, slot) => (
    <path
      // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
      key={slot}
      d={segments(nr, slot, 1)}
      className="slots-all"
      {...bytesAt(handle + slotOffset(slot), IoEvent.SIZEOF)}
    />
  ));
});

/** Without words, beside RingOverview: where in the ring the events are, and that it has no end. */
export function SmallCircle({ ring }: { readonly ring: MappedRing }) {
  const { nr, head, tail, events } = ring;
  return (
    <svg
      className="small-circle"
      viewBox="0 0 380 380"
      role="img"
      aria-label={text.ring.picture(head, tail, nr, events)}
    >
      <path d={segments(nr, 0, nr)} className="slots-all" />
      <path d={segments(nr, head, events)} className="slots-unreaped" />
      <SmallPointer nr={nr} slot={head} kind="head" />
      <SmallPointer nr={nr} slot={tail} kind="tail" />
    </svg>
  );
}

function SmallPointer({ nr, slot, kind }: { readonly nr: number } & Pick<PointerProps, 'slot' | 'kind'>) {
  const [x1, y1] = at(nr, slot + 0.5, OUTER + 14);
  const [x2, y2] = at(nr, slot + 0.5, INNER - 44);
  return (
    <g className={`pointer ${kind}`}>
      <line x1={x2} y1={y2} x2={x1} y2={y1} />
    </g>
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
  readonly ring: MappedRing;
  readonly slot: number;
  readonly kind: 'head' | 'tail';
  /** The other pointer's slot: where they meet, the labels stand side by side. */
  readonly near: number;
}

function Pointer({ ring, slot, kind, near }: PointerProps) {
  const { nr, handle } = ring;
  const [x1, y1] = at(nr, slot + 0.5, INNER - 3);
  const [x2, y2] = at(nr, slot + 0.5, INNER - 26);
  const [x, y] = labelAt(nr, slot, near, kind);
  return (
    <g className={`pointer ${kind}`} {...bytesAt(handle + (kind === 'head' ? AioRing.head : AioRing.tail), 4)}>
      <line x1={x2} y1={y2} x2={x1} y2={y1} />
      <circle cx={x1} cy={y1} r="3.5" />
      <text x={x} y={y + 4}>
        {pointerLabel(text.ring[kind], slot, nr)}
      </text>
    </g>
  );
}
