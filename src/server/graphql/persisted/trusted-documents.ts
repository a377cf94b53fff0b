import { type GraphQLSchema, parse, specifiedRules, validate } from "graphql";
import type { Logger } from "../../../telemetry/logger.js";
import { closedSchema } from "../protocol.js";
import type { DocumentList } from "./automatic-documents.js";
import { DocumentRefused } from "./document-refused.js";

/** The documents that alone are run, where the server is told of any. */
export class TrustedDocuments implements DocumentList {
  readonly #byHash: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  /** @param documents by their SHA-256 in hex */
  constructor(documents: ReadonlyMap<string, string>) {
    this.#byHash = documents;
    this.#texts = new Set(documents.values());
  }

  find(hash: string): string | undefined {
    return this.#byHash.get(hash);
  }

  notFound(hash: string): DocumentRefused {
    return new DocumentRefused(
      `The document ${hash} is not among the trusted ones, which are the only ones that this server runs. Add it to TRUSTED_DOCUMENTS, or ask for one of those.`,
      { code: "PERSISTED_QUERY_NOT_IN_LIST" },
    );
  }

  /** @throws DocumentRefused where it is none of them, to the letter */
  hold(text: string): void {
    if (this.#texts.has(text)) return;
    throw new DocumentRefused(
      "The text in `query` is not, to the letter, that of a trusted document, and this server runs no other. Send a trusted document, or its hash in `documentId`; or add this one to TRUSTED_DOCUMENTS.",
      { code: "QUERY_NOT_IN_SAFELIST" },
    );
  }

  /** Warns of documents that would be refused if they were asked for: those of an older schema, or that ask for the schema itself. */
  warnOfFaulty(schema: GraphQLSchema, logger: Pick<Logger, "warn">): void {
    const faulty = [...this.#byHash].flatMap(([sha256, text]) => {
      const fault = faultOf(schema, text);
      return fault === undefined ? [] : [{ sha256, fault }];
    });
    for (const { sha256, fault } of faulty.slice(0, MAX_WARNINGS))
      logger.warn({ variable: "TRUSTED_DOCUMENTS", sha256, fault }, "a trusted document does not fit the schema and will be refused");
    if (faulty.length > MAX_WARNINGS)
      logger.warn({ variable: "TRUSTED_DOCUMENTS", more: faulty.length - MAX_WARNINGS }, "more trusted documents do not fit the schema");
  }
}

const MAX_WARNINGS = 20;

function faultOf(schema: GraphQLSchema, text: string): string | undefined {
  try {
    return validate(schema, parse(text), [...specifiedRules, closedSchema])[0]?.message;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
