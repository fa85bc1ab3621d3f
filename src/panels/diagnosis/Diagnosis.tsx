import { Dialog } from 'radix-ui';
import { useId, useState } from 'react';
import { diagnose } from '../../diagnosis/decide.ts';
import { type RingValues, readValues } from '../../diagnosis/values.ts';
import { closeOverlay, openOverlay } from '../../store/overlay.ts';
import { causes, sizes, diagnosis as text } from '../../text/sizes.ts';
import { hex } from '../../uapi/names.ts';
import '../tools/dialog.css';
import './diagnosis.css';

/** Symptom and values in, cause and fix out. */
export default function Diagnosis() {
  const [pasted, setPasted] = useState('');
  const id = useId();
  const values = readValues(pasted);
  return (
    <Dialog.Root open onOpenChange={closeOverlay}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-ground" />
        <Dialog.Content className="dialog key-sheet diagnosis">
          <Dialog.Title>{text.title}</Dialog.Title>
          <Dialog.Description className="note">{text.intro}</Dialog.Description>
          <label htmlFor={id}>{text.paste}</label>
          <textarea
            id={id}
            className="mono"
            rows={8}
            spellCheck={false}
            placeholder={text.example}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <div role="status">{pasted.trim() !== '' && <Answer values={values} />}</div>
          <button type="button" onClick={() => openOverlay('matrix')}>
            {text.matrix}
          </button>
          <Dialog.Close className="dialog-close">{text.close}</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Answer({ values }: { readonly values: RingValues }) {
  const known = Object.entries(values);
  if (known.length === 0) return <p>{text.nothing}</p>;
  const found = diagnose(values);
  const because: readonly string[] = found?.because ?? [];
  return (
    <>
      <p className="found">
        {text.found}:{' '}
        {known.map(([name, value]) => (
          <span key={name} className={because.includes(name) ? 'mono telling' : 'mono'}>
            {text.values[name]} {name === 'kring_entries' || name === 'aio_magic' ? hex(value) : value}
          </span>
        ))}
      </p>
      {found ? (
        <div className="cause-card">
          <h3>{text[found.certainty]}</h3>
          <dl>
            <dt>{sizes.card.cause}</dt>
            <dd>{causes[found.cause].cause}</dd>
            <dt>{sizes.card.fix}</dt>
            <dd>{causes[found.cause].fix}</dd>
            <dt>{sizes.card.guard}</dt>
            <dd>
              <code className="mono">{causes[found.cause].guard}</code>
            </dd>
          </dl>
        </div>
      ) : (
        <p>{text.noRow}</p>
      )}
    </>
  );
}
