import { memo } from 'react';
import { IoUringCqe, IoUringSqe } from '../../../assembly/uapi/io_uring_abi.ts';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { leadTo } from '../../store/lead-to.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { sessionStore } from '../../store/session.ts';
import { type CqeRow, cqeList } from '../../store/uring/uring.ts';
import { uring } from '../../text/en/uring.ts';
import { duration } from '../../text/format.ts';
import { text as texts } from '../../text/index.ts';
import { Sentence } from '../region/Sentence.tsx';
import { bytesAt, stopAt } from '../spotlight/bytes-at.ts';

const text = uring.cqes;

/** Every struct io_uring_cqe: to be reaped, reaped, or without room. */
export default function CqesTable() {
  const list = useFramePicture(cqeList);
  if (!list) return null;
  if (list.rows.length === 0) {
    return (
      <p className="empty">
        <Sentence text={text.none} />
      </p>
    );
  }
  return (
    <>
      <table className="event-table cqe-table" aria-label={text.table}>
        <thead>
          <tr>
            {[text.slot, text.userData, text.request, text.res, text.flags].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" title={text.afterHint}>
              {text.after}
            </th>
            <th scope="col">{text.state}</th>
          </tr>
        </thead>
        <tbody className="mono">
          {list.rows.toReversed().map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: when many CQEs come at once, rows change their texts instead of being made anew
            <Row key={index} row={row} several={list.several} />
          ))}
        </tbody>
      </table>
      {list.skipped > 0 && <p className="note skipped">{text.skipped(list.skipped)}</p>}
    </>
  );
}

const Row = memo(function Row({ row, several }: { readonly row: CqeRow; readonly several: boolean }) {
  const { fd, slot, at, res, failed, flags, after, state } = row;
  const field = (offset: number, size: number) => (at === undefined ? {} : bytesAt(at + offset, size));
  const place = slot === undefined ? text.noSlot : `${slot}`;
  return (
    <tr className={state} {...(at === undefined ? {} : stopAt(at, IoUringCqe.SIZEOF))}>
      <td>{several && fd !== undefined ? text.of(fd, place) : place}</td>
      <td {...field(IoUringCqe.user_data, 8)}>
        <UserData row={row} />
      </td>
      <td>
        <Sqe row={row} />
      </td>
      <td className={failed ? 'failed' : undefined} {...field(IoUringCqe.res, 4)}>
        {res}
      </td>
      <td {...field(IoUringCqe.flags, 4)}>{flags}</td>
      <td>{duration(after)}</td>
      <td className="state">{text.states[state]}</td>
    </tr>
  );
});

/** A cookie; where it is the address of something with a name, a press leads there. */
function UserData({ row: { userData, meaning } }: { readonly row: CqeRow }) {
  if (!meaning) return userData;
  const follow = () => {
    const { session } = sessionStore.getState();
    if (session) leadTo(session, meaning.address, 1);
  };
  return (
    <button type="button" className="plain mono" aria-label={text.leadsTo(userData, meaning.name)} onClick={follow}>
      {meaning.name}
    </button>
  );
}

function Sqe({ row: { operation, sqe } }: { readonly row: CqeRow }) {
  const name = text.sqe(operation ?? '', sqe.index);
  const { at } = sqe;
  if (at === undefined) return name;
  return (
    <button
      type="button"
      className="plain mono"
      title={texts.memory.show}
      onClick={() => showInMemory(at, IoUringSqe.SIZEOF)}
    >
      {name}
    </button>
  );
}
