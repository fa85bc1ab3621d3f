import { memo } from 'react';
import { IoEvent } from '../../../assembly/uapi/aio_abi.ts';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { type EventList, type EventRow, eventList } from '../../store/event-list.ts';
import { selectIocb } from '../../store/selection.ts';
import type { Session } from '../../store/session.ts';
import { uringPart, usesUring } from '../../store/uring/part.ts';
import { duration } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { usePart } from '../region/use-part.ts';
import { bytesAt, stopAt } from '../spotlight/bytes-at.ts';
import './events.css';

/** A part that comes when a program has an io_uring. */
const loadCqes = () => import('./CqesTable.tsx');

/** What of a completion is left: struct io_event of the current context, and every CQE. */
export function EventsPanel() {
  const list = useFramePicture(eventList);
  const uring = useFrameValue(usesUring) === true;
  const CqesTable = usePart(uring, loadCqes);
  const counts = useFrameValue(countsText);
  const aio = list !== undefined && (list.rows.length > 0 || list.inFlight !== undefined || !uring);
  return (
    <Region name={text.events.name} className="events" note={counts || undefined}>
      {aio && list.rows.length === 0 && <p className="empty">{text.events.none}</p>}
      {(uring || (list && list.rows.length > 0)) && (
        <Scroll label={text.events.table}>
          {list && list.rows.length > 0 && <Events list={list} />}
          {uring && CqesTable && <CqesTable />}
        </Scroll>
      )}
    </Region>
  );
}

/** Of the context and of the rings together. */
function countsText(session: Session): string {
  const { inFlight, unreaped } = eventList(session);
  const cqes = usesUring(session) ? uringPart()?.cqeList(session) : undefined;
  if (inFlight === undefined && cqes === undefined) return '';
  return text.events.note(unreaped + (cqes?.unreaped ?? 0), (inFlight ?? 0) + (cqes?.inFlight ?? 0));
}

function Events({ list }: { readonly list: EventList }) {
  return (
    <>
      <table className="event-table">
        <thead>
          <tr>
            <th scope="col">{text.events.slot}</th>
            <th scope="col">{text.events.data}</th>
            <th scope="col">{text.events.obj}</th>
            <th scope="col">{text.events.res}</th>
            <th scope="col">{text.events.res2}</th>
            <th scope="col" title={text.events.afterHint}>
              {text.events.after}
            </th>
            <th scope="col">{text.events.state}</th>
          </tr>
        </thead>
        <tbody className="mono">
          {list.rows.toReversed().map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: when many events come at once, rows change their texts instead of being made anew
            <Row key={index} {...row} />
          ))}
        </tbody>
      </table>
      {list.skipped > 0 && <p className="note skipped">{text.events.skipped(list.skipped)}</p>}
    </>
  );
}

const Row = memo(function Row({ slot, at, data, obj, iocb, res, failed, res2, state, after }: EventRow) {
  const field = (offset: number) => (at === undefined ? {} : bytesAt(at + offset, 8));
  return (
    <tr className={state} {...(at === undefined ? {} : stopAt(at, IoEvent.SIZEOF))}>
      <td>{slot}</td>
      <td {...field(IoEvent.data)}>{data}</td>
      <td {...field(IoEvent.obj)}>
        <button type="button" className="plain mono" onClick={() => selectIocb(iocb)}>
          {obj}
        </button>
      </td>
      <td className={failed ? 'failed' : undefined} {...field(IoEvent.res)}>
        {res}
      </td>
      <td {...field(IoEvent.res2)}>{res2}</td>
      <td>{after === undefined ? '' : duration(after)}</td>
      <td className="state">{text.events[state]}</td>
    </tr>
  );
});
