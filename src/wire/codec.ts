import { ByteReader, ByteWriter } from './bytes.ts';
import { LinkError } from './link-error.ts';
import { type Fields, FROM_HOST, MAX_FRAME, type Message, TO_HOST } from './messages.ts';

/** A frame is the number of its message, one byte, and the message's fields. */
interface Codec<M> {
  encode(message: M): Uint8Array<ArrayBuffer>;
  /** @throws {LinkError} BAD_MESSAGE when the frame is none of these messages */
  decode(frame: Uint8Array): M;
}

function codecOf<Messages>(fields: Fields<Messages>): Codec<Message<Messages>> {
  const names = Object.keys(fields) as (keyof Messages)[];
  return {
    encode(message) {
      const to = new ByteWriter();
      to.u8(names.indexOf(message.type));
      fields[message.type].put(to, message);
      return to.finish();
    },
    decode(frame) {
      if (frame.length > MAX_FRAME) throw new LinkError('BAD_MESSAGE', `a frame of ${frame.length} bytes`);
      const from = new ByteReader(frame);
      const number = from.u8();
      const type = names[number];
      if (type === undefined) throw new LinkError('BAD_MESSAGE', `no message has the number ${number}`);
      const message = fields[type].take(from);
      from.end();
      return { type, ...message } as Message<Messages>;
    },
  };
}

export const toHost = codecOf(TO_HOST);
export const fromHost = codecOf(FROM_HOST);
