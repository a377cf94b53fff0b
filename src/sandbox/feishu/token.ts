import type { StandInRequest, StandInResponse } from "../kit/exchange.js";
import type { FeishuKnobs } from "./knobs.js";

export interface IssuedToken {
  value: string;
  issuedAt: number;
  expiresAt: number;
  /** The gateway refuses the token before its end. */
  revoked: boolean;
  /** The token endpoint issues the token again although the gateway refuses it. */
  stillServed: boolean;
}

/** With less remaining life than this the endpoint issues a new token and keeps the old one valid (README, "Token"). */
const RENEWAL_MARGIN_MS = 30 * 60_000;

const APP_ID = /^cli_[0-9A-Za-z_]+$/;

/** `POST /open-apis/auth/v3/tenant_access_token/internal`, and the tokens it has issued. */
export class TokenIssuer {
  readonly issued: IssuedToken[] = [];
  /** Calls of the token endpoint, refused ones included. */
  requests = 0;

  constructor(
    private readonly app: { id: string; secret: string },
    private readonly knobs: FeishuKnobs,
    private readonly now: () => number,
  ) {}

  /** Answers a token request. Failures have HTTP 200, and the answer has no `data` (README, "Token"). */
  answer(request: StandInRequest): StandInResponse {
    this.requests += 1;
    const { app_id: appId, app_secret: appSecret } = (request.json ?? {}) as { app_id?: unknown; app_secret?: unknown };
    if (typeof appId !== "string" || !APP_ID.test(appId)) return { status: 200, json: { code: 10003, msg: "invalid param", data: {} } };
    if (appId !== this.app.id) return { status: 200, json: { code: 10014, msg: "app id not exists" } };
    if (appSecret !== this.app.secret) return { status: 200, json: { code: 10014, msg: "app secret invalid" } };
    const token = this.#current() ?? this.#issue();
    const expire = Math.floor((token.expiresAt - this.now()) / 1000);
    return { status: 200, json: { code: 0, msg: "ok", tenant_access_token: token.value, expire } };
  }

  isValid(value: string): boolean {
    return this.issued.some((token) => token.value === value && !token.revoked && token.expiresAt > this.now());
  }

  /**
   * Makes the gateway refuse every token issued so far. With `stillServed` the token endpoint issues the refused token again, as may happen to
   * a client that renews after a 99991663.
   */
  revokeAll(options: { stillServed?: boolean } = {}): void {
    for (const token of this.issued) {
      token.revoked = true;
      token.stillServed = options.stillServed ?? false;
    }
  }

  #current(): IssuedToken | undefined {
    const latest = this.issued.at(-1);
    if (latest === undefined || (latest.revoked && !latest.stillServed)) return undefined;
    return latest.expiresAt - this.now() >= RENEWAL_MARGIN_MS ? latest : undefined;
  }

  #issue(): IssuedToken {
    const issuedAt = this.now();
    const token: IssuedToken = {
      value: `t-g1${String(this.issued.length + 1).padStart(6, "0")}${issuedAt.toString(16).padStart(12, "0")}sandbox`,
      issuedAt,
      expiresAt: issuedAt + this.knobs.tokenLifetimeMs,
      revoked: false,
      stillServed: false,
    };
    this.issued.push(token);
    return token;
  }
}
