import { useEffect } from 'react';
import { overlayStore } from '../../store/overlay.ts';
import { COMMANDS } from './commands.ts';

/** Elements that have a use of their own for all keys, for those that move them, or for Space. */
const OWN_KEYS = 'input:not([type="range"]), textarea, select, [contenteditable], .cm-editor';
const OWN_ARROWS = 'input, [role="tab"], [role="separator"]';
const OWN_SPACE = 'button, summary, a[href]';
const ARROWS = /^(Arrow|Home$|End$)/;

/** Every command's keys, as long as nothing that has the focus wants them for itself. */
export function useKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || overlayStore.getState().overlay !== undefined) return;
  const target = event.target instanceof Element ? event.target : undefined;
  const name = nameOf(event);
  if (target?.closest(OWN_KEYS)) return;
  if (ARROWS.test(event.key) && target?.closest(OWN_ARROWS)) return;
  if (event.key === ' ' && target?.closest(OWN_SPACE)) return;
  const command = COMMANDS.find(({ keys }) => keys.includes(name));
  if (!command) return;
  event.preventDefault();
  command.act();
}

/** The key as COMMANDS has it; Command on a Mac is as good as Control. */
function nameOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): string {
  const letter = /^[a-z]$/i.test(key);
  const name = key === ' ' ? 'Space' : letter ? key.toUpperCase() : key;
  const shift = shiftKey && (letter || key.length > 1) ? 'Shift+' : '';
  return `${altKey ? 'Alt+' : ''}${ctrlKey || metaKey ? 'Control+' : ''}${shift}${name}`;
}
