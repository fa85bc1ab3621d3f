import { fromHost } from '../wire/codec.ts';
import { isLinkErrorCode, LinkError } from '../wire/link-error.ts';
import { FROM_HOST, TO_HOST } from '../wire/messages.ts';

const numberOf = (names: object, name: string) => Object.keys(names).indexOf(name);
const HELLO = numberOf(TO_HOST, 'hello');
const QUESTIONS = ['hello', 'call', 'fetch'].map((name) => numberOf(TO_HOST, name));
const ANSWERS = ['welcome', 'returned', 'unmodelled', 'fetched'].map((name) => numberOf(FROM_HOST, name));
const REFUSAL = numberOf(FROM_HOST, 'refusal');

/** What a child says that cannot go on. */
export function refusalIn(frame: Uint8Array): LinkError | undefined {
  if (frame[0] !== REFUSAL) return undefined;
  const message = fromHost.decode(frame);
  const { code, detail } = message as typeof message & { type: 'refusal' };
  return new LinkError(isLinkErrorCode(code) ? code : 'NO_SESSION', detail);
}

/**
 * Whose turn it is to speak: hello is the first word, and a question is answered before anything else is said. So what waits for the child is never
 * more than one question and the memory that goes before it.
 */
export class Turn {
  /** A question is on its way, or being answered. */
  asked = false;
  private greeted = false;

  /** @param frame of the program's side; only its number is looked at */
  mayTake(frame: Uint8Array): boolean {
    if (this.asked || (!this.greeted && frame[0] !== HELLO)) return false;
    this.greeted = true;
    this.asked = QUESTIONS.includes(frame[0] ?? -1);
    return true;
  }

  /** @returns whether it is an answer */
  answered(frame: Uint8Array): boolean {
    const answer = ANSWERS.includes(frame[0] ?? -1);
    if (answer) this.asked = false;
    return answer;
  }
}
