import { FaultKind, Step, WaitReason } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { activityName, type Record } from './record.ts';
import { stepFields } from './step-fields.ts';

type Value = string | number | bigint | readonly bigint[];

/**
 * The record as one line of JSON, without the newline. Every line has position, time (ns), task, activity, ordinal
 * and kind; the other members depend on the kind. Integers are written with all their digits, up to 64 bits. Output
 * is `text` when its bytes are UTF-8, else `base64`.
 */
export function recordJson(record: Record): string {
  const members: [string, Value][] = [
    ['position', record.position],
    ['time', record.time],
    ['task', record.task],
    ['activity', activityName(record.activity)],
    ['ordinal', record.ordinal],
    ['kind', record.kind],
    ...details(record),
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
      return [['status', record.status]];
    case 'stuck':
      return [['blocked', record.blocked]];
    case 'unmodelled':
      return [
        ['syscall', activityName(record.syscall)],
        ['detail', record.detail],
      ];
  }
}

function outputMember(bytes: Uint8Array): [string, Value] {
  try {
    return ['text', new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)];
  } catch {
    return ['base64', btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))];
  }
}

function valueJson(value: Value): string {
  if (typeof value === 'object') return `[${value.join(',')}]`;
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}
