import { IoUringEnter } from '../../assembly/uapi/io_uring_abi.ts';
import { WINDOW_BASE } from '../../assembly/uapi/memory-map.ts';
import { FaultKind, Step, WaitReason } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Program, Statement } from '../c/program.ts';
import { activityName, type Record } from '../recording/record.ts';
import type { StepFacts } from '../text/en/steps.ts';
import { duration } from '../text/format.ts';
import { text } from '../text/index.ts';
import { hex, opcodeName, resultName, signalName } from '../uapi/names.ts';
import { SYSCALL_ARGUMENTS } from '../uapi/syscall-arguments.ts';
import { TaskView } from '../uapi/task-view.ts';
import type { AddressNames } from './address-names.ts';
import { lastSignal } from './ending.ts';
import { momentOf } from './moment.ts';
import { filesAt, nameOfFile } from './named-ranges.ts';
import { picture } from './picture.ts';
import type { StepRecord } from './record-index.ts';
import type { Session } from './session.ts';

/** What is said about the cursor. */
export interface Narration {
  /** When it was, and who did it. */
  readonly when: string;
  readonly who: string;
  /** In the kernel, or in the program's own code. */
  readonly side: 'kernel' | 'user';
  readonly sentence: string;
}

/** One sentence, or a few short ones, for the moment the cursor stands behind. */
export const narration = picture<Narration>((session) => {
  const { machine, frames, statement } = momentOf(session);
  const records = session.index.recordsOf(session.recording.position);
  const kernel = records.find(({ kind }) => kind === 'step' || kind === 'enter' || kind === 'return');
  const said = records.flatMap((record) => sentenceOf(session, record, records));
  const next = nextSentence(session, said.length > 0);
  return {
    when: duration(machine.now),
    who: kernel ? activityText(kernel) : (frames[0]?.function.name ?? ''),
    side: kernel ? 'kernel' : 'user',
    sentence:
      [...said, ...(next === undefined ? [] : [next])].join(' ') || (statement ? '' : text.narration.startEmpty),
  };
});

/** `io_submit #2`; what the kernel does of its own accord has no number. */
function activityText({ activity, ordinal }: Record): string {
  return ordinal === 0 ? activityName(activity) : `${activityName(activity)} #${ordinal}`;
}

/** Records that say what a call of one step did. */
const SAYS_IT: ReadonlySet<Record['kind']> = new Set(['return', 'block', 'signal', 'exit', 'unmodelled']);

function sentenceOf(session: Session, record: Record, all: readonly Record[]): string[] {
  const { names } = momentOf(session);
  switch (record.kind) {
    case 'step':
      if (record.step === Step.Call && all.some(({ kind }) => SAYS_IT.has(kind))) return [];
      return [text.steps[Step[record.step] as keyof typeof Step](factsOf(record, names))];
    case 'enter':
      return [text.narration.enters(callText(record)), ...uringCall(record)];
    case 'return':
      return [
        text.narration.returned(activityName(record.activity), returnText(record.result)),
        ...uringMapping(session, record),
      ];
    case 'output':
      return [text.narration.wrote(record.bytes.length, record.fd)];
    case 'signal':
      return [signalSentence(session, record)];
    case 'exit': {
      const signal = record.status > 128 ? lastSignal(session) : undefined;
      const first = TaskView.at(session.recording.machine.view, 1).tid === record.pid;
      const sentence = first
        ? text.narration.exited(record.status)
        : text.narration.childExited(record.pid, record.status);
      return [...(signal ? [signalSentence(session, signal)] : []), sentence];
    }
    case 'stuck':
      return [text.narration.stuck(record.blocked)];
    case 'block':
      return all.some(({ kind }) => kind === 'step')
        ? []
        : [text.narration.blocked(text.waitsFor[waitName(record.reason)])];
    case 'wake':
      return all.some(({ kind }) => kind === 'step') ? [] : [text.narration.wakes];
    case 'reap':
      return [text.narration.reaped(record.before, record.after)];
    case 'unmodelled':
      return [text.narration.unmodelled(activityName(record.syscall))];
  }
}

/** What io_uring_setup and io_uring_enter are asked for. */
function uringCall({ activity, args }: Record & { kind: 'enter' }): string[] {
  const word = (index: number) => BigInt.asUintN(32, args[index] ?? 0n);
  if (activity === Sys.io_uring_setup) return [text.narration.setsUp(word(0))];
  if (activity !== Sys.io_uring_enter) return [];
  return [text.narration.entersRing(word(1), (word(3) & GETEVENTS) === 0n ? undefined : word(2))];
}

const GETEVENTS = BigInt(IoUringEnter.GETEVENTS);

/** What of an io_uring an mmap has just made accessible. */
function uringMapping(session: Session, { activity, result }: Record & { kind: 'return' }): string[] {
  if (activity !== Sys.mmap) return [];
  const files = filesAt(session);
  const mapping = files.find(({ start, uring }) => uring && start === Number(result));
  return mapping ? [text.narration.mapped(nameOfFile(mapping, files))] : [];
}

function signalSentence(
  { program }: Session,
  { signal, fault, address, statement }: Record & { kind: 'signal' },
): string {
  const what = text.faults[FaultKind[fault] as keyof typeof FaultKind](hex(address));
  return text.narration.killed(signalName(signal), what, program.statements[statement]?.line);
}

function waitName(reason: WaitReason): keyof typeof WaitReason {
  return WaitReason[reason] as keyof typeof WaitReason;
}

function callText(record: Record & { kind: 'enter' }): string {
  const name = activityName(record.activity);
  const count: number | undefined = SYSCALL_ARGUMENTS[name as keyof typeof SYSCALL_ARGUMENTS];
  if (count === undefined) return name;
  return `${name}(${record.args.slice(0, count).map(argumentText).join(', ')})`;
}

/** Results in the program's window are addresses. */
function returnText(result: bigint): string {
  return result >= BigInt(WINDOW_BASE) ? hex(result) : resultName(result);
}

function argumentText(value: bigint): string {
  const signed = BigInt.asIntN(64, value);
  return signed > -4096n && signed < 0x1_0000n ? `${signed}` : hex(value);
}

function factsOf(record: StepRecord, names: AddressNames): StepFacts {
  const word = (index: number) => record.payload[index] ?? 0n;
  const iocb = word(1);
  return {
    iocb: `\`${names.at(iocb) ?? hex(iocb)}\``,
    word,
    result: (index) => resultName(BigInt.asIntN(64, word(index))),
    hex: (index) => hex(word(index)),
    time: (index) => duration(word(index)),
    opcode: (index) => opcodeName(Number(word(index))) ?? `${word(index)}`,
  };
}

/** Which line is next, when the program's own code goes on. */
function nextSentence(session: Session, saidSomething: boolean): string | undefined {
  const { statement, task, over, frames } = momentOf(session);
  if (session.recording.position === 0 && statement) return text.narration.start(statement.line);
  if (over || task.inKernel || !statement || frames.length === 0) return undefined;
  if (saidSomething) return text.narration.nextLineShort(statement.line);
  return text.narration.nextLine(statement.line, sourceOf(session.program, statement).replaceAll('`', "'"));
}

/** The statement's text, as far as it is on its first line. */
function sourceOf({ files }: Program, { file, line, column, endLine, endColumn }: Statement): string {
  const text = files[file]?.text.split('\n')[line - 1] ?? '';
  return text.slice(column - 1, endLine === line ? endColumn - 1 : undefined).trim();
}

/** The cursor's place in words, for the slider: its mark, else its line. */
export function positionName(session: Session): string {
  const { position } = session.recording;
  const mark = session.recording.markAt(position);
  if (mark !== undefined) return text.page.atMark(position, mark);
  const { statement } = momentOf(session);
  return statement ? text.page.atLine(position, statement.line) : text.page.atMoment(position);
}
