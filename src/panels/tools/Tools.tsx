import { useStore } from 'zustand';
import { share } from '../../store/link.ts';
import { setTheme, THEMES, type Theme, themeStore } from '../../store/theme.ts';
import { text } from '../../text/index.ts';
import './tools.css';

/** At the end of the bar: what is not about moving through the run. */
export function Tools() {
  const theme = useStore(themeStore, (chosen) => chosen.theme);
  return (
    <div className="tools">
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
