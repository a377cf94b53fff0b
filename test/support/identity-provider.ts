import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export const AUDIENCE = "https://hiregraph.test";

interface ProviderKey {
  alg: string;
  kid: string | undefined;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  jwk: JWK;
}

export interface TokenParts {
  /** By default those of an access token of an hour. */
  claims?: JWTPayload;
  header?: Record<string, unknown>;
  /** By default the provider's first key. */
  key?: ProviderKey;
}

/** Keys by algorithm and name, made once in a test file: an RSA key takes long. */
const pairs = new Map<string, ReturnType<typeof generateKeyPair>>();

function pairOf(alg: string, kid: string | undefined): ReturnType<typeof generateKeyPair> {
  const name = `${alg} ${kid}`;
  const pair = pairs.get(name) ?? generateKeyPair(alg, { extractable: true });
  pairs.set(name, pair);
  return pair;
}

/** A provider of access tokens: it signs them and publishes its keys, over real HTTP on loopback. */
export class IdentityProvider {
  keys: ProviderKey[] = [];
  /** How often the key set was asked for. */
  asked = 0;
  /** Answers in place of the key set. */
  answer: ((response: ServerResponse, request: IncomingMessage) => void) | undefined;
  readonly #now: () => number;
  #server = this.#listener();
  #port = 0;

  /** @param now milliseconds since the epoch: tokens are issued then */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get issuer(): string {
    return "https://id.test/";
  }

  get jwksUrl(): string {
    return `http://127.0.0.1:${this.#port}/keys`;
  }

  get env(): Record<string, string> {
    return { AUTH_JWKS_URL: this.jwksUrl, AUTH_ISSUER: this.issuer, AUTH_AUDIENCE: AUDIENCE };
  }

  async start(): Promise<this> {
    if (this.keys.length === 0) await this.addKey("first");
    await new Promise<void>((resolve) => this.#server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Nothing listens at its address afterwards, until it starts again. */
  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#server = this.#listener();
  }

  async addKey(kid: string | undefined, alg = "RS256"): Promise<ProviderKey> {
    const { publicKey, privateKey } = await pairOf(alg, kid);
    const jwk = { ...(await exportJWK(publicKey)), alg, use: "sig", ...(kid === undefined ? {} : { kid }) };
    const key = { alg, kid, publicKey, privateKey, jwk };
    this.keys.push(key);
    return key;
  }

  async token({ claims = {}, header = {}, key = this.keys[0] }: TokenParts = {}): Promise<string> {
    if (key === undefined) throw new Error("the provider has no key");
    const now = Math.floor(this.#now() / 1_000);
    const payload = {
      iss: this.issuer,
      aud: AUDIENCE,
      sub: "olga",
      client_id: "app",
      scope: "read",
      iat: now,
      exp: now + 3_600,
      ...claims,
    };
    const protectedHeader = { alg: key.alg, typ: "at+jwt", kid: key.kid, ...header };
    return new SignJWT(payload).setProtectedHeader(protectedHeader).sign(key.privateKey);
  }

  #listener() {
    return createServer((request, response) => {
      this.asked += 1;
      if (this.answer !== undefined) this.answer(response, request);
      else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ keys: this.keys.map(({ jwk }) => jwk) }));
    });
  }
}
