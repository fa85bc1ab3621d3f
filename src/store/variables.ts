import type { VariableInfo } from '../c/program.ts';
import { typeName } from './c-type.ts';
import { visibleLocals } from './call-stack.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import type { Session } from './session.ts';
import { type ValueContext, valueText } from './values.ts';

/** Variables of one scope, under its heading. */
export interface Scope {
  /** Of this activation of the function, or of the globals. */
  readonly id: string;
  /** The function's name; undefined for globals. */
  readonly fn: string | undefined;
  readonly variables: readonly VariableInfo[];
}

/** Deeper callers are not listed. */
const MAX_SCOPES = 12;

/** The scopes a reader sees at the cursor: the current function's variables, its callers', the globals. */
export const scopes = picture<readonly Scope[]>(
  (session) => {
    const { frames, memory } = momentOf(session);
    const found: Scope[] = frames.slice(0, MAX_SCOPES).map((frame) => ({
      id: `${frame.function.name} ${frame.fp}`,
      fn: frame.function.name,
      variables: visibleLocals(frame, memory),
    }));
    if (session.program.globals.length > 0)
      found.push({ id: 'globals', fn: undefined, variables: session.program.globals });
    return found;
  },
  { equal: (a, b) => keyOf(a) === keyOf(b) },
);

function keyOf(list: readonly Scope[]): string {
  return list
    .map(({ fn, variables }) => `${fn}(${variables.map((v) => `${v.name}@${v.address}:${typeName(v.type)}`).join()})`)
    .join();
}

/** A variable's value as text at the cursor; undefined when its bytes are not mapped. */
export function variableText(session: Session, variable: Pick<VariableInfo, 'type' | 'address'>): string | undefined {
  return valueText(valueContext(session), variable.type, variable.address);
}

export function valueContext(session: Session): ValueContext {
  const { memory, names } = momentOf(session);
  return { memory, names, program: session.program };
}
