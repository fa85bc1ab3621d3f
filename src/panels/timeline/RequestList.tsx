import { useFramePicture } from '../../frame/use-frame-value.ts';
import type { Totals } from '../../store/timeline-phases.ts';
import { type RequestRow, requestTable } from '../../store/timeline-table.ts';
import { duration } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { Scroll } from '../region/Scroll.tsx';
import { Sentence } from '../region/Sentence.tsx';

const PARTS = ['submitting', 'device', 'unreaped', 'reaped', 'refused', 'gone'] as const;

/** The drawing in words: always there for who cannot see it, and in its place for who asks for it. */
export function RequestList({ visible }: { readonly visible: boolean }) {
  const list = <Requests />;
  if (!visible) return <div className="visually-hidden">{list}</div>;
  return (
    <Scroll label={text.timeline.table} className="timeline-table">
      {list}
    </Scroll>
  );
}

function Requests() {
  const table = useFramePicture(requestTable);
  if (!table) return null;
  const { rows, earlier, later, totals } = table;
  if (rows.length === 0) {
    return (
      <p className="empty">
        <Sentence text={text.timeline.noRequests} />
      </p>
    );
  }
  const { column } = text.timeline;
  return (
    <>
      <p>{totalsText(totals)}</p>
      <table aria-label={text.timeline.table}>
        <thead>
          <tr>
            {[
              column.request,
              column.phase,
              column.start,
              column.queued,
              column.published,
              column.ended,
              column.res,
            ].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: when many requests come at once, rows change their texts instead of being made anew
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
      {earlier + later > 0 && <p className="note">{text.timeline.more(earlier, later)}</p>}
    </>
  );
}

function Row({ row }: { readonly row: RequestRow }) {
  return (
    <tr className={row.phase}>
      <th scope="row" className="mono">
        {row.name}
        {row.opcode !== undefined && <span className="note"> {row.opcode}</span>}
      </th>
      <td>{phaseText(row)}</td>
      <td className="mono">{duration(row.start)}</td>
      <td className="mono">{timeText(row.queued)}</td>
      <td className="mono">{timeText(row.published)}</td>
      <td className="mono">
        {row.ended === undefined ? text.timeline.never : text.timeline.endedAt[row.end](duration(row.ended))}
      </td>
      <td className="mono">{row.res ?? text.timeline.never}</td>
    </tr>
  );
}

function phaseText({ phase, waits, uring }: RequestRow): string {
  if (phase === 'device') return text.timeline.waits[waits];
  return phase === 'submitting' && uring ? text.timeline.inEnter : text.timeline.phases[phase];
}

function timeText(time: number | undefined): string {
  return time === undefined ? text.timeline.never : duration(time);
}

function totalsText(totals: Totals): string {
  if (totals.submitted === 0) return text.timeline.noneSubmitted;
  const parts = PARTS.filter((phase) => totals[phase] > 0).map((phase) =>
    text.timeline.part(totals[phase], text.timeline.phases[phase]),
  );
  return text.timeline.totals(totals.submitted, parts.join(', '));
}
