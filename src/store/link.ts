import { importPart } from '../lib/import-part.ts';
import { listedScenarios, loadScenario, type Scenario } from '../scenarios/index.ts';
import { text } from '../text/index.ts';
import { goTo } from './go-to.ts';
import { complain, dismiss, say } from './notice.ts';
import { openProgram, openScenario, programStore } from './program-text.ts';
import { begin, track } from './requests.ts';
import { sessionStore } from './session.ts';

/** Shows what the page's address names: `?scenario=ID&at=MARK`, or a program in the fragment. Never runs it. */
export function openAddress(): Promise<void> {
  dismiss();
  const { search, hash } = location;
  return track(hash.length > 1 ? openFragment(hash.slice(1), begin()) : openQuery(new URLSearchParams(search)));
}

/** Shows a scenario at its beginning. Back leads to where the page stood before. */
export function visitScenario(id: string): Promise<void> {
  dismiss();
  return track(visit(id, addressHere()));
}

async function visit(id: string, left: Promise<string | undefined>): Promise<void> {
  if (!(await openScenario(id))) return;
  const address = await left;
  if (address !== undefined) history.replaceState(null, '', address);
  history.pushState(null, '', queryOf(id, undefined));
}

/** Copies the address of what is on the page, with its moment; shows it when the clipboard is not to be had. */
export async function share(): Promise<void> {
  const address = await addressHere();
  if (address === undefined) {
    complain(text.link.tooLong);
    return;
  }
  const link = new URL(address, location.href).href;
  const where = placeHere() ?? text.link.beginning;
  try {
    await navigator.clipboard.writeText(link);
    say(text.link.copied(where));
  } catch {
    say(text.link.copyThis(where), link);
  }
}

async function openQuery(query: URLSearchParams): Promise<void> {
  const id = query.get('scenario');
  const at = query.get('at');
  if (!(await openScenario(id ?? ''))) return;
  if (id !== null && !listedScenarios.some((listed) => listed.id === id)) complain(text.link.noScenario(shown(id)));
  else if (at !== null && at !== '0') goTo(shown(at));
}

async function openFragment(fragment: string, signal: AbortSignal): Promise<void> {
  const codec = await importPart(() => import('./link-codec.ts')).catch(() => undefined);
  const shared = codec === undefined ? 'notLoaded' : await codec.decodeProgram(fragment);
  const scenario = typeof shared === 'string' ? undefined : await loadScenario(shared.scenario).catch(() => undefined);
  if (signal.aborted) return;
  if (typeof shared === 'string' || scenario === undefined) {
    await openScenario('', signal);
    complain(typeof shared === 'string' ? text.link.problems[shared] : text.link.noScenario(shown(shared.scenario)));
    return;
  }
  if ((await openProgram(scenario, shared.text, signal)) && shared.at !== undefined) goTo(shown(shared.at));
}

/** The address of what is on the page, without its host; undefined when there can be none. */
async function addressHere(): Promise<string | undefined> {
  const { scenario, text: program, running } = programStore.getState();
  const at = program === running ? placeHere() : undefined;
  if (program === scenario.program.text) return queryOf(scenario.id, at);
  const codec = await importPart(() => import('./link-codec.ts')).catch(() => undefined);
  const fragment = await codec?.encodeProgram({ scenario: scenario.id, text: program, at });
  return fragment === undefined ? undefined : `${location.pathname}#${fragment}`;
}

function queryOf(id: Scenario['id'], at: string | undefined): string {
  const query = at === undefined ? '' : `&at=${encodeURIComponent(at).replaceAll('%2F', '/')}`;
  return `${location.pathname}?scenario=${encodeURIComponent(id)}${query}`;
}

/** The cursor's mark, or its number; undefined at the beginning. */
function placeHere(): string | undefined {
  const { session } = sessionStore.getState();
  if (!session || session.recording.position === 0) return undefined;
  const { recording } = session;
  return recording.markAt(recording.position) ?? `${recording.position}`;
}

/** What came with an address, as a sentence may show it. */
function shown(name: string): string {
  return name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
}

const LONGEST_SHOWN = 80;
