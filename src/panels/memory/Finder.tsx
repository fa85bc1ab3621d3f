import { type FormEvent, useCallback, useId, useState } from 'react';
import { useFrameValue } from '../../frame/use-frame-value.ts';
import { memoryPlace } from '../../store/memory-place.ts';
import { type MemoryRegion, regionName } from '../../store/memory-regions.ts';
import { showInMemory, showRegion } from '../../store/memory-view.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { pagesSize } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { hex } from '../../uapi/names.ts';

interface Props {
  readonly regions: readonly MemoryRegion[];
  /** The one that is shown; undefined when nothing is mapped at `at`. */
  readonly region: MemoryRegion | undefined;
  readonly at: number;
}

/** Ways to a place in memory: the list of what is mapped, and a field for an address or a name. */
export function Finder({ regions, region, at }: Props) {
  const { problem, onSubmit, forget } = useField();
  const id = useId();
  return (
    <>
      <form className="finder" onSubmit={onSubmit}>
        <select
          aria-label={text.memory.choose}
          value={region?.start ?? at}
          onChange={(event) => showRegion(Number(event.target.value))}
        >
          {!region && <option value={at}>{text.memory.region([hex(at), text.memory.noRegion])}</option>}
          {regions.map((each) => (
            <option key={each.start} value={each.start}>
              {optionText(each)}
            </option>
          ))}
        </select>
        <input
          name="place"
          className="mono"
          aria-label={text.memory.find}
          aria-invalid={problem !== undefined}
          aria-describedby={id}
          placeholder={text.memory.find}
          title={text.memory.findHint}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={forget}
        />
      </form>
      <p id={id} className="refusal" role="alert">
        {problem}
      </p>
    </>
  );
}

/** What Enter does; and why it did not, until the text or the moment is another. */
function useField() {
  const [refused, setRefused] = useState<{ readonly problem: string; readonly position: number }>();
  const position = refused?.position;
  const still = useFrameValue(useCallback(({ recording }: Session) => recording.position === position, [position]));
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { session } = sessionStore.getState();
    const typed = new FormData(event.currentTarget).get('place');
    if (!session || typeof typed !== 'string' || typed.trim() === '') return;
    const place = memoryPlace(session, typed);
    if ('problem' in place) setRefused({ problem: place.problem, position: session.recording.position });
    else showInMemory(place.address, place.size);
  };
  return { problem: still ? refused?.problem : undefined, onSubmit, forget: () => setRefused(undefined) };
}

function optionText(region: MemoryRegion): string {
  const { kind, start, end, read, write } = region;
  return text.memory.region([
    regionName(region),
    ...(kind === 'ring' ? [] : [hex(start)]),
    pagesSize(end - start),
    ...(read ? [] : [text.memory.noAccess]),
    ...(read && !write && kind !== 'rodata' ? [text.memory.readOnly] : []),
  ]);
}
