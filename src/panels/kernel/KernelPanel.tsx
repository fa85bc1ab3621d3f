import { useFramePicture } from '../../frame/use-frame-value.ts';
import { kernelPicture } from '../../store/kernel-picture.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { factStop } from '../spotlight/bytes-at.ts';
import { SlotsBar } from './SlotsBar.tsx';
import './kernel.css';

/** What only the kernel knows: its own numbers, beside those in the shared ring. */
export function KernelPanel() {
  const kernel = useFramePicture(kernelPicture);
  return (
    <Region name={text.kernel.name} className="kernel" note={text.kernel.note}>
      {!kernel || kernel.state === 'unseen' ? (
        <p className="empty">{kernel ? text.kernel.unseen : ''}</p>
      ) : (
        <>
          {kernel.slots && <SlotsBar slots={kernel.slots} />}
          <dl className="facts mono">
            {kernel.facts.map(({ id, name, value }) => (
              <div key={name} {...factStop(id)}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          {kernel.tasks.map(({ name, value }) => (
            <p key={name} className="task">
              <span className="mono">{name}</span> {value}
            </p>
          ))}
        </>
      )}
    </Region>
  );
}
