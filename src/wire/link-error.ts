export type LinkErrorCode =
  /** The other side is gone, or this one has closed. */
  | 'LINK_CLOSED'
  /** The process that makes the system calls has died. */
  | 'HOST_DIED'
  /** Somebody pressed Stop: the process that makes the system calls was killed. */
  | 'STOPPED'
  /** The two sides speak different versions. */
  | 'WIRE_VERSION'
  /** A message that this side would never send. */
  | 'BAD_MESSAGE'
  /** Not Linux on x86-64. */
  | 'NO_LINUX'
  /** The package koffi is not installed, or not for this machine. */
  | 'NO_KOFFI'
  /** The host's kernel has no AIO. */
  | 'NO_AIO'
  /** The host cannot do what a session needs. */
  | 'NO_SESSION'
  /** Nobody answers at the host's address. */
  | 'NO_HOST'
  /** The address came without the host's token, or with another one. */
  | 'BAD_TOKEN'
  /** The host runs as many programs as it may. */
  | 'TOO_MANY'
  /** More messages than a program makes. */
  | 'TOO_MUCH';

const CODES: Readonly<Record<LinkErrorCode, true>> = {
  LINK_CLOSED: true,
  HOST_DIED: true,
  STOPPED: true,
  WIRE_VERSION: true,
  BAD_MESSAGE: true,
  NO_LINUX: true,
  NO_KOFFI: true,
  NO_AIO: true,
  NO_SESSION: true,
  NO_HOST: true,
  BAD_TOKEN: true,
  TOO_MANY: true,
  TOO_MUCH: true,
};

export function isLinkErrorCode(code: string): code is LinkErrorCode {
  return Object.hasOwn(CODES, code);
}

/** The link to a host ended, or never began. The kernel's own "no" is not an error but a result. */
export class LinkError extends Error {
  override readonly name = 'LinkError';

  constructor(
    readonly code: LinkErrorCode,
    /** What happened, for somebody who looks for the cause; src/text has the sentence for the code. */
    readonly detail: string,
  ) {
    super(`${code}: ${detail}`);
  }
}
