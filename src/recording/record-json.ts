import { FaultKind, Step, WaitReason } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { activityName, type Record } from './record.ts';
import { stepFields } from './step-fields.ts';

type Value = string | number | bigint | readonly bigint[];

/**
 * The record as one line of JSON, without the newline. Every line has position, time (ns), task, activity, ordinal
 * and kind; the other members depend on the kind. What is a 64-bit word to the kernel or the program is a string of
 * decimal digits: a reader that keeps numbers in doubles would change it. Output is `text` when its bytes are UTF-8,
 * else `base64`. docs/json.md is the reference.
 * @param place where a statement of the program is, as `prog.c:31:20`
 */
export function recordJson(record: Record, place: (statement: number) => string | undefined): string {
  const members: [string, Value][] = [
    ['position', record.position],
    ['time', record.time],
    ['task', record.task],
    ['activity', activityName(record.activity)],
    ['ordinal', record.ordinal],
    ['kind', record.kind],
    ...details(record),
    ...placeMember(record, place),
  ];
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${valueJson(value)}`).join(',')}}`;
}

function details(record: Record): [string, Value][] {
  switch (record.kind) {
    case 'enter':
      return [
        ['args', record.args],
        ['statement', record.statement],
      ];
    case 'return':
      return [['result', record.result]];
    case 'step':
      return [
        ['step', Step[record.step] ?? `${record.step}`],
        ...stepFields(record.step, record.payload).map(({ name, value }): [string, Value] => [name, value]),
      ];
    case 'output':
      return [['fd', record.fd], outputMember(record.bytes)];
    case 'block':
    case 'wake':
      return [
        ['reason', WaitReason[record.reason] ?? `${record.reason}`],
        ['object', record.object],
      ];
    case 'signal':
      return [
        ['signal', Signal[record.signal] ?? `${record.signal}`],
        ['fault', FaultKind[record.fault] ?? `${record.fault}`],
        ['address', record.address],
        ['statement', record.statement],
      ];
    case 'exit':
      return [
        ['status', record.status],
        ['pid', record.pid],
      ];
    case 'stuck':
      return [['blocked', record.blocked]];
    case 'unmodelled':
      return [
        ['syscall', activityName(record.syscall)],
        ['detail', record.detail],
      ];
    case 'reap':
      return [
        ['ring', record.ring],
        ['cq_head_before', record.before],
        ['cq_head_after', record.after],
      ];
  }
}

function placeMember(record: Record, place: (statement: number) => string | undefined): [string, Value][] {
  const where = record.kind === 'enter' || record.kind === 'signal' ? place(record.statement) : undefined;
  return where === undefined ? [] : [['place', where]];
}

function outputMember(bytes: Uint8Array): [string, Value] {
  try {
    return ['text', new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)];
  } catch {
    return ['base64', btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))];
  }
}

function valueJson(value: Value): string {
  if (typeof value === 'object') return `[${value.map(valueJson).join(',')}]`;
  return typeof value === 'bigint' ? `"${value}"` : JSON.stringify(value);
}
