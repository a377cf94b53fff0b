import type { Clock } from "../clock.js";

/** A bearer token as it was obtained; times are epoch milliseconds. */
export interface BearerToken {
  value: string;
  obtainedAt: number;
  /** From then on a new one is requested. Until `expiresAt` this one serves where that fails. */
  renewAt: number;
  expiresAt: number;
}

/** The place of a token that several servers use. None of its methods rejects: where it is out of reach, a server is on its own. */
export interface SharedToken {
  /** The token that one of the servers obtained last; undefined where there is none. */
  read(): Promise<BearerToken | undefined>;
  keep(token: BearerToken): Promise<void>;
  /** Makes this server the one that requests a token. Resolves with the way to end that; undefined where another one requests it now. */
  lock(): Promise<(() => Promise<void>) | undefined>;
}

export interface ObtainOptions<Token extends BearerToken> {
  shared: SharedToken;
  clock: Clock;
  /** Whether a token of another server serves. */
  isOfUse: (token: BearerToken) => boolean;
  request: () => Promise<Token>;
  /** Makes a token of what is kept of it. */
  revive: (token: BearerToken) => Token;
}

const LOOK_EVERY_MS = 200;
/** A server that requests a token for so long has to be thought of as stuck. */
const WAIT_AT_MOST_MS = 60_000;

/** The token of another server, or one that this server requests while no other one does. */
export async function obtainOnce<Token extends BearerToken>({
  shared,
  clock,
  isOfUse,
  request,
  revive,
}: ObtainOptions<Token>): Promise<Token> {
  const known = async (): Promise<Token | undefined> => {
    const token = await shared.read();
    return token !== undefined && isOfUse(token) ? revive(token) : undefined;
  };
  const obtain = async (): Promise<Token> => {
    const token = await request();
    await shared.keep(token);
    return token;
  };
  const until = clock.now() + WAIT_AT_MOST_MS;
  while (clock.now() < until) {
    const unlock = await shared.lock();
    const token = await known();
    if (unlock === undefined) {
      if (token !== undefined) return token;
      await clock.sleep(LOOK_EVERY_MS);
      continue;
    }
    try {
      return token ?? (await obtain());
    } finally {
      await unlock();
    }
  }
  return obtain();
}
