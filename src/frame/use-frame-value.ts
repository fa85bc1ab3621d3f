import { useCallback, useSyncExternalStore } from 'react';
import { type Session, sessionStore } from '../store/session.ts';
import { frame } from './frame-clock.ts';

export type Primitive = string | number | bigint | boolean | undefined;

/**
 * A value of the machine at the cursor; the component renders when it differs from the frame before.
 * @param read looks at the session; must be stable (a module function or useCallback), and return a primitive
 * @returns undefined while there is no session
 */
export function useFrameValue<T extends Primitive>(read: (session: Session) => T): T | undefined {
  const snapshot = useCallback(() => {
    const { session } = sessionStore.getState();
    return session && read(session);
  }, [read]);
  return useSyncExternalStore(frame.takeTurns, snapshot);
}

/** Like useFrameValue, for a picture that is a new object only when something in it changed (see store/picture.ts). */
export function useFramePicture<T extends object>(read: (session: Session) => T): T | undefined {
  const snapshot = useCallback(() => {
    const { session } = sessionStore.getState();
    return session && read(session);
  }, [read]);
  return useSyncExternalStore(frame.takeTurns, snapshot);
}
