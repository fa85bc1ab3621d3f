import { useStore } from 'zustand';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { machineStore } from '../../store/machine-module.ts';
import { narration } from '../../store/narration.ts';
import { programStore } from '../../store/program-text.ts';
import { storyNote } from '../../store/story.ts';
import { text } from '../../text/index.ts';
import { Sentence } from '../region/Sentence.tsx';
import { Why, WhyButton } from './Why.tsx';
import './narration.css';

/** Above everything: what has just happened, and what the scenario says about it. */
export function Narration() {
  const said = useFramePicture(narration);
  const note = useFramePicture(storyNote);
  const noMachine = useStore(machineStore, ({ failure }) =>
    failure === undefined ? undefined : text.page.loadFailed(failure),
  );
  const noProgram = useStore(programStore, ({ failure }) => failure);
  if (!said) {
    const failure = noMachine ?? noProgram;
    return (
      <div className="narration" role={failure === undefined ? 'status' : 'alert'}>
        <p className="said">{failure ?? text.page.loading}</p>
      </div>
    );
  }
  return (
    <section className={`narration ${said.side}`} aria-label={text.page.narration}>
      {said.who !== '' && (
        <p className="when mono">
          {said.when} · <span className="who">{said.who}</span>
        </p>
      )}
      <p className="said">
        <Sentence text={said.sentence} />
        {note?.text !== undefined && (
          <span className="story">
            {' '}
            <Sentence text={note.text} />
          </span>
        )}
      </p>
      <WhyButton />
      <Why />
    </section>
  );
}
