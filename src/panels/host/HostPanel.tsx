import { useEffect } from 'react';
import { useStore } from 'zustand';
import { asksForUring } from '../../c/asks-for-uring.ts';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { compareOnHost, compareStore } from '../../store/host/compare.ts';
import { hostStore, watchHost } from '../../store/host/facts.ts';
import { hostRunStore, runOnHost, stopOnHost } from '../../store/host/run.ts';
import { track } from '../../store/requests.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { compareText } from '../../text/en/compare.ts';
import { hostPanel as text } from '../../text/en/host-panel.ts';
import { syscallName } from '../../uapi/names.ts';
import { ComparePanel } from './ComparePanel.tsx';
import { Facts } from './Facts.tsx';
import { ioUring } from './io-uring.ts';
import { LinkState } from './LinkState.tsx';
import './host.css';

const waitsIn = (session: Session) =>
  session.recording.host === 'waiting' ? syscallName(session.index.lastCall(session.recording.length)) : undefined;

/** The Linux host: whether there is one, what it is, and the program's run on it. */
export function HostPanel() {
  const { link, facts } = useStore(hostStore);
  const { state, failure } = useStore(hostRunStore);
  const onHost = useStore(sessionStore, ({ session }) => session !== undefined && session.recording.host !== 'none');
  const comparing = useStore(compareStore, ({ running }) => running);
  const asks = useStore(sessionStore, ({ session }) => session !== undefined && asksForUring(session.program));
  const call = useFrameValue(waitsIn);
  useEffect(watchHost, []);
  const said =
    state === 'starting'
      ? text.starting
      : call !== undefined
        ? text.waits(call)
        : state === 'running'
          ? text.running
          : onHost
            ? text.shown
            : text.shownModel;
  return (
    <section className="host" aria-label={text.name}>
      <div className="host-line">
        <LinkState />
        <button
          type="button"
          className="primary"
          disabled={link !== 'connected' || state === 'starting'}
          onClick={() => track(runOnHost())}
        >
          {facts === undefined ? text.runUnnamed : text.run(facts.name)}
        </button>
        <button
          type="button"
          disabled={link !== 'connected' || state !== 'idle' || comparing}
          onClick={() => track(compareOnHost())}
        >
          {compareText.compare}
        </button>
        {state !== 'idle' && (
          <button type="button" onClick={stopOnHost}>
            {text.stop}
          </button>
        )}
        <p className={failure === undefined ? 'host-said' : 'host-said failed'} role="status">
          {failure ?? (link === 'connected' || onHost ? said : '')}
        </p>
      </div>
      {facts !== undefined && facts.ioUringErrno !== 0 && asks && (
        <p className="host-missing">{text.ioUring.missing(ioUring(facts))}</p>
      )}
      <ComparePanel />
      {facts !== undefined && <Facts facts={facts} />}
    </section>
  );
}
