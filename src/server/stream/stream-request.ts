import type { FastifyRequest } from "fastify";
import Negotiator from "negotiator";
import type { NamedDocuments, Opened } from "../graphql/persisted/named-documents.js";
import { isOfAnotherSite, searchOf } from "../graphql/request-parts.js";

export const EVENT_STREAM = "text/event-stream";

/** What a request asks for, by the parameters of GraphQL over HTTP. */
export interface StreamRequest {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
  /** What became of the name of its document. */
  opened: Opened;
}

/** Why a request is refused before it is understood. */
export interface Refusal {
  status: number;
  message: string;
}

/** Whether the client takes a stream: by its name, or whatever comes. */
export function takesStream(accept: string | undefined): boolean {
  return new Negotiator({ headers: { accept: accept ?? "*/*" } }).mediaType([EVENT_STREAM]) !== undefined;
}

/** The mark of graphql-sse's other mode, in which one connection serves several operations. */
export function namesSharedConnection(request: Pick<FastifyRequest, "headers" | "url">): boolean {
  return request.headers["x-graphql-event-stream-token"] !== undefined || new URLSearchParams(searchOf(request)).has("token");
}

/**
 * Whether a page sends a GET that it may not: one of another origin, which CORS does not let in. Its browser would show it nothing, but the request would
 * have been made, on a server without sign-in with every scope. A POST needs a preflight request, since it is JSON.
 */
export function isForeignGet({ method, headers, host }: FastifyRequest, corsOrigins: readonly string[]): boolean {
  if (method !== "GET") return false;
  const { origin } = headers;
  if (origin !== undefined) return !corsOrigins.includes(origin) && !isOwnOrigin(origin, host);
  return isOfAnotherSite({ headers });
}

function isOwnOrigin(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** What is asked for, or why that cannot be said. */
export function streamRequestOf(request: FastifyRequest, documents: NamedDocuments): StreamRequest | Refusal {
  const opened = documents.open(request);
  const given = request.method === "GET" ? fromSearch(searchOf(request)) : request.body;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return fault("The request holds no JSON object with a `query`.");
  const { query, operationName, variables } = given as Readonly<Record<string, unknown>>;
  const isText = typeof query === "string" && query !== "";
  // One that is named by a hash, and not known, has none.
  if (!isText && opened.refusal === undefined) return fault("The request has no `query`, or one that is no text.");
  if (!isAbsent(operationName) && typeof operationName !== "string") return fault("`operationName` is no text.");
  if (!isAbsent(variables) && (typeof variables !== "object" || Array.isArray(variables))) return fault("`variables` is no JSON object.");
  return {
    query: isText ? query : "",
    opened,
    ...(isAbsent(operationName) ? {} : { operationName }),
    ...(isAbsent(variables) ? {} : { variables: variables as Record<string, unknown> }),
  };
}

export function isRefusal(asked: StreamRequest | Refusal): asked is Refusal {
  return "status" in asked;
}

function fromSearch(search: string): unknown {
  const given = new URLSearchParams(search);
  const variables = given.get("variables") ?? "";
  try {
    return {
      query: given.get("query"),
      operationName: given.get("operationName"),
      variables: variables === "" ? null : JSON.parse(variables),
    };
  } catch {
    return { query: given.get("query"), variables: [] };
  }
}

function fault(message: string): Refusal {
  return { status: 400, message };
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
