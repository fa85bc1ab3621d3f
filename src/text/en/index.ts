import { fields } from './fields.ts';
import { linkErrors } from './link-errors.ts';
import { memory, tray } from './memory.ts';
import { endings, faults, narration, page, waitsFor } from './page.ts';
import { consoleText, events, iocb, kernel, program, ring } from './panels.ts';
import { steps } from './steps.ts';
import { timeline } from './timeline.ts';
import { commands, keySheet, link, moves, overlayFailed, palette, theme, why } from './tools.ts';

/** English. */
export const en = {
  language: 'en',
  page,
  narration,
  steps,
  endings,
  faults,
  waitsFor,
  linkErrors,
  program,
  ring,
  iocb,
  events,
  kernel,
  fields,
  timeline,
  link,
  theme,
  commands,
  moves,
  keySheet,
  palette,
  overlayFailed,
  why,
  console: consoleText,
  memory,
  tray,
};
