import { useStore } from 'zustand';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { compareOnHost, compareStore } from '../../store/host/compare.ts';
import { hostStore } from '../../store/host/facts.ts';
import { hostKernel } from '../../store/host/kernel.ts';
import { hostRunStore, stopOnHost } from '../../store/host/run.ts';
import { runOnModel } from '../../store/program-text.ts';
import { track } from '../../store/requests.ts';
import { compareText } from '../../text/en/compare.ts';
import { hostPanel } from '../../text/en/host-panel.ts';
import { stopAt } from '../spotlight/bytes-at.ts';
import { Tasks } from './Tasks.tsx';

const text = hostPanel.kernel;

/** What of a host's kernel can be seen from outside, and the way to see the rest: on the model. */
export default function HostKernel() {
  const kernel = useFramePicture(hostKernel);
  const facts = useStore(hostStore, ({ link, facts: known }) => (link === 'connected' ? known : undefined));
  if (!kernel) return null;
  const { shared, submitted, inFlight, seen, unreaped, clock, tasks } = kernel;
  const rows: readonly (readonly [string, string | number])[] = [
    [text.submitted, submitted],
    [text.inFlight, inFlight],
    [text.seen, seen],
    [text.unreaped, unreaped],
    [text.clock, clock],
  ];
  // Of the whole machine, and of now: not of the moment on the page.
  const live =
    facts &&
    ([
      [text.aioNr, facts.aioNr],
      [text.aioMaxNr, facts.aioMaxNr],
    ] as const);
  return (
    <>
      <dl className="facts mono">
        {shared.map(({ name, value, at }) => (
          <div key={name} {...stopAt(at, 4)}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {live?.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-live="">{value}</dd>
          </div>
        ))}
      </dl>
      <Tasks tasks={tasks} />
      <Elsewhere />
    </>
  );
}

/** What cannot be seen here, and where it can. */
function Elsewhere() {
  const connected = useStore(hostStore, ({ link }) => link === 'connected');
  const idle = useStore(hostRunStore, ({ state }) => state === 'idle');
  const comparing = useStore(compareStore, ({ running }) => running);
  return (
    <div className="elsewhere">
      <p>{text.hidden}</p>
      <button type="button" disabled={!connected || !idle || comparing} onClick={() => track(compareOnHost())}>
        {compareText.compare}
      </button>
      <button
        type="button"
        onClick={() => {
          stopOnHost();
          track(runOnModel());
        }}
      >
        {text.runOnModel}
      </button>
    </div>
  );
}
