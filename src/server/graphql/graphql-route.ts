import { HeaderMap, type HTTPGraphQLRequest } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import { type AbortSignalLike, AbortSource } from "../../abort-signal.js";
import { SignInUnavailable, Unauthenticated } from "../../access/authenticate.js";
import type { Viewer } from "../../access/viewer.js";
import type { Clock } from "../../clock.js";
import type { Callers } from "../../http/callers.js";
import { OperationReport } from "../../telemetry/operation-report.js";
import { type Tracing, traceIdOf } from "../../telemetry/tracing/tracing.js";
import { retryAfter, type SignedIn, type SignInOptions, viewerOf } from "../caller.js";
import type { DocumentGate } from "../limits/document-gate.js";
import { LimitExceeded } from "../limits/limits.js";
import { sendExplorer } from "../pages/explorer.js";
import { type AgedAnswers, tellsUpstream } from "./age/aged-answers.js";
import type { AnswerAge } from "./age/answer-age.js";
import type { JoinedRequests } from "./answers-under-way.js";
import type { GraphQLEngine } from "./apollo.js";
import { idempotencyKeyIn } from "./idempotency-key.js";
import type { Asking, KnownAnswers } from "./known-answers.js";
import { mediaTypeFor, PLAIN_JSON } from "./media-type.js";
import { DocumentRefused } from "./persisted/document-refused.js";
import type { NamedDocuments } from "./persisted/named-documents.js";
import { statusOfFault } from "./protocol.js";
import type { RequestContext, RequestInput } from "./request-context.js";
import { isOfAnotherSite, searchOf } from "./request-parts.js";

declare module "fastify" {
  interface FastifyRequest {
    /** What the operation's log line tells; undefined until its caller is known. */
    operation?: OperationReport;
    /** Aborted when the client goes away before it has its answer. */
    abandoned?: AbortSource;
  }
}

export interface GraphQLRouteOptions<Context extends RequestContext> extends SignInOptions {
  engine: GraphQLEngine<Context>;
  gate: DocumentGate;
  namedDocuments: NamedDocuments;
  config: SignInOptions["config"] & { readonly requestDeadlineMs: number };
  agedAnswers: AgedAnswers;
  knownAnswers: KnownAnswers;
  clock: Clock;
  /** Left out, nothing is traced. */
  tracing?: Tracing;
  createContext: (input: RequestInput) => Context | Promise<Context>;
}

/** GraphQL over HTTP. The handler is thin: Apollo knows the protocol (media types, GET for queries only, CSRF). */
export function graphqlRoutes<Context extends RequestContext>(app: FastifyInstance, options: GraphQLRouteOptions<Context>): void {
  const { engine, agedAnswers, knownAnswers, namedDocuments, config, clock } = options;
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    // Apollo notices this only when it answers: a change would be made, and its outcome lost.
    if (request.method === "POST" && mediaTypeFor(request.headers.accept) === undefined) return notAcceptable(reply);
    const deadlineAt = clock.now() + config.requestDeadlineMs;
    const abandoned = abortedWhenClientLeaves(request, reply);
    const { refusal, keep } = namedDocuments.open(request);
    if (refusal !== undefined) {
      const known = { viewer: undefined, age: undefined, deadlineAt, signal: abandoned, refusal };
      return send(reply, await apolloAnswer(engine, request, () => createContext(request, options, known)));
    }
    const operation = knownAnswers.find(request);
    const signIn = operation !== undefined || agedAnswers.concerns(request) ? viewerOf(request, options) : undefined;
    const viewer = signIn instanceof Promise ? await signIn : signIn;
    const signedIn = viewer !== undefined && "scopes" in viewer ? viewer : undefined;
    const aged = signedIn && agedAnswers.concerns(request) ? agedAnswers.begin(request, signedIn) : undefined;
    const kept = aged && agedAnswers.serve(request, reply, aged);
    if (signedIn !== undefined && kept !== undefined) {
      // Its document was not read.
      reportOf(request, signedIn, options).ended({ type: "query", outcome: "ok" });
      return kept;
    }
    let made: Promise<Context> | undefined;
    const context = (age = aged?.age, requests?: JoinedRequests) => {
      made ??= createContext(request, options, {
        viewer,
        age,
        deadlineAt,
        signal: requests?.left ?? abandoned,
        callers: requests?.callers,
      });
      return made;
    };
    const asking = operation &&
      signedIn && {
        operation,
        request,
        viewer: signedIn,
        report: reportOf(request, signedIn, options),
        left: abandoned,
        age: aged?.age,
        context,
      };
    const answer = (asking && (await knownAnswer(asking, options))) ?? (await apolloAnswer(engine, request, () => context()));
    if (keep !== undefined && engine.documents.find(documentOf(request)) !== undefined) keep();
    if (aged?.age.servesAgain && answer.status === 200) return agedAnswers.answer(request, reply, aged, answer.text);
    return send(reply, answer);
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

/** An answer as it is sent. */
interface HttpAnswer {
  status: number;
  headers: Iterable<readonly [name: string, value: string]>;
  text: string;
  /** It is for people. */
  isPage: boolean;
}

/** The answer to a request whose document is known; undefined where Apollo Server has to answer. */
async function knownAnswer<Context extends RequestContext>(
  asking: Asking,
  { knownAnswers }: GraphQLRouteOptions<Context>,
): Promise<HttpAnswer | undefined> {
  try {
    const answer = await knownAnswers.answer(asking);
    if (answer === undefined) return undefined;
    const type = mediaTypeFor(asking.request.headers.accept) ?? PLAIN_JSON;
    return { status: answer.status, text: answer.text, headers: [["content-type", type]], isPage: false };
  } catch (error) {
    // Apollo Server meets the same refusal of a context, and words it.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

async function apolloAnswer<Context extends RequestContext>(
  { apollo }: GraphQLEngine<Context>,
  request: FastifyRequest,
  context: () => Promise<Context>,
): Promise<HttpAnswer> {
  const {
    status = 200,
    headers,
    body,
  } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toGraphQLRequest(request),
    context,
  });
  if (body.kind === "chunked") throw new Error("This server delivers no answer in parts.");
  return { status, headers, text: body.string, isPage: headers.get("content-type") === "text/html" };
}

function send(reply: FastifyReply, { headers, status, isPage, text }: HttpAnswer): FastifyReply {
  for (const [name, value] of headers) reply.header(name, value);
  reply.header("cache-control", "no-store").code(status);
  return isPage ? sendExplorer(reply, text) : reply.send(text);
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
  options: GraphQLRouteOptions<Context>,
  known: {
    viewer: SignedIn | undefined;
    age: AnswerAge | undefined;
    deadlineAt: number;
    signal: AbortSignalLike;
    callers?: Callers;
    refusal?: DocumentRefused;
  },
): Promise<Context> {
  const { gate, createContext } = options;
  const { viewer = await viewerOf(request, options), age, deadlineAt, signal, callers, refusal } = known;
  if (viewer instanceof Unauthenticated) throw unauthenticated(viewer);
  if (viewer instanceof SignInUnavailable) throw unavailable(viewer);
  admitDocument(request, gate, refusal);
  const { "accept-language": acceptLanguage, "idempotency-key": idempotencyKey } = request.headers;
  try {
    return await createContext({
      viewer,
      signal,
      callers,
      deadlineAt,
      requestId: request.id,
      operation: reportOf(request, viewer, options),
      age,
      tellsUpstream: tellsUpstream(request),
      acceptLanguage,
      idempotencyKey: typeof idempotencyKey === "string" ? idempotencyKeyIn(idempotencyKey) : undefined,
    });
  } catch (error) {
    // No plugin runs yet, so the error is logged and given its request id here.
    request.log.error({ requestId: request.id, err: error }, "no context could be made");
    throw new GraphQLError("No context could be made.", { extensions: { code: "INTERNAL_SERVER_ERROR", requestId: request.id } });
  }
}

function reportOf(request: FastifyRequest, { subject }: Viewer, { tracing }: { tracing?: Tracing }): OperationReport {
  const { headers, id } = request;
  request.operation ??= new OperationReport(subject, tracing?.begin(headers, id), traceIdOf(headers), request.abandoned);
  return request.operation;
}

/** Apollo Server answers its error like any other, but before the plugin runs that fits the status to the media type. */
function admitDocument(request: FastifyRequest, gate: DocumentGate, refusal: DocumentRefused | undefined): void {
  try {
    if (refusal !== undefined) throw refusal;
    gate.admit(documentOf(request));
  } catch (error) {
    if (error instanceof LimitExceeded || (error instanceof DocumentRefused && error.isUnderstood))
      error.extensions.http = { status: statusOfFault(request.headers.accept) };
    throw error;
  }
}

/** The text of the document; empty where there is none, which Apollo Server refuses. */
function documentOf(request: FastifyRequest): string {
  const { method, body } = request;
  if (method === "GET") return new URLSearchParams(searchOf(request)).get("query") ?? "";
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

/** Aborted by the server, which sees the connection close; at once where the client has gone by now. */
function abortedWhenClientLeaves(request: FastifyRequest, reply: FastifyReply): AbortSignalLike {
  const source = new AbortSource();
  request.abandoned = source;
  if (reply.raw.closed && !reply.raw.writableFinished) source.abort(new Error("The client went away before its request was read."));
  return source;
}
