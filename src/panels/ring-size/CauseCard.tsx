import { useStore } from 'zustand';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { openOverlay } from '../../store/overlay.ts';
import { programStore } from '../../store/program-text.ts';
import type { Session } from '../../store/session.ts';
import { causes, sizes } from '../../text/sizes.ts';

const text = sizes.card;

const isOver = ({ recording }: Session) => recording.ending !== undefined && recording.position === recording.length;

/** At the end of a scenario: what its program suffers from, what helps, and what to check in one's own. */
export function CauseCard() {
  const over = useFrameValue(isOver);
  const scenario = useStore(programStore, (program) => program.scenario);
  if (!over || scenario.cause === undefined) return null;
  const { cause, fix, guard } = causes[scenario.cause];
  return (
    <section className="cause-card" aria-label={text.title}>
      <h3>{text.title}</h3>
      <dl>
        <dt>{text.cause}</dt>
        <dd>{cause}</dd>
        <dt>{text.fix}</dt>
        <dd>{fix}</dd>
        <dt>{text.guard}</dt>
        <dd>
          <code className="mono">{guard}</code>
        </dd>
      </dl>
      <button type="button" onClick={() => openOverlay('diagnosis')}>
        {sizes.diagnose}
      </button>
    </section>
  );
}
