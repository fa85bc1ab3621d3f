import { memo } from 'react';
import { IoEvent } from '../../../assembly/uapi/aio_abi.ts';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { type EventRow, eventList } from '../../store/event-list.ts';
import { selectIocb } from '../../store/selection.ts';
import { duration } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { bytesAt, stopAt } from '../spotlight/bytes-at.ts';
import './events.css';

/** Every struct io_event of the current context: to be reaped, reaped, or lost. */
export function EventsPanel() {
  const list = useFramePicture(eventList);
  if (!list || list.rows.length === 0) {
    return (
      <Region
        name={text.events.name}
        className="events"
        note={list?.inFlight === undefined ? undefined : text.events.note(list.unreaped, list.inFlight)}
      >
        <p className="empty">{text.events.none}</p>
      </Region>
    );
  }
  return (
    <Region
      name={text.events.name}
      className="events"
      note={list.inFlight === undefined ? undefined : text.events.note(list.unreaped, list.inFlight)}
    >
      <Scroll label={text.events.table}>
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
      </Scroll>
    </Region>
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
