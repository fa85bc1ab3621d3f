import { Iocb } from '../../assembly/uapi/aio_abi.ts';
import type { CType, VariableInfo } from '../c/program.ts';
import { hex } from '../uapi/names.ts';
import { isStruct, sizeOf } from './c-type.ts';
import { visibleLocals } from './call-stack.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { known } from './record-index.ts';
import type { Session } from './session.ts';
import { readInteger } from './values.ts';

/** One known struct iocb. */
export interface IocbTab {
  readonly address: number;
  /** What the program calls it, else its address. */
  readonly name: string;
}

export interface IocbList {
  /** The tabs on the screen: at most MAX_TABS, around the current one. */
  readonly tabs: readonly IocbTab[];
  /** Known iocbs that have no tab. */
  readonly more: number;
  readonly current: number | undefined;
  /** The person chose it, so it does not change with the cursor. */
  readonly chosen: boolean;
}

const MAX_TABS = 16;
/** Elements of one array that are looked at. */
const MAX_ELEMENTS = 4096;

/** The iocbs known at the cursor: variables in scope, and everything submitted so far. */
export const iocbList = picture<IocbList>((session, selection) => {
  const all = knownAt(session);
  const chosen = selection.iocb !== undefined && all.places.has(selection.iocb);
  const current = chosen ? selection.iocb : (lastTouched(session, all) ?? all.list[0]);
  const at = (current === undefined ? undefined : all.places.get(current)) ?? 0;
  const first = Math.max(0, Math.min(at - MAX_TABS / 2, all.list.length - MAX_TABS));
  const { names } = momentOf(session);
  const tabs = all.list
    .slice(first, first + MAX_TABS)
    .map((address) => ({ address, name: names.at(address) ?? hex(address) }));
  return { tabs, more: all.list.length - tabs.length, current, chosen };
});

/** Addresses in the order of their tabs. */
interface KnownIocbs {
  readonly list: readonly number[];
  /** Where in the list an address is. */
  readonly places: ReadonlyMap<number, number>;
}

let last: { session: Session; key: string; iocbs: KnownIocbs } | undefined;

/** The same object as long as neither the variables in scope nor their pointers change and nothing new is submitted. */
function knownAt(session: Session): KnownIocbs {
  const variables = variablesAt(session);
  const targets = pointerTargets(session, variables);
  const submitted = known(session.index.iocbFrom, session.index.recordsAt(session.recording.position));
  const functions = momentOf(session).frames.map((frame) => frame.function.name);
  const key = `${functions} ${variables.map(({ name, address }) => `${name}@${address}`)} ${targets} ${submitted}`;
  if (last?.session !== session || last.key !== key) {
    const found: number[] = [];
    for (const { type, address } of variables) collect(type, address, found);
    const list = [...new Set([...found, ...targets, ...session.index.iocbs.slice(0, submitted)])];
    last = { session, key, iocbs: { list, places: new Map(list.map((address, place) => [address, place])) } };
  }
  return last.iocbs;
}

function variablesAt(session: Session): VariableInfo[] {
  const { frames, memory, over } = momentOf(session);
  return over ? [] : [...frames.flatMap((frame) => visibleLocals(frame, memory)), ...session.program.globals];
}

/** The iocbs that pointers in scope point to. */
function pointerTargets(session: Session, variables: readonly VariableInfo[]): number[] {
  const { memory } = momentOf(session);
  const found: number[] = [];
  for (const { type, address } of variables) {
    if (type.kind !== 'pointer' || !isStruct(type.to, 'iocb')) continue;
    const target = readInteger(memory, address, 8, false);
    if (target && memory.protection(Number(target))?.read) found.push(Number(target));
  }
  return found;
}

/** Addresses of all iocbs inside a value. */
function collect(type: CType, address: number, found: number[]): void {
  if (isStruct(type, 'iocb')) {
    if (sizeOf(type) === Iocb.SIZEOF) found.push(address);
  } else if (type.kind === 'array') {
    const size = sizeOf(type.of);
    const start = found.length;
    for (let i = 0; i < Math.min(type.length, MAX_ELEMENTS); i++) {
      collect(type.of, address + i * size, found);
      if (found.length === start) return;
    }
  } else if (type.kind === 'struct') {
    for (const member of type.members) collect(member.type, address + member.offset, found);
  }
}

/** How far back the kernel's last work on an iocb is looked for. */
const LOOK_BACK = 64;

function lastTouched({ index, recording }: Session, all: KnownIocbs): number | undefined {
  const count = index.recordsAt(recording.position);
  for (let i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
    const record = index.at(i);
    if (record.kind !== 'step') continue;
    const address = Number(record.payload[1] ?? 0n);
    if (all.places.has(address)) return address;
  }
  return undefined;
}
