import { Tabs } from 'radix-ui';
import { useCallback, useEffect, useRef } from 'react';
import { Iocb } from '../../../assembly/uapi/aio_abi.ts';
import { LiveText } from '../../frame/LiveText.tsx';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { type IocbPicture, iocbPicture } from '../../store/iocb-picture.ts';
import { type IocbList, iocbList } from '../../store/iocbs.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { lifeText } from '../../store/request-life.ts';
import { selectIocb } from '../../store/selection.ts';
import type { Session } from '../../store/session.ts';
import { usesUring } from '../../store/uring/part.ts';
import { text } from '../../text/index.ts';
import { InMemory } from '../memory/InMemory.tsx';
import { Region } from '../region/Region.tsx';
import { Buffers } from './Buffers.tsx';
import { Fields } from './Fields.tsx';
import { HexGrid } from './HexGrid.tsx';
import './iocb.css';

/** One struct iocb at a time: its 64 bytes, what they say, and the memory it points to. */
export function IocbPanel() {
  const list = useFramePicture(iocbList);
  const iocb = useFramePicture(iocbPicture);
  const uring = useFrameValue(usesUring);
  const tabs = useRef<HTMLDivElement>(null);
  const current = list?.current;
  useEffect(() => {
    if (current === undefined) return;
    // Not now, where it would make the browser lay out the page in the middle of a frame.
    const later = setTimeout(() => {
      const active = tabs.current?.querySelector<HTMLElement>('[data-state="active"]');
      if (active && tabs.current) tabs.current.scrollLeft = active.offsetLeft - tabs.current.clientWidth / 2;
    });
    return () => clearTimeout(later);
  }, [current]);
  if (!list || !iocb || iocb.state === 'none') {
    return (
      <Region name={text.iocb.name} className="iocb">
        <p className="empty">{uring ? text.iocb.noneUring : text.iocb.none}</p>
      </Region>
    );
  }
  return (
    <Region name={text.iocb.name} className="iocb" note={<Note list={list} address={iocb.address} />}>
      <Tabs.Root
        className="iocb-tabs"
        value={`${list.current}`}
        onValueChange={(address) => selectIocb(Number(address))}
      >
        <Tabs.List ref={tabs} className="tablist" aria-label={text.iocb.tabs}>
          {list.tabs.map(({ address, name }) => (
            <Tabs.Trigger key={address} value={`${address}`} className="mono">
              {name}
            </Tabs.Trigger>
          ))}
          {list.more > 0 && <span className="note">{text.iocb.more(list.more)}</span>}
        </Tabs.List>
        <Tabs.Content value={`${list.current}`} className="scroll iocb-body">
          <Body iocb={iocb} />
        </Tabs.Content>
      </Tabs.Root>
    </Region>
  );
}

/** What has become of the request, and where its iocb lies. */
function Note({ list, address }: { readonly list: IocbList; readonly address: string }) {
  const read = useCallback((session: Session) => lifeText(session, Number(address)), [address]);
  return (
    <>
      <LiveText read={read} /> · <InMemory show={() => showInMemory(Number(address), Iocb.SIZEOF)}>{address}</InMemory>
      {list.chosen && (
        <button type="button" className="plain" onClick={() => selectIocb(undefined)}>
          {text.iocb.follow}
        </button>
      )}
    </>
  );
}

function Body({ iocb }: { readonly iocb: Exclude<IocbPicture, { state: 'none' }> }) {
  if (iocb.state !== 'mapped') {
    const { notMapped, outOfScope } = text.iocb;
    return <p className="empty">{(iocb.state === 'unmapped' ? notMapped : outOfScope)(iocb.address)}</p>;
  }
  return (
    <>
      <HexGrid base={iocb.base} bytes={iocb.bytes} changed={iocb.changed} />
      <Fields base={iocb.base} fields={iocb.fields} />
      <Buffers buffer={iocb.buffer} vector={iocb.vector} />
    </>
  );
}
