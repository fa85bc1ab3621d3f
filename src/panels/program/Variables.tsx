import { useCallback, useState } from 'react';
import type { CType } from '../../c/program.ts';
import { LiveText } from '../../frame/LiveText.tsx';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { sizeOf, typeName } from '../../store/c-type.ts';
import { leadTo } from '../../store/lead-to.ts';
import { showInMemory } from '../../store/memory-view.ts';
import { momentOf } from '../../store/moment.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { hasParts, partsOf, readInteger } from '../../store/values.ts';
import { type Scope, scopes, variableText } from '../../store/variables.ts';
import { text } from '../../text/index.ts';
import { InMemory } from '../memory/InMemory.tsx';
import { Scroll } from '../region/Scroll.tsx';
import { stopAt } from '../spotlight/bytes-at.ts';

const isOver = (session: Session) => momentOf(session).over;
const NO_SCOPES: readonly Scope[] = [];

/** The variables a reader sees at the current line, with what they hold. */
export function Variables() {
  const list = useFramePicture(scopes) ?? NO_SCOPES;
  const over = useFrameValue(isOver);
  return (
    <Scroll className="variables mono" label={text.program.variables}>
      {(over || list.length === 0) && (
        <p className="note">{over ? text.program.programOver : text.program.noVariables}</p>
      )}
      {!over && list.map((scope, depth) => <ScopeRows key={scope.id} scope={scope} current={depth === 0} />)}
    </Scroll>
  );
}

function ScopeRows({ scope, current }: { readonly scope: Scope; readonly current: boolean }) {
  const heading = scope.fn === undefined ? text.program.globals : text.program.variablesOf(scope.fn);
  return (
    <details open={current || scope.fn === undefined}>
      <summary>{heading}</summary>
      {scope.variables.length === 0 && <p className="note">{text.program.noVariables}</p>}
      <div className="rows">
        {scope.variables.map((variable) => (
          <ValueRow key={`${variable.name} ${variable.address}`} {...variable} depth={0} />
        ))}
      </div>
    </details>
  );
}

interface RowProps {
  readonly name: string;
  readonly type: CType;
  readonly address: number;
  readonly depth: number;
}

function ValueRow({ name, type, address, depth }: RowProps) {
  const [open, setOpen] = useState(false);
  const read = useCallback(
    (session: Session) => variableText(session, { type, address }) ?? text.program.notMapped,
    [type, address],
  );
  const unfolds = hasParts(type);
  return (
    <>
      <div className="value" style={{ paddingInlineStart: `${depth * 14}px` }} {...stopAt(address, sizeOf(type))}>
        {unfolds ? (
          <button
            type="button"
            className="fold"
            aria-expanded={open}
            aria-label={text.program.unfold(name)}
            onClick={() => setOpen(!open)}
          />
        ) : (
          <span className="fold" />
        )}
        <InMemory className="name" label={text.memory.showNamed(name)} show={() => showInMemory(address, sizeOf(type))}>
          {name}
        </InMemory>
        <span className="type">{typeName(type)}</span>
        {type.kind === 'pointer' && type.to.kind !== 'function' ? (
          <InMemory className="text pointer" show={() => followPointer(type.to, address)}>
            <LiveText read={read} />
          </InMemory>
        ) : (
          <LiveText className="text" read={read} />
        )}
      </div>
      {open && <Parts type={type} address={address} depth={depth + 1} />}
    </>
  );
}

/** Where the pointer leads at this moment. */
function followPointer(to: CType, pointer: number): void {
  const { session } = sessionStore.getState();
  const target = session && readInteger(momentOf(session).memory, pointer, 8, false);
  if (session && target !== undefined) leadTo(session, Number(target), sizeOf(to));
}

/** Rows of the members or elements. Those behind a pointer move when the pointer does. */
function Parts({ type, address, depth }: Omit<RowProps, 'name'>) {
  const target = useFrameValue(
    useCallback(
      (session: Session) =>
        type.kind === 'pointer' ? readInteger(momentOf(session).memory, address, 8, false) : BigInt(address),
      [type, address],
    ),
  );
  if (target === undefined || target === 0n) return null;
  const at = Number(target);
  return partsOf(type.kind === 'pointer' ? type.to : type, at).map((part) => (
    <ValueRow key={`${part.name} ${part.address}`} {...part} depth={depth} />
  ));
}
