import type { Clock } from "../clock.js";
import type { RefusedToken } from "./authorize.js";
import { type BearerToken, obtainOnce, type SharedToken } from "./shared-token.js";
import { VendorError } from "./vendor-error.js";

export type { BearerToken } from "./shared-token.js";

export interface KeptTokenOptions<Token extends BearerToken> {
  request: () => Promise<Token>;
  clock: Clock;
  /** Makes a token of what other servers know of it. */
  revive: (token: BearerToken) => Token;
  /** Where other servers use the same token; left out, none does. */
  shared?: SharedToken;
}

/** A replacement younger than this that was never accepted is not replaced: the vendor would refuse the next token as well. */
const FRESH_MS = 60_000;
/** How long no token is requested after the vendor refused the credential itself. */
const REFUSAL_KEPT_MS = 60_000;

/** One token for all requests of a connection, and of all servers: requested once however many wait for it, renewed at its time or when the vendor refuses it. */
export class KeptToken<Token extends BearerToken> {
  readonly #options: KeptTokenOptions<Token>;
  readonly #clock: Clock;
  #token: Token | undefined;
  /** The token obtained in place of a refused one. */
  #replacement: Token | undefined;
  #fetching: Promise<Token> | undefined;
  /** What the vendor takes no longer. */
  #refused: string | undefined;
  #refusal: { error: VendorError; at: number } | undefined;

  constructor(options: KeptTokenOptions<Token>) {
    this.#options = options;
    this.#clock = options.clock;
  }

  /** The token in use; undefined before the first one, and while a refused one is replaced. */
  get held(): Token | undefined {
    return this.#token;
  }

  /**
   * At once until its renewal is due.
   *
   * @throws VendorError where there is no token that still serves, and none could be obtained.
   */
  current(): Token | Promise<Token> {
    const token = this.#token;
    return token !== undefined && this.#clock.now() < token.renewAt ? token : this.#renewed(token);
  }

  async #renewed(token: Token | undefined): Promise<Token> {
    try {
      return await this.#fetch();
    } catch (error) {
      if (token !== undefined && this.#token === token && this.#clock.now() < token.expiresAt) return token;
      throw error;
    }
  }

  /** Replaces the token that the vendor refused, unless another request has done so, or the vendor takes none. */
  async renew({ headers, wasTaken }: RefusedToken): Promise<void> {
    const token = this.#token;
    if (token !== undefined && bearer(token).authorization !== headers.authorization) return;
    if (token !== undefined && token === this.#replacement && !wasTaken && this.#clock.now() - token.obtainedAt < FRESH_MS) return;
    this.#token = undefined;
    this.#refused = headers.authorization;
    this.#replacement = await this.#fetch();
  }

  #fetch(): Promise<Token> {
    const refusal = this.#refusal;
    if (refusal !== undefined && this.#clock.now() - refusal.at < REFUSAL_KEPT_MS) return Promise.reject(refusal.error);
    this.#fetching ??= this.#obtain().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #obtain(): Promise<Token> {
    try {
      const { request, shared, revive, clock } = this.#options;
      const isOfUse = (token: BearerToken): boolean => bearer(token).authorization !== this.#refused && clock.now() < token.renewAt;
      const token = await (shared === undefined ? request() : obtainOnce({ shared, clock, isOfUse, request, revive }));
      this.#refusal = undefined;
      this.#token = token;
      return token;
    } catch (error) {
      if (error instanceof VendorError && error.code === "CREDENTIALS_REJECTED") this.#refusal = { error, at: this.#clock.now() };
      throw error;
    }
  }
}

export function bearer({ value }: BearerToken): { authorization: string } {
  return { authorization: `Bearer ${value}` };
}
