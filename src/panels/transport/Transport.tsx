import { useStore } from 'zustand';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { isMoving, playbackStore } from '../../store/playback.ts';
import type { Session } from '../../store/session.ts';
import { sessionStore } from '../../store/session.ts';
import { nextStatement, previousStatement, reset, step, stepBack, toggleRun } from '../../store/transport.ts';
import { text } from '../../text/index.ts';
import { forward, keysOf } from './commands.ts';
import { Icon } from './Icon.tsx';
import { PositionSlider } from './PositionSlider.tsx';
import { SpeedSlider } from './SpeedSlider.tsx';
import { useKeys } from './use-keys.ts';
import './transport.css';

const atStart = ({ recording }: Session) => recording.position === 0;
const atEnd = ({ recording }: Session) => recording.ending !== undefined && recording.position === recording.length;

/** The buttons and the slider that move the cursor. */
export function Transport() {
  const ready = useStore(sessionStore, ({ session }) => session !== undefined);
  const playing = useStore(playbackStore, isMoving);
  const canGoBack = useFrameValue(canStepBack) ?? false;
  const start = useFrameValue(atStart) ?? true;
  const end = useFrameValue(atEnd) ?? true;
  useKeys();
  const back = ready && canGoBack && !start;
  return (
    <fieldset className="transport" aria-label={text.page.transport}>
      <div className="buttons">
        <button
          type="button"
          onClick={reset}
          disabled={!ready}
          aria-keyshortcuts={keysOf('reset')}
          title={text.page.keys.reset}
        >
          <Icon name="reset" />
          {text.page.reset}
        </button>
        <button
          type="button"
          className="icon"
          onClick={previousStatement}
          disabled={!back}
          aria-label={text.page.previousStatement}
          aria-keyshortcuts={keysOf('previousStatement')}
          title={text.page.keys.previousStatement}
        >
          <Icon name="previous" />
        </button>
        <button
          type="button"
          onClick={stepBack}
          disabled={!back}
          aria-keyshortcuts={keysOf('stepBack')}
          title={text.page.keys.stepBack}
        >
          <Icon name="back" />
          {text.page.stepBack}
        </button>
        <button
          type="button"
          className="primary run"
          onClick={playing ? toggleRun : forward(toggleRun)}
          disabled={!ready}
          aria-keyshortcuts={keysOf('run')}
          title={text.page.keys.run}
        >
          <Icon name={playing ? 'pause' : 'run'} />
          {playing ? text.page.pause : text.page.run}
        </button>
        <button
          type="button"
          onClick={forward(step)}
          disabled={!ready || end}
          aria-keyshortcuts={keysOf('step')}
          title={text.page.keys.step}
        >
          {text.page.step}
          <Icon name="forward" />
        </button>
        <button
          type="button"
          className="icon"
          onClick={forward(nextStatement)}
          disabled={!ready || end}
          aria-label={text.page.nextStatement}
          aria-keyshortcuts={keysOf('nextStatement')}
          title={text.page.keys.nextStatement}
        >
          <Icon name="next" />
        </button>
      </div>
      <PositionSlider />
      <SpeedSlider />
    </fieldset>
  );
}

const canStepBack = ({ recording }: Session) => recording.machine.can.stepBack;
