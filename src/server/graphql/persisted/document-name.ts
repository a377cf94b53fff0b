import { hexIn, sha256Of } from "../../../document-hash.js";
import { faultyName } from "./document-refused.js";

/** The parameters of a request, from its body or its address. */
export type Parameters = Readonly<Record<string, unknown>>;

/** How a request names its document. */
export interface DocumentName {
  /** Undefined where it is left out. */
  text: string | undefined;
  /** Where both are given, it is that of the text. */
  hash: string | undefined;
}

/**
 * The document that a request names: by its text, by `extensions.persistedQuery.sha256Hash` (Apollo's protocol), or by `documentId` (the appendix of
 * GraphQL over HTTP), which counts where neither of the others is given.
 *
 * @throws DocumentRefused where the name cannot be read, or the hash is another text's
 */
export function documentNameIn({ query, extensions, documentId }: Parameters): DocumentName {
  const text = typeof query === "string" && query !== "" ? query : undefined;
  const persisted = isObject(extensions) ? extensions.persistedQuery : undefined;
  if (persisted !== undefined && persisted !== null) return { text, hash: hashOf(persisted, text) };
  const isNamed = text === undefined && documentId !== undefined && documentId !== null;
  return { text, hash: isNamed ? hashOfId(documentId) : undefined };
}

function hashOf(persisted: unknown, text: string | undefined): string {
  const { version, sha256Hash }: Parameters = isObject(persisted) ? persisted : {};
  if (version !== 1) throw faultyName("`extensions.persistedQuery.version` is not 1, the only one there is.");
  const hash = hexIn(sha256Hash);
  if (hash === undefined)
    throw faultyName("`extensions.persistedQuery.sha256Hash` is no SHA-256 in hex: 64 digits and small letters from a to f.");
  if (text !== undefined && sha256Of(text) !== hash)
    throw faultyName(
      "`extensions.persistedQuery.sha256Hash` is not the SHA-256 of `query`. Send that of the exact text, or the text alone.",
    );
  return hash;
}

function hashOfId(id: unknown): string {
  const hash = hexIn(id);
  if (hash === undefined)
    throw faultyName("`documentId` is no SHA-256 of a document: `sha256:` (or nothing), then 64 digits and small letters from a to f.");
  return hash;
}

export function isObject(value: unknown): value is Parameters {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
