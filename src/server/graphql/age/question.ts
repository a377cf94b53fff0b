import type { FastifyRequest } from "fastify";
import { SCOPES, type Scope, type Viewer } from "../../../access/viewer.js";
import { isOfAnotherSite, searchOf } from "../request-parts.js";

/** A query as it decides its answer, together with who asks. */
type Parts = [query: string, operationName: unknown, variables: unknown];

/**
 * What decides the answer of a query, in one text: document, operation, variables, scopes and languages. Undefined where that is not all, or the
 * request is none that is answered with records.
 */
export function questionOf(request: FastifyRequest, viewer: Viewer): string | undefined {
  const parts = request.method === "POST" ? partsOfBody(request.body) : partsOfSearch(request);
  if (parts === undefined) return undefined;
  const [query, operationName, variables] = parts;
  const given = textOfVariables(variables);
  return given === undefined ? undefined : `${JSON.stringify([query, operationName])} ${given} ${askerOf(request, viewer)}`;
}

/** Who asks, as far as it decides an answer: scopes, whether anybody, and languages. */
export function askerOf({ headers }: Pick<FastifyRequest, "headers">, { subject, scopes }: Viewer): string {
  return `${subject === "anonymous" ? "anyone" : "someone"} ${textOfScopes(scopes)} ${headers["accept-language"] ?? ""}`;
}

/** Variables in one text, empty where there are none. Undefined where they cannot be told from others by it. */
export function textOfVariables(variables: unknown): string | undefined {
  if (variables === undefined || variables === null) return "";
  try {
    const text = JSON.stringify(variables);
    return hasInfinite(variables) ? undefined : text;
  } catch {
    // They are nested too deeply, and are refused later, in words of their own.
    return undefined;
  }
}

const texts = new WeakMap<ReadonlySet<Scope>, string>();

/** The viewers of a static token have one set of scopes. */
function textOfScopes(scopes: ReadonlySet<Scope>): string {
  let text = texts.get(scopes);
  if (text === undefined) {
    text = SCOPES.filter((scope) => scopes.has(scope)).join(" ");
    texts.set(scopes, text);
  }
  return text;
}

/** JSON writes a number too large for it as null, which is another question. The variables were written once, so they are not nested too deeply. */
function hasInfinite(value: unknown): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  return typeof value === "object" && value !== null && Object.values(value).some(hasInfinite);
}

function partsOfBody(body: unknown): Parts | undefined {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return undefined;
  const { query, operationName, variables, extensions } = body as Record<string, unknown>;
  // Extensions of another form than an object are refused, in words of Apollo Server's.
  const isAll = extensions === undefined || extensions === null;
  return typeof query === "string" && isAll ? [query, operationName, variables] : undefined;
}

function partsOfSearch(request: FastifyRequest): Parts | undefined {
  if (request.method !== "GET" || isOfAnotherSite(request)) return undefined;
  const search = new URLSearchParams(searchOf(request));
  const [query, operationName, variables] = ["query", "operationName", "variables"].map((name) => search.getAll(name));
  const isOnce = [query, operationName, variables].every((values) => (values?.length ?? 0) <= 1);
  const [text] = query ?? [];
  if (text === undefined || !isOnce || search.has("extensions")) return undefined;
  const given = variables?.[0];
  if (given === undefined) return [text, operationName?.[0], undefined];
  try {
    const parsed: unknown = JSON.parse(given);
    // In an address it is refused.
    return parsed === null ? undefined : [text, operationName?.[0], parsed];
  } catch {
    return undefined;
  }
}
