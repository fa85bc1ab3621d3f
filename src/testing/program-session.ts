import { compile } from '../c/index.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { openSession, type Session } from '../store/session.ts';
import { extend } from '../store/transport.ts';

/** A rule's program, on the page's model, recorded and gone through to its end. */
export async function openedRule(name: string): Promise<Session> {
  const rule = rulePrograms.find((each) => each.name === name);
  const result = rule && compile(rule);
  if (!result?.ok) throw new Error(`${name}: ${result?.diagnostics[0]?.message ?? 'no such program'}`);
  const module = await loadModule(process.env.KRING_WASM);
  const recording = Recording.create(module, { cpus: 2, version: 618, seed: 1 }, result.program, RULE_FILES);
  const session = openSession(result.program, recording);
  while (recording.ending === undefined || session.index.behind || session.timeline.behind) extend(session);
  return session;
}
