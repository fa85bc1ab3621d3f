import type { LinkError } from './link-error.ts';

/** Carries frames in order to the other side and back; what they mean is none of its business. */
export interface Transport {
  /** Does nothing once it is closed. */
  send(frame: Uint8Array): void;
  /** Called once, before anything is sent. */
  listen(listener: TransportListener): void;
  /** Ends it from this side. */
  close(): void;
}

export interface TransportListener {
  frame(frame: Uint8Array): void;
  /** The last that is heard of it. */
  closed(why: LinkError): void;
}
