import { useSyncExternalStore } from "react";

// The token, where the server asks for one: in this tab alone, until it is closed.
const KEY = "hiregraph.token";

interface Session {
  token: string | undefined;
  /** What the server said about the token, or its lack; undefined while it asks for none. */
  refusal: string | undefined;
}

let session: Session = { token: sessionStorage.getItem(KEY) ?? undefined, refusal: undefined };
const listeners = new Set<() => void>();

function change(next: Partial<Session>): void {
  session = { ...session, ...next };
  for (const listener of listeners) listener();
}

/** The session as it is, for views. */
export const useSession = (): Session => useSyncExternalStore(subscribeToSession, currentSession);

export const currentSession = (): Session => session;

export function subscribeToSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The header of every request; none where there is no token. */
export function authorization(): Record<string, string> {
  return session.token === undefined ? {} : { authorization: `Bearer ${session.token}` };
}

export function signIn(token: string): void {
  sessionStorage.setItem(KEY, token);
  change({ token, refusal: undefined });
}

export function signOut(): void {
  sessionStorage.removeItem(KEY);
  change({ token: undefined });
}

/** The server did not take the token, or wants one. */
export function refuse(message: string): void {
  if (session.refusal !== message) change({ refusal: message });
}
