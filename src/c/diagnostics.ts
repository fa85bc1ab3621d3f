import { preprocessorMessages } from './messages.ts';
import type { Diagnostic } from './program.ts';

/** Where a diagnostic points: lines and columns count from 1, columns in UTF-16 units, a tab is one column. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Line `line` (from 1) of a text, without its end. */
export function sourceLine(text: string, line: number): string {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  const whole = end < 0 ? text.slice(start) : text.slice(start, end);
  return whole.endsWith('\r') ? whole.slice(0, -1) : whole;
}

export function makeDiagnostic(
  severity: Diagnostic['severity'],
  source: { readonly name: string; readonly text: string },
  span: Span,
  message: string,
): Diagnostic {
  return {
    severity,
    file: source.name,
    line: span.line,
    column: span.column,
    length: Math.max(1, span.length),
    message,
    source: sourceLine(source.text, span.line),
  };
}

/**
 * As gcc prints it: place, severity and sentence; the source line; a caret below the column.
 * Tabs before the caret are kept, so that it stands right whatever a terminal makes of them.
 */
export function formatDiagnostic(d: Diagnostic): string {
  const head = `${d.file}:${d.line}:${d.column}: ${d.severity}: ${d.message}`;
  if (d.source === '') return head;
  const number = String(d.line).padStart(5);
  const indent = d.source.slice(0, d.column - 1).replace(/[^\t]/g, ' ');
  const room = Math.max(1, d.source.length - (d.column - 1));
  const underline = `^${'~'.repeat(Math.min(d.length, room) - 1)}`;
  return `${head}\n${number} | ${d.source}\n${' '.repeat(number.length)} | ${indent}${underline}`;
}

/** Errors shown before a report gives up: one missing brace must not bury a reader. */
export const MAX_ERRORS = 50;

/** Thrown by Report.fatal, and caught by whoever made the report: nothing sensible can follow. */
export class Halt extends Error {}

/** Collects what a pass has to say. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  private errors = 0;

  add(
    severity: Diagnostic['severity'],
    place: Span & { readonly source: { readonly name: string; readonly text: string } },
    message: string,
  ): void {
    this.diagnostics.push(makeDiagnostic(severity, place.source, place, message));
    if (severity === 'error' && ++this.errors === MAX_ERRORS) {
      this.fatal(place, preprocessorMessages.tooManyErrors(MAX_ERRORS));
    }
  }

  /** An error after which the pass stops. */
  fatal(place: Span & { readonly source: { readonly name: string; readonly text: string } }, message: string): never {
    this.diagnostics.push(makeDiagnostic('error', place.source, place, message));
    throw new Halt(message);
  }
}
