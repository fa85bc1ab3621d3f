import { loadModule } from '../machine/load-wasm.ts';
import { machineStore } from '../store/machine-module.ts';
import { openScenario } from '../store/program-text.ts';
import { type Session, sessionStore } from '../store/session.ts';
import { extend } from '../store/transport.ts';

/** A scenario's session as the page has it, recorded and gone through to its end. */
export async function openedScenario(id: string): Promise<Session> {
  machineStore.setState({ module: await loadModule(process.env.KRING_WASM) });
  await openScenario(id);
  const { session } = sessionStore.getState();
  if (!session) throw new Error(`${id} did not open`);
  while (session.recording.ending === undefined || session.index.behind || session.timeline.behind) extend(session);
  return session;
}

/** The cursor of a session at a mark. */
export function seekTo(session: Session, mark: string): Session {
  const position = session.recording.positionOf(mark);
  if (position === undefined) throw new Error(`no moment of the run is ${mark}`);
  session.recording.seek(position);
  return session;
}

/** Both. */
export const scenarioAt = async (id: string, mark: string) => seekTo(await openedScenario(id), mark);
