import { useState } from 'react';
import { useStore } from 'zustand';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { showWhole, timelineViewStore, zoom } from '../../store/timeline-view.ts';
import { duration } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { fixedPoint, ZOOM } from './gestures.ts';
import { Legend } from './Legend.tsx';
import { RequestList } from './RequestList.tsx';
import { TimelineDrawing } from './TimelineDrawing.tsx';
import './timeline.css';

const hasRecords = ({ timeline, recording }: Session) => timeline.version > 0 || recording.length > 0;

/** What happens when: the whole run over virtual time, and in words. */
export function TimelinePanel() {
  const [asTable, setAsTable] = useState(false);
  const any = useFrameValue(hasRecords);
  return (
    <Region
      name={text.timeline.name}
      className="timeline"
      note={any && <Tools asTable={asTable} onTable={() => setAsTable(!asTable)} />}
    >
      {any ? (
        <>
          {!asTable && <TimelineDrawing />}
          <RequestList visible={asTable} />
        </>
      ) : (
        <p className="empty">{text.timeline.empty}</p>
      )}
    </Region>
  );
}

function Tools({ asTable, onTable }: { readonly asTable: boolean; readonly onTable: () => void }) {
  const zoomed = useStore(timelineViewStore, (view) => view.zoomed !== undefined);
  return (
    <div className="timeline-tools">
      <Legend />
      <Range />
      <span className="timeline-buttons">
        <button
          type="button"
          className="plain"
          aria-label={text.timeline.zoomOut}
          disabled={!zoomed}
          onClick={() => zoomBy(ZOOM)}
        >
          −
        </button>
        <button type="button" className="plain" aria-label={text.timeline.zoomIn} onClick={() => zoomBy(1 / ZOOM)}>
          +
        </button>
        <button type="button" className="plain" disabled={!zoomed} onClick={showWhole}>
          {text.timeline.whole}
        </button>
        <button type="button" className="plain" aria-pressed={asTable} onClick={onTable}>
          {text.timeline.asTable}
        </button>
      </span>
    </div>
  );
}

function zoomBy(factor: number): void {
  const { session } = sessionStore.getState();
  if (session) zoom(session.timeline.reach(session.recording.length), factor, fixedPoint(session));
}

/** How much of the run is shown, in few digits, so that it does not change with every frame while the run grows. */
const readRange = ({ recording, timeline }: Session) => {
  const { zoomed } = timelineViewStore.getState();
  const reach = duration(rounded(timeline.reach(recording.length)));
  if (zoomed) return text.timeline.range(duration(rounded(zoomed.to - zoomed.from)), reach);
  return recording.ending !== undefined && !timeline.behind ? '' : text.timeline.soFar(reach);
};

function rounded(ns: number): number {
  return Number(ns.toPrecision(3));
}

function Range() {
  return <span className="timeline-range">{useFrameValue(readRange)}</span>;
}
