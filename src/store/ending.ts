import { FaultKind, WaitReason } from '../../assembly/uapi/records.ts';
import type { Ending, Waiter } from '../recording/ending.ts';
import type { Record } from '../recording/record.ts';
import { text } from '../text/index.ts';
import { hex, signalName, syscallName } from '../uapi/names.ts';
import { picture } from './picture.ts';
import type { Session } from './session.ts';

/** A sentence of kring about the run, apart from the program's own output. */
export interface Message {
  readonly tone: 'done' | 'failed' | 'plain';
  readonly sentence: string;
}

/** How the run ended, said when the cursor stands at its end; and what a long run costs, said at once. */
export const endingMessages = picture<readonly Message[]>(
  (session) => {
    const { thinned } = session.recording;
    const ending = endingHere(session);
    return [
      ...(thinned > 1 ? [{ tone: 'plain', sentence: text.endings.thinned(thinned) } as const] : []),
      ...(ending ? messagesOf(session, ending) : []),
    ];
  },
  { also: (session) => (endingHere(session) ? 'end' : session.recording.thinned) },
);

/** The ending, if the cursor stands at it. */
function endingHere({ recording }: Session): Ending | undefined {
  return recording.position === recording.length ? recording.ending : undefined;
}

function messagesOf(session: Session, ending: Ending): Message[] {
  switch (ending.kind) {
    case 'exited': {
      if (ending.signal === undefined) {
        return [{ tone: ending.status === 0 ? 'done' : 'plain', sentence: text.endings.exited(ending.status) }];
      }
      return [
        { tone: 'failed', sentence: signalSentence(session, signalName(ending.signal)) },
        { tone: 'failed', sentence: text.endings.exited(ending.status) },
      ];
    }
    case 'stuck':
      return [
        { tone: 'failed', sentence: text.endings.stuck },
        ...ending.waiters.map((waiter): Message => ({ tone: 'failed', sentence: waiterSentence(waiter) })),
      ];
    case 'livelock':
      return [{ tone: 'failed', sentence: text.endings.livelock(ending.since, ending.period) }];
    case 'unmodelled':
      return [{ tone: 'failed', sentence: text.endings.unmodelled(syscallName(ending.syscall), hex(ending.detail)) }];
    case 'bounded':
      return [{ tone: 'plain', sentence: text.endings.bounded[ending.by](session.recording.length) }];
    case 'lost':
      return lostMessages(ending);
    case 'bug':
      return [{ tone: 'failed', sentence: text.endings.bug(ending.code, hex(ending.detail)) }];
  }
}

/** Of a run on a host that came to no end of its own. */
function lostMessages({ code, detail, syscall }: Ending & { kind: 'lost' }): Message[] {
  const where = syscall === undefined ? [] : [text.linkErrors.wasIn(syscallName(syscall))];
  const tone = code === 'STOPPED' ? 'plain' : 'failed';
  const sentence =
    code === 'STOPPED' ? text.linkErrors.errors.STOPPED : text.linkErrors.because(text.linkErrors.errors[code], detail);
  return [sentence, ...where].map((said) => ({ tone, sentence: said }));
}

function waiterSentence({ task, syscall, reason }: Waiter): string {
  return text.endings.waiter(task, syscallName(syscall), text.waitsFor[WaitReason[reason] as keyof typeof WaitReason]);
}

/** The signal with the place of the statement it came from: `one-read.c:20:9`. */
function signalSentence(session: Session, name: string): string {
  const { program } = session;
  const record = lastSignal(session);
  if (!record) return name;
  const statement = program.statements[record.statement];
  const what = text.faults[FaultKind[record.fault] as keyof typeof FaultKind](hex(record.address));
  if (!statement) return text.endings.signal(name, what);
  const file = program.files[statement.file]?.name ?? '';
  return text.endings.signalAt(name, what, `${file}:${statement.line}:${statement.column}`);
}

/** Between a signal and the end of the program, the kernel cleans up. */
const LOOK_BACK = 256;

/** The signal that the program died of, if it was one. */
export function lastSignal({ index, recording }: Session): (Record & { kind: 'signal' }) | undefined {
  const count = index.recordsAt(recording.position);
  for (let i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
    const record = index.at(i);
    if (record.kind === 'signal') return record;
  }
  return undefined;
}
