import { isRecord, type RecordType } from '../types.ts';

/** Positions to a member by name, through anonymous structs and unions: `[2]`, or `[1, 0]` inside the second member. */
export function memberPath(record: RecordType, name: string): number[] | undefined {
  for (const [index, member] of record.members.entries()) {
    if (member.name === name) return [index];
    if (member.name !== '' || !isRecord(member.type)) continue;
    const rest = memberPath(member.type, name);
    if (rest) return [index, ...rest];
  }
  return undefined;
}
