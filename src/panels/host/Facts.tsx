import { hostPanel as text } from '../../text/en/host-panel.ts';
import type { HostFacts } from '../../wire/control.ts';
import { ioUring } from './io-uring.ts';

/** What the host is, and what it can do. */
export function Facts({ facts }: { readonly facts: HostFacts }) {
  const names = text.facts;
  const rows: readonly (readonly [string, string])[] = [
    [names.kernel, `Linux ${facts.release}`],
    [names.machine, `${facts.name} (${facts.machine})`],
    [names.cpus, `${facts.cpus}`],
    [names.pageSize, text.bytes(facts.pageSize)],
    [names.aioNr, `${facts.aioNr}`],
    [names.aioMaxNr, `${facts.aioMaxNr}`],
    [names.events, text.atMost(facts.mostEvents)],
    [names.sessions, text.of(facts.sessions, facts.mostSessions)],
    [names.directory, facts.fileSystem],
    [names.oDirect, facts.oDirect ? text.opens : text.opensNot],
    [names.ioUring, ioUring(facts)],
    [names.sandbox, text.sandbox(facts.root)],
  ];
  return (
    <details className="host-details">
      <summary>{text.details}</summary>
      <dl className="host-facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
