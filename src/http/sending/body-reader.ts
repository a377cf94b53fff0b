import type { Secrets } from "../../secrets/secrets.js";
import type { LastBodies, ReadBody } from "../answers/last-bodies.js";
import { cleanBody } from "../cut-secrets.js";
import { decodeText, parseJson } from "./body.js";

export interface BodyReaderOptions {
  /** Of a body, unpacked. */
  maxBytes: number;
  /** Cut out of each body; left out where bodies bring tokens. */
  secrets?: Secrets;
  /** What bodies were read as before; left out where each is read anew. */
  last?: LastBodies;
}

/** Unpacks bodies, parses them and cuts our secrets out of them, before anything is made of them. */
export class BodyReader {
  readonly #maxBytes: number;
  readonly #secrets: Secrets | undefined;
  readonly #last: LastBodies | undefined;

  constructor({ maxBytes, secrets, last }: BodyReaderOptions) {
    this.#maxBytes = maxBytes;
    this.#secrets = secrets;
    this.#last = last;
  }

  /**
   * At once where the body is not packed. One that answers `request` as the last one did is not read again. Left out: it is read anew.
   *
   * @throws where it cannot be unpacked, or unpacks into more than `maxBytes`.
   */
  read(bytes: Buffer, encoding: string | undefined, request?: string): ReadBody | Promise<ReadBody> {
    const last = request === undefined ? undefined : this.#lastOf(request, bytes, encoding);
    if (last !== undefined) return last;
    const decoded = decodeText(bytes, encoding, this.#maxBytes);
    const readText = (text: string): ReadBody => {
      const body = { text, json: parseJson(text) };
      const clean = this.#withoutSecrets(body);
      if (clean === body && request !== undefined) this.#last?.learn(request, bytes, encoding, body, this.#version);
      return clean;
    };
    return typeof decoded === "string" ? readText(decoded) : decoded.then(readText);
  }

  forget(request: string): void {
    this.#last?.forget(request);
  }

  #lastOf(request: string, bytes: Buffer, encoding: string | undefined): ReadBody | undefined {
    const kept = this.#last?.find(request, bytes, encoding);
    if (kept === undefined || kept.cleanFor === this.#version) return kept?.body;
    // A secret has become known since.
    const clean = this.#withoutSecrets(kept.body);
    if (clean === kept.body) kept.cleanFor = this.#version;
    else this.forget(request);
    return clean;
  }

  #withoutSecrets(body: ReadBody): ReadBody {
    return this.#secrets === undefined ? body : cleanBody(body, this.#secrets);
  }

  get #version(): number {
    return this.#secrets?.version ?? 0;
  }
}
