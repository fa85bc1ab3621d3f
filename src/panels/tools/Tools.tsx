import { useStore } from 'zustand';
import { share } from '../../store/link.ts';
import { openOverlay } from '../../store/overlay.ts';
import { setTheme, THEMES, type Theme, themeStore } from '../../store/theme.ts';
import { text } from '../../text/index.ts';
import { keysOf } from '../transport/commands.ts';
import './tools.css';

/** At the end of the bar: what is not about moving through the run. */
export function Tools() {
  const theme = useStore(themeStore, (chosen) => chosen.theme);
  return (
    <div className="tools">
      <button
        type="button"
        onClick={() => openOverlay('palette')}
        aria-keyshortcuts={keysOf('palette')}
        title={text.commands.palette}
      >
        {text.palette.open}
      </button>
      <button
        type="button"
        className="icon"
        onClick={() => openOverlay('keys')}
        aria-label={text.keySheet.open}
        aria-keyshortcuts={keysOf('keys')}
        title={text.commands.keys}
      >
        ?
      </button>
      <button type="button" onClick={share} title={text.link.shareHint}>
        {text.link.share}
      </button>
      <select
        aria-label={text.theme.name}
        title={text.theme.name}
        value={theme}
        onChange={(event) => setTheme(event.target.value as Theme)}
      >
        {THEMES.map((choice) => (
          <option key={choice} value={choice}>
            {text.theme.choices[choice]}
          </option>
        ))}
      </select>
    </div>
  );
}
