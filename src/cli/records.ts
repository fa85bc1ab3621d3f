import { RecordKind, RecordLayout } from '../../assembly/uapi/records.ts';
import type { Program } from '../c/program.ts';
import { decodeRecord, type Record, recordSize } from '../recording/record.ts';
import { recordJson } from '../recording/record-json.ts';
import { STDOUT, writeAll } from './output.ts';
import { placeOf } from './place.ts';

/** Calls back for every record of a piece of trace, not yet decoded. */
function eachRecord(trace: Uint8Array, visit: (kind: RecordKind, view: DataView, at: number) => void): void {
  const view = new DataView(trace.buffer, trace.byteOffset, trace.byteLength);
  for (let at = 0; at < trace.length; at += recordSize(view, at)) {
    visit(view.getUint8(at + RecordLayout.kind), view, at);
  }
}

/** Copies what the program wrote to its stdout and stderr to ours. */
export function printOutput(trace: Uint8Array): void {
  eachRecord(trace, (kind, view, at) => {
    if (kind !== RecordKind.Output) return;
    const record = decodeRecord(view, at);
    if (record.kind === 'output') writeAll(record.fd, record.bytes);
  });
}

/**
 * Prints every record as a line of JSON.
 * @param program says where the statements are
 */
export function printJson(trace: Uint8Array, program: Program): void {
  const lines: string[] = [];
  const place = (statement: number) => placeOf(program, statement);
  eachRecord(trace, (_, view, at) => lines.push(recordJson(decodeRecord(view, at), place), '\n'));
  if (lines.length > 0) writeAll(STDOUT, Buffer.from(lines.join('')));
}

/** The last record of a piece of trace, undefined when there is none. */
export function lastRecord(trace: Uint8Array): Record | undefined {
  let last = -1;
  let whole: DataView | undefined;
  eachRecord(trace, (_, view, at) => {
    whole = view;
    last = at;
  });
  return whole && decodeRecord(whole, last);
}
