import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { hostStore, retryNow } from '../../store/host/facts.ts';
import { hostPanel as text } from '../../text/en/host-panel.ts';
import { linkErrors } from '../../text/en/link-errors.ts';

/** The light of the connection, and while there is none, why and what to do. */
export function LinkState() {
  const { link, why, retryAt } = useStore(hostStore);
  const seconds = useSecondsTo(retryAt);
  const remedies: Readonly<Record<string, string>> = text.remedies;
  return (
    <>
      <p className={`light ${link}`}>{text.light[link]}</p>
      {why !== undefined && (
        <p className="host-why">
          {why.code === 'NO_TOKEN' ? text.noToken : sentence(linkErrors.errors[why.code])}. {remedies[why.code]}{' '}
          {seconds !== undefined && text.retryIn(seconds)}
        </p>
      )}
      {retryAt !== undefined && (
        <button type="button" onClick={retryNow}>
          {text.retry}
        </button>
      )}
    </>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** Counts down, once a second. */
function useSecondsTo(time: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (time === undefined) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [time]);
  return time === undefined ? undefined : Math.max(0, Math.ceil((time - now) / 1000));
}
