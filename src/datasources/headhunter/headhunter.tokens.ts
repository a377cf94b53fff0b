import type { Clock } from "../../clock.js";
import type { Authorizer } from "../../http/authorize.js";
import { readJson } from "../../http/checks/json-check.js";
import type { Send } from "../../http/request.js";
import { VendorError } from "../../http/vendor-error.js";
import type { Source } from "../../schema/common/source.js";
import type { Secrets } from "../../secrets/secrets.js";
import { type CredentialRepository, SEALED, type StoredCredential } from "../../store/credential.repository.js";
import { iso } from "../contract/timestamps.js";
import { nameVariables } from "../contract/variables.js";
import { isTokenExpired } from "./headhunter.errors.js";
import { wireTokenRefusal, wireTokens } from "./headhunter.wire.js";

export interface TokenSettings {
  source: Source;
  accessToken: string;
  refreshToken: string | undefined;
  userAgent: string;
  /** Path of the token endpoint on the host that `send` goes to. */
  tokenPath: string;
}

/** The time given to another server, which used the refresh token, to store the new pair; taken up to WAITS_FOR_OTHER times. */
const WAIT_FOR_OTHER_MS = 500;
const WAITS_FOR_OTHER = 6;
/** The same while another server renews the token: as long as one attempt takes, and more. */
const WAITS_FOR_RENEWAL = 60;
/** How long a refused refresh token is not sent again. HeadHunter would refuse it again, at a request each time. */
const REFUSAL_KEPT_MS = 60_000;

/**
 * The manager's token. It can be renewed only after it has expired, and a refresh token works once (page "Авторизация пользователя"). So only
 * a refusal leads to a renewal, the new pair is stored before it is used, and a pair that another server stored is used first.
 */
export class HeadHunterTokens implements Authorizer {
  readonly #settings: TokenSettings;
  readonly #store: CredentialRepository;
  readonly #send: Send;
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  /** The access token in use; undefined before the store was read for one newer than the configured. */
  #current: string | undefined;
  /** A new pair that the database failed to store. It is stored before the next request, since its refresh token cannot be used twice. */
  #unsaved: StoredCredential | undefined;
  #refusal: { refreshToken: string; error: VendorError; at: number } | undefined;
  #sealed: { error: VendorError; at: number } | undefined;

  constructor(settings: TokenSettings, store: CredentialRepository, send: Send, clock: Clock, secrets: Secrets) {
    this.#settings = settings;
    this.#store = store;
    this.#send = send;
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** That the kept pair cannot be opened, and since when; undefined where it can, or there is none. */
  get sealed(): { error: VendorError; at: number } | undefined {
    return this.#sealed;
  }

  /** Looks for a pair that cannot be opened, so that `sealed` tells it before a token is needed. */
  async checkStore(): Promise<void> {
    await this.#stored();
    if (this.#sealed !== undefined) throw this.#sealed.error;
  }

  headers(): Record<string, string> | Promise<Record<string, string>> {
    if (this.#unsaved === undefined && this.#current !== undefined) return this.#headersWith(this.#current);
    return this.#kept().then((token) => this.#headersWith(token));
  }

  async #kept(): Promise<string> {
    if (this.#unsaved !== undefined) await this.#saveAndUse(this.#unsaved);
    this.#current ??= (await this.#stored())?.accessToken ?? this.#settings.accessToken;
    return this.#current;
  }

  #headersWith(token: string): Record<string, string> {
    return { authorization: `Bearer ${token}`, ...userAgentHeaders(this.#settings.userAgent) };
  }

  rejected = isTokenExpired;

  /** Undefined without a refresh token; then the refusal is the answer. */
  get renew(): (() => Promise<void>) | undefined {
    const { refreshToken } = this.#settings;
    return refreshToken === undefined ? undefined : () => this.#renew(refreshToken);
  }

  /** One server renews at a time: what it is given is stored before the next one looks. */
  async #renew(configured: string): Promise<void> {
    const refused = this.#current;
    for (let wait = 0; wait < WAITS_FOR_RENEWAL; wait += 1) {
      if ((await this.#store.alone(configured, () => this.#renewAlone(configured, refused))) !== undefined) return;
      await this.#clock.sleep(WAIT_FOR_OTHER_MS);
    }
    throw new VendorError({
      ...this.#settings.source,
      code: "UNAVAILABLE",
      sent: "no",
      message: "Another server has been renewing HeadHunter's token for too long.",
    });
  }

  async #renewAlone(configured: string, refused: string | undefined): Promise<void> {
    const stored = await this.#stored();
    // Another server has renewed the token, and the new one has not expired.
    if (stored !== undefined && stored.accessToken !== refused && !this.#hasExpired(stored)) {
      this.#current = stored.accessToken;
      return;
    }
    const refreshToken = stored?.refreshToken ?? configured;
    const refusal = this.#refusal;
    // A pair that another server stored since has another refresh token, so it does not wait.
    if (refusal?.refreshToken === refreshToken && this.#clock.now() - refusal.at < REFUSAL_KEPT_MS) throw refusal.error;
    const answer = await this.#exchange(refreshToken);
    if (answer !== undefined) {
      await this.#saveAndUse(answer);
      return;
    }
    for (let wait = 0; wait < WAITS_FOR_OTHER; wait += 1) {
      const newer = await this.#stored();
      if (newer !== undefined && newer.accessToken !== refused && !this.#hasExpired(newer)) {
        this.#current = newer.accessToken;
        return;
      }
      await this.#clock.sleep(WAIT_FOR_OTHER_MS);
    }
    const where = this.#sealed === undefined ? "is not in this database" : "cannot be opened with CREDENTIALS_KEY";
    throw this.#refuse(refreshToken, `the refresh token was used before, and what it was exchanged for ${where}`);
  }

  /** The new pair; undefined where the refresh token was used before. */
  async #exchange(refreshToken: string): Promise<StoredCredential | undefined> {
    const route = "POST /token";
    const response = await this.#send(
      {
        method: "POST",
        path: this.#settings.tokenPath,
        route,
        // A change is sent once: a refresh token has only one answer.
        intent: "change",
        expects: { statuses: [200], body: wireTokens },
        form: { grant_type: "refresh_token", refresh_token: refreshToken },
        headers: userAgentHeaders(this.#settings.userAgent),
        accept: [400, 403],
      },
      {},
    );
    if (response.status === 200) {
      const { access_token: accessToken, refresh_token, expires_in } = readJson(response, wireTokens, route);
      for (const token of [accessToken, refresh_token]) this.#secrets.add(token);
      const now = this.#clock.now();
      const expiresAt = typeof expires_in === "number" ? iso(now + expires_in * 1_000) : null;
      return { accessToken, refreshToken: refresh_token, renewedAt: iso(now), expiresAt };
    }
    const { error, error_description: description } = readJson(response, wireTokenRefusal, route);
    const why = description ?? error;
    if (/already been refreshed/i.test(why)) return undefined;
    // A token that has not expired yet may be renewed a moment later, so this refusal is not kept.
    throw /not expired/i.test(why) ? rejectedError(this.#settings.source, why) : this.#refuse(refreshToken, why);
  }

  #refuse(refreshToken: string, why: string): VendorError {
    const error = rejectedError(this.#settings.source, why);
    this.#refusal = { refreshToken, error, at: this.#clock.now() };
    return error;
  }

  async #saveAndUse(pair: StoredCredential): Promise<void> {
    const { refreshToken } = this.#settings;
    this.#unsaved = pair;
    if (refreshToken !== undefined) await this.#store.keep(refreshToken, pair);
    this.#unsaved = undefined;
    this.#current = pair.accessToken;
  }

  #hasExpired({ expiresAt }: StoredCredential): boolean {
    return expiresAt !== null && Date.parse(expiresAt) <= this.#clock.now();
  }

  /** A pair that no key opens counts as absent. */
  async #stored(): Promise<StoredCredential | undefined> {
    const { refreshToken, source } = this.#settings;
    const stored = refreshToken === undefined ? undefined : await this.#store.newest(refreshToken);
    if (stored === SEALED) {
      this.#sealed ??= { error: sealedError(source), at: this.#clock.now() };
      return undefined;
    }
    this.#sealed = undefined;
    if (stored !== undefined) for (const token of [stored.accessToken, stored.refreshToken]) this.#secrets.add(token);
    return stored;
  }
}

/** HeadHunter reads either header, and HH-User-Agent where both are sent. Proxies read User-Agent. */
function userAgentHeaders(userAgent: string): Record<string, string> {
  return { "user-agent": userAgent, "hh-user-agent": userAgent };
}

function rejectedError(source: Source, why: string): VendorError {
  return new VendorError({
    ...source,
    code: "CREDENTIALS_REJECTED",
    sent: "no",
    message:
      `HeadHunter did not renew the expired token: ${why}. ` +
      nameVariables(source, "Sign the manager in again and set HEADHUNTER_ACCESS_TOKEN and HEADHUNTER_REFRESH_TOKEN."),
  });
}

function sealedError(source: Source): VendorError {
  return new VendorError({
    ...source,
    code: "CREDENTIALS_REJECTED",
    sent: "no",
    message:
      "The renewed tokens in the database cannot be opened with CREDENTIALS_KEY, and count as absent. Set the key that they were encrypted " +
      `under beside the present one, or sign the manager in again: ${nameVariables(source, "HEADHUNTER_ACCESS_TOKEN, HEADHUNTER_REFRESH_TOKEN")}.`,
  });
}
