import { GraphQLError } from "graphql";

interface Refusal {
  code: string;
  /** Of the answer; undefined: that of every request that was understood and refused (protocol.ts). */
  status?: number;
}

/** A request whose document is not run, before it is read. */
export class DocumentRefused extends GraphQLError {
  override readonly name = "DocumentRefused";
  /** Whether the request was understood, so that its answer has the status of its media type. */
  readonly isUnderstood: boolean;

  constructor(message: string, { code, status }: Refusal) {
    super(message, { extensions: { code, http: { status: status ?? 400 } } });
    this.isUnderstood = status === undefined;
  }
}

/** Clients know this by its words or by its code, with the status 200, and send the text along. */
export function documentNotFound(): DocumentRefused {
  return new DocumentRefused("PersistedQueryNotFound", { code: "PERSISTED_QUERY_NOT_FOUND", status: 200 });
}

/** A name of a document that nobody can read. */
export function faultyName(message: string): DocumentRefused {
  return new DocumentRefused(message, { code: "BAD_REQUEST", status: 400 });
}
