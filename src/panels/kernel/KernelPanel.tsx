import { lazy, Suspense } from 'react';
import { useFramePicture } from '../../frame/use-frame-value.ts';
import { importPart } from '../../lib/import-part.ts';
import { kernelPicture } from '../../store/kernel-picture.ts';
import { text } from '../../text/index.ts';
import { Region } from '../region/Region.tsx';
import { factStop } from '../spotlight/bytes-at.ts';
import { SlotsBar } from './SlotsBar.tsx';
import { Tasks } from './Tasks.tsx';
import './kernel.css';

/** A part of the page about a Linux host: it has come before, with the region that runs programs there. */
const HostKernel = lazy(() => importPart(() => import('./HostKernel.tsx')));

/** What only the kernel knows: its own numbers, beside those in the shared ring. */
export function KernelPanel() {
  const kernel = useFramePicture(kernelPicture);
  return (
    <Region
      name={text.kernel.name}
      className="kernel"
      note={kernel?.state === 'unseen' ? text.kernel.hostNote : text.kernel.note}
    >
      {!kernel ? null : kernel.state === 'unseen' ? (
        <Suspense fallback={<p className="empty">{text.kernel.unseen}</p>}>
          <HostKernel />
        </Suspense>
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
          <Tasks tasks={kernel.tasks} />
        </>
      )}
    </Region>
  );
}
