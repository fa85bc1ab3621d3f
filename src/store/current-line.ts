import { momentOf } from './moment.ts';
import type { Session } from './session.ts';

/**
 * The line of the program's own file that runs, or is the next to run. In a function of another file of the
 * program's, the line it was called from.
 */
export function currentLine(session: Session): number | undefined {
  const { statement, over } = momentOf(session);
  return over || statement?.file !== 0 ? undefined : statement.line;
}
