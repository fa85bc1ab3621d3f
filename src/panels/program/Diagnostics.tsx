import { useStore } from 'zustand';
import type { Diagnostic } from '../../c/program.ts';
import { programStore } from '../../store/program-text.ts';
import { text } from '../../text/index.ts';

/** Errors listed; more of them are usually the first one's children. */
const MAX_LISTED = 20;

/** What the compiler says about the text, each with a press to go there. */
export function Diagnostics({ onGo }: { readonly onGo: (diagnostic: Diagnostic) => void }) {
  const diagnostics = useStore(programStore, (program) => program.diagnostics);
  const running = useStore(programStore, (program) => program.running !== undefined);
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return (
    <div className="diagnostics" role="status" aria-live="polite">
      {diagnostics.length > 0 && (
        <>
          <p className={errors > 0 ? 'refused' : 'warned'}>{summary(errors, diagnostics.length, running)}</p>
          <ol aria-label={text.program.diagnostics}>
            {diagnostics.slice(0, MAX_LISTED).map((diagnostic) => (
              <li key={`${diagnostic.line}:${diagnostic.column} ${diagnostic.message}`}>
                <button type="button" className={`diagnostic ${diagnostic.severity}`} onClick={() => onGo(diagnostic)}>
                  <span className="mono">{text.program.diagnosticAt(diagnostic.line, diagnostic.column)}</span>
                  <span>
                    {text.program.severity[diagnostic.severity]}: {diagnostic.message}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          {diagnostics.length > MAX_LISTED && (
            <p className="note">{text.program.moreDiagnostics(diagnostics.length - MAX_LISTED)}</p>
          )}
        </>
      )}
    </div>
  );
}

function summary(errors: number, all: number, running: boolean): string {
  if (errors === 0) return text.program.warned(all);
  return running ? text.program.refused(errors) : text.program.refusedFirst(errors);
}
