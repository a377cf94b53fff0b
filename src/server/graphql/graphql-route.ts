import { setMaxListeners } from "node:events";
import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { SignInUnavailable, Unauthenticated } from "../../access/authenticate.js";
import type { Viewer } from "../../access/viewer.js";
import { OperationReport } from "../../telemetry/operation-report.js";
import { type Tracing, traceIdOf } from "../../telemetry/tracing/tracing.js";
import { retryAfter, type SignInOptions, viewerOf } from "../caller.js";
import { sendExplorer } from "../explorer.js";
import type { DocumentGate } from "../limits/document-gate.js";
import { LimitExceeded } from "../limits/limits.js";
import { type AgedAnswers, type AgedRequest, tellsUpstream } from "./age/aged-answers.js";
import { mediaTypeFor } from "./media-type.js";
import { statusOfFault } from "./protocol.js";
import type { RequestContext, RequestInput } from "./request-context.js";
import { isOfAnotherSite, searchOf } from "./request-parts.js";

declare module "fastify" {
  interface FastifyRequest {
    /** What the operation's log line tells; undefined until its caller is known. */
    operation?: OperationReport;
  }
}

export interface GraphQLRouteOptions<Context extends RequestContext> extends SignInOptions {
  apollo: ApolloServer<Context>;
  gate: DocumentGate;
  config: SignInOptions["config"] & { readonly requestDeadlineMs: number };
  agedAnswers: AgedAnswers;
  /** Left out, nothing is traced. */
  tracing?: Tracing;
  createContext: (input: RequestInput) => Context | Promise<Context>;
}

/** GraphQL over HTTP. The handler is thin: Apollo knows the protocol (media types, GET for queries only, CSRF). */
export function graphqlRoutes<Context extends RequestContext>(app: FastifyInstance, options: GraphQLRouteOptions<Context>): void {
  const { apollo, agedAnswers } = options;
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    // Apollo notices this only when it answers: a change would be made, and its outcome lost.
    if (request.method === "POST" && mediaTypeFor(request.headers.accept) === undefined) return notAcceptable(reply);
    const viewer = agedAnswers.concerns(request) ? await viewerOf(request, options) : undefined;
    const signedIn = viewer !== undefined && "scopes" in viewer ? viewer : undefined;
    const aged = signedIn && agedAnswers.begin(request, signedIn);
    const kept = aged && agedAnswers.serve(request, reply, aged);
    if (signedIn !== undefined && kept !== undefined) {
      // Its document was not read.
      reportOf(request, signedIn, options).ended({ type: "query", outcome: "ok" });
      return kept;
    }
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: toGraphQLRequest(request),
      context: () => createContext(request, reply, options, viewer, aged),
    });
    if (answer.body.kind === "chunked") throw new Error("This server delivers no answer in parts.");
    if (aged?.age.servesAgain && (answer.status ?? 200) === 200) return agedAnswers.answer(request, reply, aged, answer.body.string);
    for (const [name, value] of answer.headers) reply.header(name, value);
    reply.header("cache-control", "no-store").code(answer.status ?? 200);
    const html = answer.headers.get("content-type") === "text/html";
    return html ? sendExplorer(reply) : reply.send(answer.body.string);
  };

  app.post("/graphql", handle);
  app.get("/graphql", handle);
  app.route({
    method: ["PUT", "PATCH", "DELETE"],
    url: "/graphql",
    // Before the body is read.
    onRequest: async (_request, reply) => {
      reply.header("allow", "GET, POST");
      return refuse(reply, 405, "GraphQL is asked with POST, or with GET for queries.");
    },
    handler: async () => undefined,
  });

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0];
    return refuse(reply, 404, `There is no ${request.method} ${options.secrets.cut(path ?? "")} here. GraphQL is asked at /graphql.`);
  });
}

function refuse(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .send({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
}

function notAcceptable(reply: FastifyReply): FastifyReply {
  return refuse(reply, 406, "The header `accept` takes neither application/graphql-response+json nor application/json. Nothing was done.");
}

function toGraphQLRequest(request: FastifyRequest): HTTPGraphQLRequest {
  const headers = new HeaderMap();
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, typeof value === "string" ? value : value.join(", "));
  }
  if (request.method === "GET" && !isOfAnotherSite(request)) headers.set("apollo-require-preflight", "of no other site's page");
  return { method: request.method, headers, search: searchOf(request), body: request.body };
}

async function createContext<Context extends RequestContext>(
  request: FastifyRequest,
  reply: FastifyReply,
  options: GraphQLRouteOptions<Context>,
  known?: Awaited<ReturnType<typeof viewerOf>>,
  aged?: AgedRequest,
): Promise<Context> {
  const { config, gate, createContext } = options;
  const viewer = known ?? (await viewerOf(request, options));
  if (viewer instanceof Unauthenticated) throw unauthenticated(viewer);
  if (viewer instanceof SignInUnavailable) throw unavailable(viewer);
  admitDocument(request, gate);
  const acceptLanguage = request.headers["accept-language"];
  try {
    return await createContext({
      viewer,
      signal: abortedWhenClientLeaves(reply),
      deadlineAt: Date.now() + config.requestDeadlineMs,
      requestId: request.id,
      operation: reportOf(request, viewer, options),
      age: aged?.age,
      tellsUpstream: tellsUpstream(request),
      ...(acceptLanguage === undefined ? {} : { acceptLanguage }),
    });
  } catch (error) {
    // No plugin runs yet, so the error is logged and given its request id here.
    request.log.error({ requestId: request.id, err: error }, "no context could be made");
    throw new GraphQLError("No context could be made.", { extensions: { code: "INTERNAL_SERVER_ERROR", requestId: request.id } });
  }
}

function reportOf(request: FastifyRequest, { subject }: Viewer, { tracing }: { tracing?: Tracing }): OperationReport {
  const { headers, id } = request;
  request.operation = new OperationReport(subject, tracing?.begin(headers, id), traceIdOf(headers));
  return request.operation;
}

/** Apollo Server answers its error like any other, but before the plugin runs that fits the status to the media type. */
function admitDocument(request: FastifyRequest, gate: DocumentGate): void {
  try {
    gate.admit(documentOf(request));
  } catch (error) {
    if (error instanceof LimitExceeded) error.extensions.http = { status: statusOfFault(request.headers.accept) };
    throw error;
  }
}

/** The text of the document; empty where there is none, which Apollo Server refuses. */
function documentOf({ method, url, body }: FastifyRequest): string {
  if (method === "GET") return new URLSearchParams(searchOf({ url })).get("query") ?? "";
  const query: unknown = typeof body === "object" && body !== null && "query" in body ? body.query : undefined;
  return typeof query === "string" ? query : "";
}

function unauthenticated({ message }: Unauthenticated): GraphQLError {
  const headers = new HeaderMap([["www-authenticate", "Bearer"]]);
  return new GraphQLError(message, { extensions: { code: "UNAUTHENTICATED", http: { status: 401, headers } } });
}

function unavailable(refusal: SignInUnavailable): GraphQLError {
  const { message, retryAfterMs } = refusal;
  const headers = new HeaderMap([["retry-after", retryAfter(refusal)]]);
  return new GraphQLError(message, { extensions: { code: "UNAVAILABLE", retryable: true, retryAfterMs, http: { status: 503, headers } } });
}

/** The response closes in both cases; only where the client stayed was it written to its end. */
function abortedWhenClientLeaves(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  // Each request to a vendor listens, and an answer may need many.
  setMaxListeners(0, controller.signal);
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort(new Error("The client went away before it had its answer."));
  });
  return controller.signal;
}
