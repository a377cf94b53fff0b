import type { Clock } from "../clock.js";
import type { RefusedToken } from "./authorize.js";
import { VendorError } from "./vendor-error.js";

/** A bearer token as it was obtained; times are epoch milliseconds. */
export interface BearerToken {
  value: string;
  obtainedAt: number;
  /** From then on a new one is requested. Until `expiresAt` this one serves where that fails. */
  renewAt: number;
  expiresAt: number;
}

/** A replacement younger than this that was never accepted is not replaced: the vendor would refuse the next token as well. */
const FRESH_MS = 60_000;
/** How long no token is requested after the vendor refused the credential itself. */
const REFUSAL_KEPT_MS = 60_000;

/** One token for all requests of a connection: requested once however many wait for it, renewed at its time or when the vendor refuses it. */
export class KeptToken<Token extends BearerToken> {
  readonly #request: () => Promise<Token>;
  readonly #clock: Clock;
  #token: Token | undefined;
  /** The token obtained in place of a refused one. */
  #replacement: Token | undefined;
  #fetching: Promise<Token> | undefined;
  #refusal: { error: VendorError; at: number } | undefined;

  constructor(request: () => Promise<Token>, clock: Clock) {
    this.#request = request;
    this.#clock = clock;
  }

  /** The token in use; undefined before the first one, and while a refused one is replaced. */
  get held(): Token | undefined {
    return this.#token;
  }

  /** @throws VendorError where there is no token that still serves, and none could be obtained. */
  async current(): Promise<Token> {
    const token = this.#token;
    if (token !== undefined && this.#clock.now() < token.renewAt) return token;
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
      const token = await this.#request();
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
