import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";

export const KEY_BYTES = 32;
const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A sealed text: `hiregraph.v1.<id of the key>.<nonce, ciphertext and tag in base64url>`. No other form begins like it. */
const PREFIX = "hiregraph.";
const SEALED = /^hiregraph\.v1\.([\w-]{11})\.([\w-]+)$/;

/** What a text belongs to, such as vendor, account, row and column: it opens in this place alone. */
export type Place = readonly string[];

/** Encrypts what the server has to keep, under the first of its keys; each of them decrypts. Without keys all is kept as it is. */
export class CredentialCipher {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #first: string | undefined;

  /** @param keys of 32 bytes each */
  constructor(keys: readonly Uint8Array[] = []) {
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.#first = keys[0] && idOf(keys[0]);
  }

  /** The text as it is to be kept. */
  seal(text: string, place: Place): string {
    const id = this.#first;
    const key = id === undefined ? undefined : this.#keys.get(id);
    if (id === undefined || key === undefined) return text;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo(id, place));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `${PREFIX}v1.${id}.${sealed.toString("base64url")}`;
  }

  /** The text that was kept, also where it was kept in clear; undefined where no key opens it, or it belongs elsewhere or was changed. */
  open(kept: string, place: Place): string | undefined {
    if (!kept.startsWith(PREFIX)) return kept;
    const [, id = "", sealed = ""] = SEALED.exec(kept) ?? [];
    const key = this.#keys.get(id);
    const bytes = Buffer.from(sealed, "base64url");
    // Of several spellings of the same bytes one counts.
    if (key === undefined || bytes.length < NONCE_BYTES + TAG_BYTES || bytes.toString("base64url") !== sealed) return undefined;
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(boundTo(id, place))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
    } catch {
      return undefined;
    }
  }

  /** Whether it lies as `seal` would keep it now: under the first key, or in clear where there is none. */
  isCurrent(kept: string): boolean {
    return this.#first === undefined || SEALED.exec(kept)?.[1] === this.#first;
  }

  isClear(kept: string): boolean {
    return !kept.startsWith(PREFIX);
  }
}

/** Tells a key's texts from another's and nothing of the key. */
function idOf(key: Uint8Array): string {
  return createHmac("sha256", key).update("hiregraph credentials key").digest().subarray(0, 8).toString("base64url");
}

function boundTo(id: string, place: Place): Buffer {
  return Buffer.from(JSON.stringify(["hiregraph.v1", id, ...place]));
}
