import type { Statement } from '../c/program.ts';
import { statementAt } from './call-stack.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import type { Session } from './session.ts';

/**
 * The line of the program's first file that runs, or is the next to run. In a function of another file of the
 * program's, the line it was called from.
 */
export function currentLine(session: Session): number | undefined {
  const { statement, over } = momentOf(session);
  return over || !statement ? undefined : inFirstFile(session, statement);
}

/** The line at which a signal has ended the program. */
export function fatalLine(session: Session): number | undefined {
  const { over, task } = momentOf(session);
  const statement = over && task.signal !== 0 ? session.program.statements[task.statement] : undefined;
  return statement && inFirstFile(session, statement);
}

function inFirstFile(session: Session, statement: Statement): number | undefined {
  if (statement.file === 0) return statement.line;
  const { program } = session;
  const caller = momentOf(session).frames.find((frame) => frame.function.file === 0);
  return caller && statementAt(program, caller.function, caller.pc)?.line;
}

/**
 * Lines of the program's own file of which a statement has run, ascending. A statement that goes over several lines
 * counts for all of them, but one that has others inside only for its first.
 */
export const executedLines = picture<readonly number[]>(({ program, recording }) => {
  const lines = new Set<number>();
  for (const [id, { file, line, endLine }] of program.statements.entries()) {
    if (file !== 0 || !recording.machine.hasRun(id)) continue;
    const next = program.statements[id + 1];
    const last = next?.file === 0 && next.line > line ? Math.min(endLine, next.line - 1) : endLine;
    for (let at = line; at <= last; at++) lines.add(at);
  }
  return [...lines].sort((a, b) => a - b);
});
