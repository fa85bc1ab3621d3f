import { AioRing } from '../../assembly/uapi/aio_abi.ts';
import { IoRings, IoUringCqe, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import type { CType } from '../c/program.ts';
import { text } from '../text/index.ts';
import { arrayOffset, IO_RINGS_FIELDS } from '../uapi/io-rings-layout.ts';
import { hex } from '../uapi/names.ts';
import { sizeOf } from './c-type.ts';
import { visibleLocals } from './call-stack.ts';
import { currentContext } from './contexts.ts';
import type { FileMapping, UringLife } from './file-mappings.ts';
import { memoryRegions, regionName } from './memory-regions.ts';
import type { Place } from './memory-view.ts';
import { momentOf } from './moment.ts';
import { fileRange, filesAt, isOfSqes } from './named-ranges.ts';
import type { Session } from './session.ts';
import { readInteger } from './values.ts';

/** Why what was typed leads nowhere. */
export interface Refusal {
  readonly problem: string;
}

/** Something of the program that lies in memory. */
interface Thing {
  readonly address: number;
  readonly type: CType;
}

/** Bytes of a mapping. */
interface Extent {
  readonly offset: number;
  readonly size: number;
}

const ADDRESS = /^0x[0-9a-f]{1,16}$/i;
/** `&p`, `*p`, `io[2]`, `req.cb`, `p->next`, `buf+512`. */
const PATH = /^([*&]?)\s*([A-Za-z_]\w*)((?:\[\d{1,9}\]|\.\w+|->\w+)*)(?:\s*\+\s*(\d{1,9}))?$/;
const STEP = /\[(\d+)\]|\.(\w+)|->(\w+)/g;

/**
 * Where an address lies, or what has a name: a path of C, or what AddressNames makes of an address. A pointer leads
 * to what it points to, with a star and without; `&p` is the pointer itself.
 */
export function memoryPlace(session: Session, typed: string): Place | Refusal {
  const wanted = typed.trim();
  const literal = ADDRESS.test(wanted);
  const place = literal
    ? { address: Number(wanted), size: 1 }
    : (placeOf(session, wanted) ?? namedPlace(session, wanted));
  if (!place) return { problem: text.memory.noName(wanted) };
  if (momentOf(session).memory.protection(place.address)) return place;
  const { notMapped, leadsNowhere } = text.memory;
  return { problem: literal ? notMapped(wanted) : leadsNowhere(wanted, hex(place.address)) };
}

function placeOf(session: Session, path: string): Place | undefined {
  const [, prefix, name = '', steps = '', plus] = PATH.exec(path) ?? [];
  const thing = thingOf(session, prefix, name, steps);
  const place = thing ? { address: thing.address, size: Math.max(1, sizeOf(thing.type)) } : ringOf(session, path);
  return place && plus !== undefined ? { address: place.address + Number(plus), size: 1 } : place;
}

/** The ring of the current context, which is called so when no variable is. */
function ringOf(session: Session, path: string): Place | undefined {
  const context = /^aio_ring(?:\s*\+|$)/.test(path) ? currentContext(session) : undefined;
  return context?.live ? { address: context.handle, size: AioRing.SIZEOF } : undefined;
}

/** What is called by what it is: a region, and what lies in an io_uring. */
function namedPlace(session: Session, typed: string): Place | undefined {
  const region = memoryRegions(session).find((each) => regionName(each).toLowerCase() === typed.toLowerCase());
  if (region) return { address: region.start, size: 1 };
  for (const mapping of filesAt(session)) {
    const { name, start } = fileRange(mapping);
    for (const { offset, size } of mapping.uring ? partsOfUring(mapping, mapping.uring) : []) {
      if (name(offset).toLowerCase() === typed.toLowerCase()) return { address: start + offset, size };
    }
  }
  return undefined;
}

function partsOfUring(mapping: FileMapping, { sqEntries, cqEntries, bytes }: UringLife): Extent[] {
  const many = (count: number, from: number, size: number) =>
    Array.from({ length: count }, (_, i) => ({ offset: from + i * size, size }));
  if (isOfSqes(mapping)) return many(sqEntries, 0, IoUringSqe.SIZEOF);
  const array = arrayOffset(cqEntries);
  return [
    ...IO_RINGS_FIELDS,
    ...many(cqEntries, IoRings.cqes, IoUringCqe.SIZEOF),
    ...(array < bytes ? many(sqEntries, array, 4) : []),
  ];
}

function thingOf(session: Session, prefix: string | undefined, name: string, steps: string): Thing | undefined {
  let thing = variable(session, name);
  for (const [, index, member, through] of steps.matchAll(STEP)) {
    if (!thing) return undefined;
    if (member !== undefined) thing = memberOf(thing, member);
    else if (through !== undefined) thing = memberOf(pointee(session, thing), through);
    else thing = elementOf(session, thing, Number(index));
  }
  if (!thing || prefix === '&') return thing;
  return pointee(session, thing) ?? (prefix === '*' ? elementOf(session, thing, 0) : thing);
}

/** Of the innermost scope that has one of this name. */
function variable(session: Session, name: string): Thing | undefined {
  const { frames, memory } = momentOf(session);
  const locals = frames.flatMap((frame) => visibleLocals(frame, memory));
  return [...locals, ...session.program.globals].find((candidate) => candidate.name === name);
}

function memberOf(thing: Thing | undefined, name: string): Thing | undefined {
  if (thing?.type.kind !== 'struct' && thing?.type.kind !== 'union') return undefined;
  const member = thing.type.members.find((candidate) => candidate.name === name);
  return member && { address: thing.address + member.offset, type: member.type };
}

function elementOf(session: Session, thing: Thing, index: number): Thing | undefined {
  const { type } = thing;
  if (type.kind === 'array') {
    return index < type.length ? { address: thing.address + index * sizeOf(type.of), type: type.of } : undefined;
  }
  const first = pointee(session, thing);
  return first && { address: first.address + index * sizeOf(first.type), type: first.type };
}

/** What a pointer to data points to; undefined of anything else. */
function pointee(session: Session, { address, type }: Thing): Thing | undefined {
  if (type.kind !== 'pointer' || type.to.kind === 'function') return undefined;
  const target = readInteger(momentOf(session).memory, address, 8, false);
  return target === undefined ? undefined : { address: Number(target), type: type.to };
}
