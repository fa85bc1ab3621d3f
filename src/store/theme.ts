import { createStore } from 'zustand/vanilla';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** index.html reads it before the first paint. */
const KEY = 'kring.theme';

const system = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

/** What the person chose; `<html data-theme>` has what it comes to. */
export const themeStore = createStore<{ readonly theme: Theme }>()(() => ({ theme: remembered() }));

export function setTheme(theme: Theme): void {
  themeStore.setState({ theme });
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage is forbidden here: the choice lasts as long as the page.
  }
  apply();
}

/** Follows the system while that is the choice. */
system?.addEventListener('change', apply);

function apply(): void {
  const { theme } = themeStore.getState();
  const dark = theme === 'system' ? system?.matches : theme === 'dark';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}
