import { Iocb } from '../../assembly/uapi/aio_abi.ts';
import type { CType, VariableInfo } from '../c/program.ts';
import { hex } from '../uapi/names.ts';
import { isStruct, sizeOf } from './c-type.ts';
import { visibleLocals } from './call-stack.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
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
  const all = [...new Set([...inVariables(session), ...submitted(session)])];
  const chosen = selection.iocb !== undefined && all.includes(selection.iocb);
  const current = chosen ? selection.iocb : (lastTouched(session, all) ?? all[0]);
  const at = current === undefined ? 0 : all.indexOf(current);
  const first = Math.max(0, Math.min(at - MAX_TABS / 2, all.length - MAX_TABS));
  const { names } = momentOf(session);
  const tabs = all
    .slice(first, first + MAX_TABS)
    .map((address) => ({ address, name: names.at(address) ?? hex(address) }));
  return { tabs, more: all.length - tabs.length, current, chosen };
});

function inVariables(session: Session): number[] {
  const { frames, memory, over } = momentOf(session);
  if (over) return [];
  const found: number[] = [];
  const variables: VariableInfo[] = [
    ...frames.flatMap((frame) => visibleLocals(frame, memory)),
    ...session.program.globals,
  ];
  for (const { type, address } of variables) collect(type, address, found);
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

function submitted({ index, recording }: Session): number[] {
  const count = index.recordsAt(recording.position);
  const found: number[] = [];
  for (const { address, from } of index.iocbs) {
    if (from >= count) break;
    found.push(address);
  }
  return found;
}

/** How far back the kernel's last work on an iocb is looked for. */
const LOOK_BACK = 64;

function lastTouched({ index, recording }: Session, all: readonly number[]): number | undefined {
  const count = index.recordsAt(recording.position);
  for (let i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
    const record = index.at(i);
    if (record.kind !== 'step') continue;
    const address = Number(record.payload[1] ?? 0n);
    if (all.includes(address)) return address;
  }
  return undefined;
}
