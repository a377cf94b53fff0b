import type { Clock } from "../../clock.js";
import { readJson } from "../../http/checks/json-check.js";
import { z } from "../../http/checks/zod.js";
import type { Send } from "../../http/request.js";
import { type BearerToken, obtainOnce, type SharedToken } from "../../http/shared-token.js";
import { VendorError } from "../../http/vendor-error.js";
import { withLogId } from "./feishu.envelope.js";

const TOKEN_ROUTE = "POST /auth/v3/tenant_access_token/internal";

/** Flat, without `data`. `expire` is the seconds that REMAIN: a token requested by others before comes with less than its full life. */
const wireToken = z.looseObject({ code: z.literal(0), tenant_access_token: z.string().min(1), expire: z.number().nonnegative() });

/** With less than 30 minutes left Feishu issues a new token and keeps the old one valid, so a renewal in that time is safe. */
const RENEW_BEFORE_END_MS = 10 * 60_000;
/** The wait after a token request that was refused, or that returned the same refused token again. */
const REST_MS = 10_000;
/** The wait after a token request without an answer in all its attempts. */
const REST_AFTER_OUTAGE_MS = 1_000;

/**
 * The tenant_access_token of an app: requested once in its life, by one request however many calls wait for it. Pages: "auth-v3/auth/
 * tenant_access_token_internal" of https://open.feishu.cn/document.
 */
export class TenantToken {
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #app: { appId: string; appSecret: string };
  readonly #shared: SharedToken | undefined;
  /** What Feishu takes no longer. */
  #refused: string | undefined;
  #held: BearerToken | undefined;
  #renewal: Promise<void> | undefined;
  #failure: { error: unknown; until: number } | undefined;
  /** A refused token that Feishu issued again: it is not requested repeatedly. Calls are still repeated with it. */
  #stubborn: { value: string; until: number } | undefined;

  /** @param shared the token's place where other servers use it too */
  constructor(send: Send, clock: Clock, app: { appId: string; appSecret: string }, shared?: SharedToken) {
    this.#shared = shared;
    this.#send = send;
    this.#clock = clock;
    this.#app = app;
  }

  /** At once until its renewal is due. */
  current(): string | Promise<string> {
    const held = this.#held;
    return held !== undefined && this.#clock.now() < held.renewAt ? held.value : this.#newer(held);
  }

  async #newer(held: BearerToken | undefined): Promise<string> {
    try {
      return (await this.#renewed()).value;
    } catch (error) {
      // A renewal comes long before the end, so a failed one has no effect yet.
      if (held !== undefined && this.#clock.now() < held.expiresAt) return held.value;
      throw error;
    }
  }

  /**
   * Replaces a token that Feishu refused. No request is sent where another call has replaced it already, nor where Feishu issued the same
   * token a moment ago: the refusal may be temporary, and the repeated call will show it.
   */
  async replace(refused: string): Promise<void> {
    if (this.#held !== undefined && this.#held.value !== refused) return;
    if (this.#stubborn?.value === refused && this.#clock.now() < this.#stubborn.until) return;
    this.#held = undefined;
    this.#refused = refused;
    const { value } = await this.#renewed();
    this.#stubborn = value === refused ? { value, until: this.#clock.now() + REST_MS } : undefined;
  }

  async #renewed(): Promise<BearerToken> {
    if (this.#renewal === undefined && this.#failure !== undefined && this.#clock.now() < this.#failure.until) throw this.#failure.error;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
    if (this.#held === undefined) throw new Error("A renewal left no token");
    return this.#held;
  }

  async #renew(): Promise<void> {
    const clock = this.#clock;
    const shared = this.#shared;
    const isOfUse = ({ value, renewAt }: BearerToken): boolean => value !== this.#refused && clock.now() < renewAt;
    const request = () => this.#request();
    try {
      this.#held = await (shared === undefined ? request() : obtainOnce({ shared, clock, isOfUse, request, revive: (token) => token }));
      this.#failure = undefined;
    } catch (error) {
      const restMs = error instanceof VendorError && error.retryable ? REST_AFTER_OUTAGE_MS : REST_MS;
      this.#failure = { error, until: this.#clock.now() + restMs };
      throw error;
    }
  }

  async #request(): Promise<BearerToken> {
    // The life counts from before the request, since the answer may have taken long.
    const obtainedAt = this.#clock.now();
    const { tenant_access_token: value, expire } = await this.#ask();
    const lifeMs = expire * 1000;
    // A life shorter than the margin must not cause a token request per call.
    const renewAt = obtainedAt + lifeMs - Math.min(RENEW_BEFORE_END_MS, lifeMs / 2);
    return { value, obtainedAt, renewAt, expiresAt: obtainedAt + lifeMs };
  }

  async #ask(): Promise<z.infer<typeof wireToken>> {
    const path = "/open-apis/auth/v3/tenant_access_token/internal";
    const json = { app_id: this.#app.appId, app_secret: this.#app.appSecret };
    // Shared by all waiting calls, so no deadline ends it. Repeating it is harmless, so it counts as a read.
    const response = await this.#send({ method: "POST", path, route: TOKEN_ROUTE, intent: "read", json }, {});
    return readJson(withLogId(response), wireToken, TOKEN_ROUTE);
  }
}
