import type { Report } from './diagnostics.ts';
import type { PpToken } from './lexer.ts';
import { parseCharacter, parseInteger } from './lexer-literals.ts';
import { preprocessorMessages as messages } from './messages.ts';

/** Parentheses and unary operators inside each other. */
const MAX_DEPTH = 400;

interface Value {
  readonly value: bigint;
  readonly unsigned: boolean;
}

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};

/**
 * The controlling expression of #if (C11 6.10.1): 64-bit integers, names that are left over are 0.
 * @param tokens after expansion
 * @param directive its `if` or `elif`, for complaints about nothing
 */
export function evaluateCondition(tokens: readonly PpToken[], directive: PpToken, report: Report): boolean {
  if (tokens.length === 0) {
    report.add('error', directive, messages.conditionEmpty(directive.text));
    return false;
  }
  const outcome = new Evaluator(tokens, report).whole();
  return outcome !== undefined && outcome.value !== 0n;
}

/** Ends the evaluation after a complaint. */
class Refused extends Error {}

class Evaluator {
  private index = 0;
  private depth = 0;
  /** Inside an operand that && || ?: leave out: a division by zero there is no error. */
  private skipping = 0;

  constructor(
    private readonly tokens: readonly PpToken[],
    private readonly report: Report,
  ) {}

  whole(): Value | undefined {
    try {
      const value = this.comma();
      const rest = this.tokens[this.index];
      if (rest !== undefined) {
        const operator = rest.kind === 'punctuator' && rest.text !== '(';
        this.refuse(rest, operator ? messages.conditionOperand(rest.text) : messages.conditionBinary(rest.text));
      }
      return value;
    } catch (refused) {
      if (refused instanceof Refused) return undefined;
      throw refused;
    }
  }

  private comma(): Value {
    let value = this.conditional();
    while (this.take(',')) value = this.conditional();
    return value;
  }

  private conditional(): Value {
    const condition = this.binary(1);
    if (!this.take('?')) return condition;
    this.descend();
    const chosen = condition.value !== 0n;
    const yes = this.maybe(chosen, () => this.comma());
    if (!this.take(':')) this.refuse(this.tokens[this.index], messages.conditionColon());
    const no = this.maybe(!chosen, () => this.conditional());
    this.depth--;
    return make((chosen ? yes : no).value, yes.unsigned || no.unsigned);
  }

  private binary(least: number): Value {
    let left = this.unary();
    for (;;) {
      const operator = this.tokens[this.index];
      const precedence = operator?.kind === 'punctuator' ? PRECEDENCE[operator.text] : undefined;
      if (operator === undefined || precedence === undefined || precedence < least) return left;
      this.index++;
      if (operator.text === '&&' || operator.text === '||') {
        const decided = (left.value !== 0n) === (operator.text === '||');
        const right = this.maybe(!decided, () => this.binary(precedence + 1));
        left = truth(decided ? left.value !== 0n : right.value !== 0n);
      } else {
        left = this.apply(operator, left, this.binary(precedence + 1));
      }
    }
  }

  private apply(operator: PpToken, a: Value, b: Value): Value {
    const unsigned = a.unsigned || b.unsigned;
    const x = make(a.value, unsigned).value;
    const y = make(b.value, unsigned).value;
    switch (operator.text) {
      case '*':
        return make(x * y, unsigned);
      case '/':
      case '%':
        if (y === 0n) {
          if (this.skipping === 0) this.refuse(operator, messages.conditionDivision());
          return make(0n, unsigned);
        }
        return make(operator.text === '/' ? x / y : x % y, unsigned);
      case '+':
        return make(x + y, unsigned);
      case '-':
        return make(x - y, unsigned);
      case '<<':
      case '>>': {
        // The count is not converted to the left operand's type; a negative one shifts the other way, as in gcc.
        const left = (operator.text === '<<') === b.value >= 0n;
        const distance = b.value < 0n ? -b.value : b.value;
        const count = distance > 64n ? 64n : distance;
        return make(left ? a.value << count : a.value >> count, a.unsigned);
      }
      case '<':
        return truth(x < y);
      case '>':
        return truth(x > y);
      case '<=':
        return truth(x <= y);
      case '>=':
        return truth(x >= y);
      case '==':
        return truth(x === y);
      case '!=':
        return truth(x !== y);
      case '&':
        return make(x & y, unsigned);
      case '^':
        return make(x ^ y, unsigned);
      default:
        return make(x | y, unsigned);
    }
  }

  private unary(): Value {
    this.descend();
    const value = this.operand();
    this.depth--;
    return value;
  }

  private operand(): Value {
    const token = this.tokens[this.index++];
    if (token === undefined) this.refuse(undefined, messages.conditionOperandMissing());
    const complain = (severity: 'error' | 'warning', message: string) => this.report.add(severity, token, message);
    switch (token.kind) {
      case 'number': {
        const number = parseInteger(token.text, complain);
        if (number === undefined) throw new Refused();
        return make(number.value, /[uU]/.test(token.text) || number.value >= 1n << 63n);
      }
      case 'character':
        return make(parseCharacter(token.text, complain), false);
      case 'identifier':
        return make(0n, false);
    }
    switch (token.text) {
      case '(': {
        const value = this.comma();
        if (!this.take(')')) this.refuse(this.tokens[this.index], messages.conditionParenthesis());
        return value;
      }
      case '!':
        return truth(this.unary().value === 0n);
      case '~': {
        const { value, unsigned } = this.unary();
        return make(~value, unsigned);
      }
      case '-': {
        const { value, unsigned } = this.unary();
        return make(-value, unsigned);
      }
      case '+':
        return this.unary();
    }
    this.refuse(token, token.problem || messages.conditionOperand(token.text));
  }

  private maybe(counts: boolean, evaluate: () => Value): Value {
    if (counts) return evaluate();
    this.skipping++;
    const value = evaluate();
    this.skipping--;
    return value;
  }

  private take(punctuator: string): boolean {
    const token = this.tokens[this.index];
    if (token?.kind !== 'punctuator' || token.text !== punctuator) return false;
    this.index++;
    return true;
  }

  private descend(): void {
    if (++this.depth > MAX_DEPTH) this.refuse(this.tokens[this.index], messages.conditionTooDeep(MAX_DEPTH));
  }

  private refuse(place: PpToken | undefined, message: string): never {
    this.report.add('error', place ?? this.tokens.at(-1)!, message);
    throw new Refused();
  }
}

const make = (value: bigint, unsigned: boolean): Value => ({
  value: unsigned ? BigInt.asUintN(64, value) : BigInt.asIntN(64, value),
  unsigned,
});

const truth = (yes: boolean): Value => ({ value: yes ? 1n : 0n, unsigned: false });
