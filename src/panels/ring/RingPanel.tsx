import { AioRing } from '../../../assembly/uapi/aio_abi.ts';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { type RingPicture, ringPicture } from '../../store/ring.ts';
import { selectContext } from '../../store/selection.ts';
import { text } from '../../text/index.ts';
import { hex } from '../../uapi/names.ts';
import { InMemory } from '../memory/InMemory.tsx';
import { Region } from '../region/Region.tsx';
import { Sentence } from '../region/Sentence.tsx';
import { MAX_SEGMENTS } from './geometry.ts';
import { HeaderWords } from './HeaderWords.tsx';
import { EmptyCircle, RingCircle } from './RingCircle.tsx';
import { RingOverview } from './RingOverview.tsx';
import { SlotList } from './SlotList.tsx';
import './ring.css';

/** The ring that program and kernel share: its header, and its slots around head and tail. */
export function RingPanel() {
  const ring = useFramePicture(ringPicture);
  if (ring?.state !== 'mapped') {
    return (
      <Region name={text.ring.name} className="ring">
        <div className="ring-picture no-ring">
          <EmptyCircle />
          <p className="empty">
            <Sentence text={emptyText(ring)} />
          </p>
        </div>
      </Region>
    );
  }
  return (
    <Region name={text.ring.name} className="ring" note={<RingNote ring={ring} />}>
      <div className="ring-picture">
        {ring.nr > MAX_SEGMENTS ? (
          <RingOverview key={`${ring.handle} ${ring.nr}`} ring={ring} />
        ) : (
          <RingCircle ring={ring} />
        )}
        <SlotList ring={ring} />
      </div>
      <HeaderWords handle={ring.handle} />
    </Region>
  );
}

export type MappedRing = RingPicture & { readonly state: 'mapped' };

function emptyText(ring: RingPicture | undefined): string {
  if (ring?.state === 'gone') return text.ring.gone;
  if (ring?.state === 'over') return text.ring.over;
  if (ring?.state === 'unreadable') return text.ring.unreadable(hex(ring.handle));
  return text.ring.before;
}

function RingNote({ ring }: { readonly ring: MappedRing }) {
  const show = () => showInMemory(ring.handle, AioRing.SIZEOF);
  if (ring.handles.length < 2) return <InMemory show={show}>{text.ring.note(hex(ring.handle), ring.size)}</InMemory>;
  return (
    <>
      <select
        aria-label={text.ring.choose}
        value={ring.handle}
        onChange={(event) => selectContext(Number(event.target.value))}
      >
        {ring.handles.map((handle) => (
          <option key={handle} value={handle}>
            {hex(handle)}
          </option>
        ))}
      </select>{' '}
      <InMemory show={show}>{text.memory.show}</InMemory>
    </>
  );
}
