import type { RuleId } from '../rules/ids.ts';
import type { UringFactId } from '../text/en/uring.ts';
import { text } from '../text/index.ts';
import { hex } from '../uapi/names.ts';
import { fieldAt } from './field-at.ts';
import type { FieldInfo } from './field-info.ts';
import { FACT_ORIGINS } from './field-origins.ts';
import { type Fact, kernelPicture } from './kernel-picture.ts';
import { picture } from './picture.ts';
import type { Session } from './session.ts';
import { type AioFactId, type FactId, lit, spotlightStore, type Target } from './spotlight.ts';
import { uringPart } from './uring/part.ts';

/** What is lit, in words. */
export interface FieldText {
  /** `iocb[3].aio_buf`: what it belongs to, and its name. */
  readonly owner: string | undefined;
  readonly name: string;
  readonly value: string | undefined;
  readonly type: string;
  /** `struct iocb +24 · 8 bytes at 0x100f0000a0`. */
  readonly place: string;
  readonly says: string;
  readonly source: string | undefined;
  readonly fn: string | undefined;
  readonly rules: readonly RuleId[];
  /** The bytes, where there are any. */
  readonly bytes: { readonly address: number; readonly size: number } | undefined;
  /** It stays when the pointer leaves. */
  readonly held: boolean;
}

/** The field that is lit, at the cursor; undefined while nothing is. */
export const litField = picture<{ readonly field: FieldText | undefined }>(
  (session) => {
    const spotlight = spotlightStore.getState();
    const target = lit(spotlight);
    if (!target) return { field: undefined };
    const held = spotlight.held !== undefined;
    if (target.kind === 'fact') return { field: { ...factText(session, target.fact), held } };
    return { field: { ...bytesText(fieldAt(session, target.address, target.size)), held } };
  },
  { also: () => spotlightStore.getState() },
);

/** A single byte stands for the field it belongs to. */
export function widen(session: Session, target: Target | undefined): Target | undefined {
  if (target?.kind !== 'bytes' || target.size !== 1) return target;
  const { address, size } = fieldAt(session, target.address, 1);
  return size > LARGEST_FIELD ? target : { kind: 'bytes', address, size };
}

/** A byte inside something larger, such as a buffer, is lit alone. */
const LARGEST_FIELD = 8;

function bytesText({ address, size, struct, ...field }: FieldInfo): Omit<FieldText, 'held'> {
  const at = text.fields.at(size, hex(address));
  const place = struct === undefined ? at : `${text.fields.within(struct.name, struct.offset)} · ${at}`;
  const { owner, name, value, type, says, source, fn, rules } = field;
  return { owner, name, value, type, place, says, source, fn, rules, bytes: { address, size } };
}

function factText(session: Session, id: FactId): Omit<FieldText, 'held'> {
  return isOfAio(id) ? aioFactText(session, id) : uringFactText(session, id);
}

const isOfAio = (id: FactId): id is AioFactId => id in FACT_ORIGINS;

function uringFactText(session: Session, id: UringFactId): Omit<FieldText, 'held'> {
  const part = uringPart();
  const origin = part?.uringFactOrigin(id) ?? {
    name: id,
    type: '',
    place: '',
    says: '',
    source: '',
    fn: '',
    rules: [],
  };
  return { ...origin, owner: undefined, value: part?.uringFactValue(session, id), bytes: undefined };
}

function aioFactText(session: Session, id: AioFactId): Omit<FieldText, 'held'> {
  const kernel = kernelPicture(session);
  const found: readonly Fact[] = kernel.state === 'seen' ? kernel.facts.filter((fact) => fact.id === id) : [];
  const { type, source, fn, rules } = FACT_ORIGINS[id];
  return {
    owner: undefined,
    name: found[0]?.name ?? id,
    value: found.length === 0 ? undefined : found.map(({ value }) => value).join(', '),
    type,
    place: PLACES[id] ?? text.fields.kernelOnly,
    says: text.fields.kernel[id],
    source: source || undefined,
    fn: fn || undefined,
    rules,
    bytes: undefined,
  };
}

const PLACES: Partial<Record<AioFactId, string>> = {
  aio_nr: text.fields.system,
  aio_max_nr: text.fields.system,
  clock: text.fields.model,
  next_event: text.fields.model,
};
