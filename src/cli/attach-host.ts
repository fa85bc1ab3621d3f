import type { Server } from 'node:http';
import { type HostOptions, HostServer } from '../host/server.ts';
import { linkErrors } from '../text/en/link-errors.ts';
import { LinkError } from '../wire/link-error.ts';

/**
 * This machine's kernel behind a page that a server serves: a module of its own for npm start.
 * @returns what stands behind the page's address
 * @throws {Error} with a sentence, when this machine cannot be a host
 */
export async function attachHost(server: Server, options: HostOptions): Promise<string> {
  try {
    return (await HostServer.attach(server, options)).fragment;
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    throw new Error(linkErrors.because(linkErrors.errors[error.code], error.detail));
  }
}
