import { useStore } from 'zustand';
import { hasAioRing, isAboutSize } from '../../store/about-size.ts';
import { failureStore } from '../../store/failure.ts';
import { programStore } from '../../store/program-text.ts';
import { sessionStore } from '../../store/session.ts';
import { text } from '../../text/index.ts';
import { EventsPanel } from '../events/EventsPanel.tsx';
import { HostPlace } from '../host/HostPlace.tsx';
import { MachinePicker } from '../host/MachinePicker.tsx';
import { IocbPanel } from '../iocb/IocbPanel.tsx';
import { KernelPanel } from '../kernel/KernelPanel.tsx';
import { Announcer } from '../narration/Announcer.tsx';
import { Narration } from '../narration/Narration.tsx';
import { ProgramPanel } from '../program/ProgramPanel.tsx';
import { RingPanel } from '../ring/RingPanel.tsx';
import { RingSizeSlot } from '../ring-size/RingSizeSlot.tsx';
import { FieldStrip } from '../spotlight/FieldStrip.tsx';
import { Spotlight } from '../spotlight/Spotlight.tsx';
import { TimelinePanel } from '../timeline/TimelinePanel.tsx';
import { NoticeLine } from '../tools/NoticeLine.tsx';
import { Overlays } from '../tools/Overlays.tsx';
import { Tools } from '../tools/Tools.tsx';
import { ScenarioPicker } from '../transport/ScenarioPicker.tsx';
import { Transport } from '../transport/Transport.tsx';
import { Tray } from '../tray/Tray.tsx';
import { Pane, Panes } from './Panes.tsx';
import { UringPart } from './UringPart.tsx';
import { useColumns } from './use-columns.ts';
import './app.css';

/** A defect of kring, said where nobody can miss it. */
function Failure() {
  const what = useStore(failureStore, (failure) => failure.what);
  return what === undefined ? null : (
    <p className="failure" role="alert">
      {text.page.crashed(what)}
    </p>
  );
}

/** The page: bar, sentence, the regions, and what is pointed at. */
export function App() {
  return (
    <div className="app">
      <Bar />
      <HostPlace />
      <Spotlight>
        <Failure />
        <Regions />
      </Spotlight>
      <FieldStrip />
    </div>
  );
}

function Bar() {
  return (
    <header className="bar">
      <h1 className="logo">
        <b>k</b>
        {text.page.title.slice(1)}
      </h1>
      <ScenarioPicker />
      <MachinePicker />
      <Transport />
      <Tools />
      <NoticeLine />
      <Overlays />
      <Announcer />
      <UringPart />
    </header>
  );
}

/** The AIO ring; where a program is about the size of its ring, the panel about that, before it or in its place. */
function Rings() {
  const about = useStore(programStore, ({ scenario }) => isAboutSize(scenario));
  const aio = useStore(programStore, ({ scenario }) => hasAioRing(scenario));
  if (!about) return <RingPanel />;
  return aio ? (
    <div className="rings">
      <RingSizeSlot />
      <RingPanel />
    </div>
  ) : (
    <RingSizeSlot />
  );
}

/** Heights of the right column: a program that has no iocb has more to show below. */
const SIDE = {
  aio: { id: 'side', iocb: { min: 120 }, events: { size: 86 }, kernel: 222 },
  uring: { id: 'side-uring', iocb: { min: 64, size: 104 }, events: {}, kernel: 296 },
} as const;

/** In three columns, in two of which the right one scrolls, or one below the other. */
function Regions() {
  const id = useStore(sessionStore, ({ session }) => session?.id);
  const columns = useColumns();
  const side = useStore(programStore, ({ scenario }) =>
    isAboutSize(scenario) && !hasAioRing(scenario) ? SIDE.uring : SIDE.aio,
  );
  const { panes } = text.page;
  const program = <ProgramPanel />;
  const tray = <Tray key={`tray ${id}`} />;
  const ring = <Rings />;
  const timeline = <TimelinePanel />;
  const iocb = <IocbPanel />;
  const events = <EventsPanel />;
  const kernel = <KernelPanel />;
  const narration = <Narration />;
  if (columns === 1) {
    return (
      <>
        {narration}
        {program}
        {tray}
        {ring}
        {timeline}
        {iocb}
        {events}
        {kernel}
      </>
    );
  }
  const left = (
    <Panes id={`left-${columns}`} direction="vertical">
      <Pane id="program" min={140}>
        {program}
      </Pane>
      <Pane id="tray" size={columns === 2 ? 150 : 216} min={64} handle={panes.tray}>
        {tray}
      </Pane>
    </Panes>
  );
  if (columns === 2) {
    return (
      <>
        {narration}
        <Panes id="columns-2" direction="horizontal">
          <Pane id="left" min={280}>
            {left}
          </Pane>
          <Pane id="right" size={558} min={340} handle={panes.program}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <div className="right" tabIndex={0}>
              {ring}
              {timeline}
              {iocb}
              {events}
              {kernel}
            </div>
          </Pane>
        </Panes>
      </>
    );
  }
  return (
    <>
      {narration}
      <Panes key={columns} id={`columns-${columns}`} direction="horizontal">
        <Pane id="left" size={columns === 3 ? 392 : 520} min={260}>
          {left}
        </Pane>
        <Pane id="middle" min={400} handle={panes.program}>
          <Panes id={`middle-${columns}`} direction="vertical">
            <Pane id="ring" min={180}>
              {ring}
            </Pane>
            <Pane id="timeline" size={216} min={120} handle={panes.timeline}>
              {timeline}
            </Pane>
          </Panes>
        </Pane>
        <Pane id="side" size={columns === 3 ? 404 : 480} min={300} handle={panes.side}>
          <Panes key={side.id} id={`${side.id}-${columns}`} direction="vertical">
            <Pane id="iocb" {...side.iocb}>
              {iocb}
            </Pane>
            <Pane id="events" {...side.events} min={64} handle={panes.events}>
              {events}
            </Pane>
            <Pane id="kernel" size={side.kernel} min={64} handle={panes.kernel}>
              {kernel}
            </Pane>
          </Panes>
        </Pane>
      </Panes>
    </>
  );
}
