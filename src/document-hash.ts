import { createHash } from "node:crypto";

const SHA256 = /^(?:sha256:)?([0-9a-f]{64})$/;

/** The SHA-256 that documents are named by: in hex, of the text in UTF-8. */
export function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/**
 * The digits of a name that is a SHA-256 in hex; undefined where it is none. graphql-codegen, and the appendix of GraphQL over HTTP on persisted documents,
 * put the name of the algorithm in front.
 */
export function hexIn(name: unknown): string | undefined {
  return typeof name === "string" ? SHA256.exec(name)?.[1] : undefined;
}
