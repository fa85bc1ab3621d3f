import type { CType, StructType } from '../c/program.ts';
import { momentOf } from './moment.ts';
import type { Session } from './session.ts';
import { readUser } from './user-reader.ts';

/** A word of struct io_uring, and what each side's header calls it. */
export interface WordLabel {
  readonly offset: number;
  readonly at: number;
  readonly value: number;
  readonly program: string;
  readonly library: string;
}

/** Behind ring_ptr: what was padding up to 2.2. */
const FROM = 88;
const TO = 104;

/** The words on which the headers of program and library may differ; none when there is one header only. */
export function libraryLabels(session: Session): readonly WordLabel[] {
  const own = session.program.globals.find(({ type }) => isRing(type));
  const library = session.program.functions
    .filter(({ file }) => session.program.files[file]?.name.startsWith('liburing/'))
    .flatMap(({ locals }) => locals.map(({ type }) => (type.kind === 'pointer' ? type.to : type)))
    .find(isRing);
  if (!own || !library || own.type.kind !== 'struct') return [];
  const bytes = readUser(momentOf(session).memory, own.address + FROM, TO - FROM);
  if (!bytes) return [];
  const labels: WordLabel[] = [];
  for (let offset = FROM; offset < TO; offset += 4) {
    labels.push({
      offset,
      at: own.address + offset,
      value: bytes.getUint32(offset - FROM, true),
      program: nameAt(own.type, offset),
      library: nameAt(library, offset),
    });
  }
  return labels;
}

function isRing(type: CType): type is StructType {
  return type.kind === 'struct' && type.name === 'io_uring';
}

/** `sq.ring_entries`, `sq.pad[1]`: what lies at an offset. */
function nameAt(type: CType, offset: number): string {
  if (type.kind === 'array') {
    const size = type.size / type.length;
    return `[${Math.floor(offset / size)}]${nameAt(type.of, offset % size)}`;
  }
  if (type.kind !== 'struct') return '';
  const member = type.members.findLast((candidate) => candidate.offset <= offset);
  if (!member) return '';
  const rest = nameAt(member.type, offset - member.offset);
  return `${member.name}${rest.startsWith('[') || rest === '' ? '' : '.'}${rest}`;
}
