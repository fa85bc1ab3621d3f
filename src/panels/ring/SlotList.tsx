import { Fragment } from 'react';
import { IoEvent } from '../../../assembly/uapi/aio_abi.ts';
import type { Slot } from '../../store/ring.ts';
import { selectIocb } from '../../store/selection.ts';
import { text } from '../../text/index.ts';
import { slotOffset } from '../../uapi/aio-ring-view.ts';
import { Scroll } from '../region/Scroll.tsx';
import { bytesAt, stopAt } from '../spotlight/bytes-at.ts';
import type { MappedRing } from './RingPanel.tsx';

/** The slots near head and tail, and where the kernel's own numbers differ from the shared ones. */
export function SlotList({ ring }: { readonly ring: MappedRing }) {
  const nr = ring.words[1] ?? 0;
  const tail = ring.words[3] ?? 0;
  return (
    <Scroll className="slots" label={text.ring.slots}>
      <h3>{text.ring.slots}</h3>
      <ol>
        {ring.slots.map((slot, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: when head moves, rows change their texts instead of being made anew
          <Fragment key={index}>
            {slot.skipped > 0 && <li className="skipped">{text.ring.skipped(slot.skipped)}</li>}
            <SlotRow slot={slot} at={ring.handle + slotOffset(slot.slot)} />
          </Fragment>
        ))}
      </ol>
      {ring.trustedNr !== undefined && <p className="differs">{text.ring.nrDiffers(nr, ring.trustedNr)}</p>}
      {ring.trustedTail !== undefined && <p className="differs">{text.ring.tailDiffers(tail, ring.trustedTail)}</p>}
    </Scroll>
  );
}

function SlotRow({ slot, at }: { readonly slot: Slot; readonly at: number }) {
  const { event, state } = slot;
  return (
    <li className={`slot ${state}`} {...stopAt(at, IoEvent.SIZEOF)}>
      <span className="number mono">{slot.slot}</span>
      <span className="event mono">
        {event && (
          <>
            <button
              type="button"
              className="plain mono"
              onClick={() => selectIocb(event.iocb)}
              {...bytesAt(at + IoEvent.obj, 8)}
            >
              {event.obj}
            </button>
            <span className={event.failed ? 'failed' : undefined} {...bytesAt(at + IoEvent.res, 8)}>
              {text.events.res} {event.res}
            </span>
          </>
        )}
      </span>
      <span className="tags">
        {(slot.head || slot.tail) && (
          <span>
            {slot.head && <span className="tag head">{text.ring.head}</span>}{' '}
            {slot.tail && <span className="tag tail">{text.ring.tail}</span>}
          </span>
        )}
        <span className="state">{text.ring[state]}</span>
      </span>
    </li>
  );
}
