import { useFrameValue } from '../../frame/use-frame-value.ts';
import { usesUring } from '../../store/uring/part.ts';
import { text } from '../../text/index.ts';

const PHASES = ['submitting', 'device', 'unreaped', 'reaped'] as const;

/** How the drawing shows the phases of a request: each has a shape of its own. */
export function Legend() {
  const uring = useFrameValue(usesUring);
  return (
    <ul className="timeline-legend" aria-label={text.timeline.legend}>
      {PHASES.map((phase) => (
        <li key={phase}>
          <i className={`swatch ${phase}`} />
          {uring && phase === 'submitting' ? text.timeline.beingSubmitted : text.timeline.phases[phase]}
        </li>
      ))}
    </ul>
  );
}
