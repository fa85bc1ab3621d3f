import { useStore } from 'zustand';
import { playbackStore, SPEEDS, setSpeed } from '../../store/playback.ts';
import { text } from '../../text/index.ts';

/** How fast Run goes, from one moment a second to a million. */
export function SpeedSlider() {
  const speed = useStore(playbackStore, (playback) => playback.speed);
  return (
    <label className="speed" title={text.page.speedName(speed)}>
      <span className="visually-hidden">{text.page.speed}</span>
      <input
        type="range"
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={SPEEDS.indexOf(speed)}
        aria-valuetext={text.page.speedName(speed)}
        onChange={(event) => setSpeed(SPEEDS[event.target.valueAsNumber] ?? speed)}
      />
      <span className="mono" aria-hidden="true">
        {text.page.speedOf(speed)}
      </span>
    </label>
  );
}
