import { readFileSync } from "node:fs";
import { hexIn, sha256Of } from "../document-hash.js";
import type { EnvReader } from "./env-reader.js";

/** The documents that alone are run, by their SHA-256 in hex; undefined where every document is. */
export function readTrustedDocuments(env: EnvReader): ReadonlyMap<string, string> | undefined {
  const path = env.string("TRUSTED_DOCUMENTS");
  if (path === undefined) return undefined;
  const fault = (message: string): ReadonlyMap<string, string> => {
    env.fault("TRUSTED_DOCUMENTS", message);
    return new Map();
  };
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fault(
      `names a file that cannot be read (${codeOf(error)}); a relative path begins in the working directory. Correct it, or unset it`,
    );
  }
  const documents = parsed(text);
  if (documents === undefined) return fault('names a file that is not JSON of the form { "<sha256>": "<document>" }; write it anew');
  if (documents.size === 0) return fault("names a file without a document, so nothing could be run; write it anew, or unset this");
  const inFile = (hashes: readonly string[]) =>
    `names a file in which ${hashes.length} of ${documents.size} keys ${hashes.length === 1 ? "is" : "are"}`;
  const odd = [...documents.keys()].filter((hash) => hexIn(hash) === undefined);
  if (odd.length > 0) return fault(`${inFile(odd)} no SHA-256 in hex: ${HASH_ALGORITHM}`);
  const unfit = [...documents].flatMap(([hash, document]) => (sha256Of(document) === hexIn(hash) ? [] : [hash]));
  if (unfit.length > 0)
    return fault(`${inFile(unfit)} not the SHA-256 of its document, ${unfit[0]} first: the text was changed; write the file anew`);
  return new Map([...documents].map(([hash, document]) => [hexIn(hash) ?? hash, document]));
}

const HASH_ALGORITHM = 'graphql-codegen writes them with `persistedDocuments: { hashAlgorithm: "sha256" }`';

function parsed(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === "string") ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "for an unknown reason";
}
