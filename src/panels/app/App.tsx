import { useStore } from 'zustand';
import { failureStore } from '../../store/failure.ts';
import { sessionStore } from '../../store/session.ts';
import { text } from '../../text/index.ts';
import { ConsolePanel } from '../console/ConsolePanel.tsx';
import { EventsPanel } from '../events/EventsPanel.tsx';
import { IocbPanel } from '../iocb/IocbPanel.tsx';
import { KernelPanel } from '../kernel/KernelPanel.tsx';
import { Announcer } from '../narration/Announcer.tsx';
import { Narration } from '../narration/Narration.tsx';
import { ProgramPanel } from '../program/ProgramPanel.tsx';
import { RingPanel } from '../ring/RingPanel.tsx';
import { TimelinePanel } from '../timeline/TimelinePanel.tsx';
import { NoticeLine } from '../tools/NoticeLine.tsx';
import { Overlays } from '../tools/Overlays.tsx';
import { Tools } from '../tools/Tools.tsx';
import { ScenarioPicker } from '../transport/ScenarioPicker.tsx';
import { Transport } from '../transport/Transport.tsx';
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

/** The page: bar, sentence, and the regions, which are new for every session. */
export function App() {
  const id = useStore(sessionStore, ({ session }) => session?.id);
  return (
    <div className="app">
      <header className="bar">
        <h1 className="logo">
          <b>k</b>
          {text.page.title.slice(1)}
        </h1>
        <ScenarioPicker />
        <Transport key={`transport ${id}`} />
        <Tools />
        <NoticeLine />
        <Overlays />
        <Announcer />
      </header>
      <main className="main">
        <Failure />
        <Narration key={`narration ${id}`} />
        <ProgramPanel />
        <ConsolePanel key={`console ${id}`} />
        <div className="right">
          <RingPanel key={`ring ${id}`} />
          <TimelinePanel key={`timeline ${id}`} />
          <div className="side">
            <IocbPanel key={`iocb ${id}`} />
            <EventsPanel key={`events ${id}`} />
            <KernelPanel key={`kernel ${id}`} />
          </div>
        </div>
      </main>
    </div>
  );
}
