import { useStore } from 'zustand';
import { goTo } from '../../store/go-to.ts';
import { compareStore } from '../../store/host/compare.ts';
import { sessionStore } from '../../store/session.ts';
import { compareText as text } from '../../text/en/compare.ts';

/** What the comparison of the run on the page with the model has found; nothing while there is none. */
export function ComparePanel() {
  const { running, compared } = useStore(compareStore);
  const session = useStore(sessionStore, (state) => state.session?.id);
  if (running) return <p className="compared">{text.comparing}</p>;
  if (compared?.session !== session || compared === undefined) return null;
  return (
    <section className="compared" aria-label={text.name}>
      <p className={compared.same ? 'same' : 'different'}>{compared.summary}</p>
      {compared.differences.length > 0 && (
        <ol>
          {compared.differences.map(({ call, place, sentence, rules }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
            <li key={i}>
              <button type="button" className="plain" onClick={() => goTo(call)}>
                {text.goTo(call)}
              </button>{' '}
              {place !== undefined && <span className="mono">{place}</span>} {sentence} ({text.rules(rules.slice(0, 6))}
              )
            </li>
          ))}
        </ol>
      )}
      <button type="button" onClick={() => save(text.fileName(compared.name), compared.report)}>
        {text.save}
      </button>
    </section>
  );
}

function save(name: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/x-c' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
