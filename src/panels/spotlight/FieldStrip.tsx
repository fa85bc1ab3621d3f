import { lazy, Suspense } from 'react';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { importPart } from '../../lib/import-part.ts';
import { type FieldText, litField } from '../../store/field-picture.ts';
import { letGo } from '../../store/spotlight.ts';
import { text } from '../../text/index.ts';
import { Sentence } from '../region/Sentence.tsx';

const FieldRules = lazy(() => importPart(() => import('./FieldRules.tsx')));

/** At the foot of the page: what is lit, its value, where it comes from, and the rules that speak of it. */
export function FieldStrip() {
  const field = useFramePicture(litField)?.field;
  return (
    <footer className="field-strip">
      <section aria-label={text.fields.name} aria-live="polite" aria-atomic="true">
        {field ? <Field {...field} /> : <Hint />}
      </section>
      {field?.held && (
        <button type="button" className="plain" onClick={letGo} aria-keyshortcuts="Escape">
          {text.fields.letGo}
        </button>
      )}
    </footer>
  );
}

function Hint() {
  return (
    <p className="hint">
      <Sentence text={text.fields.hint} />
    </p>
  );
}

function Field({ owner, name, value, type, place, says, source, fn, rules }: FieldText) {
  return (
    <>
      <p className="field-line mono">
        <b>
          {owner !== undefined && <span className="owner">{owner}.</span>}
          {name}
        </b>{' '}
        {value !== undefined && <span className="field-value">= {value}</span>}{' '}
        <span className="note">{[type, place].filter(Boolean).join(' · ')}</span>
      </p>
      <p className="field-line">
        <span>
          <Sentence text={says} />
        </span>{' '}
        {(fn !== undefined || source !== undefined) && (
          <span className="note">
            {fn !== undefined && <code>{fn}</code>} {source}
          </span>
        )}{' '}
        {rules.length > 0 && (
          <Suspense fallback={<span className="rule-ids mono">{rules.join(' ')}</span>}>
            <FieldRules rules={rules} />
          </Suspense>
        )}
      </p>
    </>
  );
}
