import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Block, Expression, Mark, Statement, StatementExpression } from '../ast.ts';
import { isRecord } from '../types.ts';
import { condition } from './conditions.ts';
import type { Label } from './emitter.ts';
import type { Generator } from './generator.ts';
import { initialise } from './initialisers.ts';
import { copy, placeOf } from './places.ts';
import { switchStatement } from './switch.ts';
import { discard, value } from './values.ts';

export function block(g: Generator, { body }: Block): void {
  g.block(() => {
    for (const each of body) statement(g, each);
  });
}

export function statement(g: Generator, s: Statement): void {
  switch (s.kind) {
    case 'block':
      block(g, s);
      break;
    case 'empty':
      break;
    case 'expression':
      g.statement(s.mark);
      discard(g, s.expression);
      break;
    case 'declaration':
      declaration(g, s);
      break;
    case 'if':
      ifStatement(g, s);
      break;
    case 'while':
      whileStatement(g, s.condition, s.mark, s.body);
      break;
    case 'do':
      doStatement(g, s.condition, s.mark, s.body);
      break;
    case 'for':
      forStatement(g, s);
      break;
    case 'switch':
      switchStatement(g, s);
      break;
    case 'case':
      g.code.bind(g.labelOf(s.label));
      break;
    case 'label':
      // a goto further down may come back here
      g.code.bind(g.labelOf(s.label), true);
      if (g.library) g.code.emit(Op.TICK);
      break;
    case 'goto':
      g.statement(s.mark);
      g.code.jump(g.labelOf(s.label));
      break;
    case 'break':
    case 'continue': {
      g.statement(s.mark);
      const exit = s.kind === 'break' ? g.exits.at(-1)!.breaks : g.exits.findLast((each) => each.continues)!.continues!;
      g.code.jump(exit);
      break;
    }
    case 'return':
      g.statement(s.mark);
      returnStatement(g, s.value);
      break;
  }
}

function declaration(g: Generator, { locals, mark }: Extract<Statement, { kind: 'declaration' }>): void {
  if (locals.some(({ initialiser }) => initialiser)) g.statement(mark);
  for (const { local, initialiser } of locals) {
    g.declare(local);
    if (initialiser) initialise(g, local, initialiser);
  }
}

function ifStatement(g: Generator, { clauses, otherwise }: Extract<Statement, { kind: 'if' }>): void {
  const { code } = g;
  const end = code.newLabel();
  for (const [i, clause] of clauses.entries()) {
    const next = code.newLabel();
    const last = i === clauses.length - 1 && !otherwise;
    g.statement(clause.mark);
    condition(g, clause.condition, last ? end : next, false);
    statement(g, clause.body);
    if (!last) code.jump(end);
    code.bind(next);
  }
  if (otherwise) statement(g, otherwise);
  code.bind(end);
}

/** The loop's body between the labels that break and continue go to. */
function body(g: Generator, s: Statement, breaks: Label, continues: Label): void {
  g.exits.push({ breaks, continues });
  g.block(() => statement(g, s));
  g.exits.pop();
}

function whileStatement(g: Generator, test: Expression, mark: Mark | undefined, s: Statement): void {
  const { code } = g;
  const [again, begin, end] = [code.newLabel(), code.newLabel(), code.newLabel()];
  code.jump(again);
  code.bind(begin, true);
  body(g, s, end, again);
  code.bind(again);
  g.round(mark);
  condition(g, test, begin, true);
  code.bind(end);
}

function doStatement(g: Generator, test: Expression, mark: Mark | undefined, s: Statement): void {
  const { code } = g;
  const [again, begin, end] = [code.newLabel(), code.newLabel(), code.newLabel()];
  code.bind(begin, true);
  body(g, s, end, again);
  code.bind(again);
  g.round(mark);
  condition(g, test, begin, true);
  code.bind(end);
}

function forStatement(g: Generator, s: Extract<Statement, { kind: 'for' }>): void {
  const { code } = g;
  const [test, again, begin, end] = [code.newLabel(), code.newLabel(), code.newLabel(), code.newLabel()];
  g.block(() => {
    if (s.first) statement(g, s.first);
    if (s.condition) code.jump(test);
    code.bind(begin, true);
    // every round passes a statement: for (;;) itself if nothing in it does
    if (!s.condition && !(s.conditionMark && (s.step || passes(s.body)))) g.round(s.conditionMark);
    body(g, s.body, end, again);
    code.bind(again);
    if (s.step) {
      g.statement(s.stepMark);
      discard(g, s.step);
    }
    if (s.condition) {
      code.bind(test);
      g.round(s.conditionMark);
      condition(g, s.condition, begin, true);
    } else code.jump(begin);
    code.bind(end);
  });
}

/** Does every run through this statement pass a STMT? Errs on the side of no. */
function passes(s: Statement): boolean {
  switch (s.kind) {
    case 'block':
      return s.body.some(passes);
    case 'empty':
    case 'case':
    case 'label':
      return false;
    case 'declaration':
      return s.mark !== undefined && s.locals.some(({ initialiser }) => initialiser);
    case 'if':
      return s.clauses[0]!.mark !== undefined;
    case 'for':
      return s.condition !== undefined && s.conditionMark !== undefined;
    default:
      return s.mark !== undefined;
  }
}

function returnStatement(g: Generator, e: Expression | undefined): void {
  const { result } = g.symbol.type;
  if (e && isRecord(result)) {
    g.temporarily(() => copy(g, { kind: 'pointer', slot: g.resultSlot, offset: 0 }, placeOf(g, e), result.size));
  } else if (e && result.kind !== 'void') value(g, e, 0);
  else if (e) discard(g, e);
  g.code.emit(Op.RET);
}

/** `({ ... })`: its block, and inside it what is to be done with its value. */
export function statementExpression(g: Generator, e: StatementExpression, use: (value: Expression) => void): void {
  g.block(() => {
    for (const each of e.block.body) statement(g, each);
    if (!e.value) return;
    g.statement(e.mark);
    use(e.value);
  });
}
