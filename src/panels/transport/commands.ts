import { share } from '../../store/link.ts';
import { intoCall, nextEvent, nextStop, overCall, previousEvent, previousStop } from '../../store/moves.ts';
import { openOverlay } from '../../store/overlay.ts';
import { changeSpeed, isMoving, playbackStore } from '../../store/playback.ts';
import { compileAndLoad, hasEdits } from '../../store/program-text.ts';
import { letGo } from '../../store/spotlight.ts';
import { setTheme } from '../../store/theme.ts';
import {
  nextStatement,
  previousStatement,
  reset,
  run,
  step,
  stepBack,
  toEnd,
  toggleRun,
} from '../../store/transport.ts';
import { focusTab } from '../../store/tray.ts';
import { toggleWhy } from '../../store/why-open.ts';
import type { Text } from '../../text/index.ts';
import { travel } from '../spotlight/travel.ts';

export interface Command {
  readonly id: keyof Text['commands'];
  readonly group: keyof Text['keySheet']['groups'];
  /** As aria-keyshortcuts has them. */
  readonly keys: readonly string[];
  readonly act: () => void;
}

/** What goes forward runs the text as it stands in the editor; when that is the one that runs, at once. */
export function forward(act: () => void): () => void {
  return () => {
    if (!hasEdits()) act();
    else
      compileAndLoad().then((runs) => {
        if (runs) act();
      });
  };
}

const runOrPause = () => (isMoving(playbackStore.getState()) ? toggleRun() : forward(run)());

/** All that can be done by key or from the palette. */
export const COMMANDS: readonly Command[] = [
  { id: 'step', group: 'moving', keys: ['ArrowRight', '.'], act: forward(step) },
  { id: 'stepBack', group: 'moving', keys: ['ArrowLeft', ','], act: stepBack },
  { id: 'nextStatement', group: 'moving', keys: ['Shift+ArrowRight'], act: forward(nextStatement) },
  { id: 'previousStatement', group: 'moving', keys: ['Shift+ArrowLeft'], act: previousStatement },
  { id: 'reset', group: 'moving', keys: ['Home'], act: reset },
  { id: 'end', group: 'moving', keys: ['End'], act: forward(toEnd) },
  { id: 'intoCall', group: 'jumping', keys: ['I'], act: forward(intoCall) },
  { id: 'overCall', group: 'jumping', keys: ['O'], act: forward(overCall) },
  { id: 'nextEvent', group: 'jumping', keys: ['E'], act: forward(nextEvent) },
  { id: 'previousEvent', group: 'jumping', keys: ['Shift+E'], act: previousEvent },
  { id: 'nextStop', group: 'jumping', keys: ['N'], act: forward(nextStop) },
  { id: 'previousStop', group: 'jumping', keys: ['Shift+N'], act: previousStop },
  { id: 'run', group: 'playing', keys: ['Space'], act: runOrPause },
  { id: 'faster', group: 'playing', keys: [']'], act: () => changeSpeed(1) },
  { id: 'slower', group: 'playing', keys: ['['], act: () => changeSpeed(-1) },
  { id: 'nextField', group: 'looking', keys: ['J'], act: () => travel(1) },
  { id: 'previousField', group: 'looking', keys: ['K'], act: () => travel(-1) },
  { id: 'letGo', group: 'looking', keys: ['Escape'], act: letGo },
  { id: 'why', group: 'looking', keys: ['W'], act: toggleWhy },
  { id: 'memory', group: 'looking', keys: ['M'], act: () => focusTab('memory') },
  { id: 'console', group: 'looking', keys: [], act: () => focusTab('console') },
  { id: 'palette', group: 'page', keys: ['Control+K'], act: () => openOverlay('palette') },
  { id: 'keys', group: 'page', keys: ['?'], act: () => openOverlay('keys') },
  { id: 'diagnosis', group: 'page', keys: ['D'], act: () => openOverlay('diagnosis') },
  { id: 'matrix', group: 'page', keys: [], act: () => openOverlay('matrix') },
  { id: 'share', group: 'page', keys: [], act: share },
  { id: 'light', group: 'page', keys: [], act: () => setTheme('light') },
  { id: 'dark', group: 'page', keys: [], act: () => setTheme('dark') },
  { id: 'system', group: 'page', keys: [], act: () => setTheme('system') },
];

/** The keys of one command, for a button's aria-keyshortcuts. */
export function keysOf(id: Command['id']): string {
  return (COMMANDS.find((command) => command.id === id)?.keys ?? []).join(' ');
}
