import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { SignInUnavailable, Unauthenticated } from "../../access/authenticate.js";
import { OperationReport } from "../../telemetry/operation-report.js";
import { type Tracing, traceIdOf } from "../../telemetry/tracing/tracing.js";
import { retryAfter, viewerOf } from "../caller.js";
import { mediaTypeFor, PLAIN_JSON } from "../graphql/media-type.js";
import type { NamedDocuments } from "../graphql/persisted/named-documents.js";
import type { RequestContext } from "../graphql/request-context.js";
import { type EventStreamOptions, streamEvents } from "./event-stream.js";
import type { OpenStreams } from "./open-streams.js";
import { Pace } from "./pace.js";
import { SharedResults } from "./shared-results.js";
import { isForeignGet, isRefusal, namesSharedConnection, type StreamRequest, streamRequestOf, takesStream } from "./stream-request.js";

export interface StreamRouteOptions<Context extends RequestContext> extends EventStreamOptions<Context> {
  config: EventStreamOptions<Context>["config"] & { readonly corsOrigins: readonly string[] };
  streams: OpenStreams;
  namedDocuments: NamedDocuments;
  /** Grows whenever something may have changed at a vendor. */
  epoch: () => number;
  /** Left out, nothing is traced. */
  tracing?: Tracing;
}

const METHODS = "GET, POST";
/**
 * Subscriptions as server-sent events, after the protocol of graphql-sse in its distinct connections mode. graphql-sse words the stream; everything
 * before it, and what may wait in it, is decided here.
 */
export function streamRoutes<Context extends RequestContext>(app: FastifyInstance, options: StreamRouteOptions<Context>): void {
  const shared = { pace: new Pace(), results: new SharedResults(options) };
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const { config, streams, tracing } = options;
    if (!takesStream(request.headers.accept)) return refuse(reply, 406, "The header `accept` does not take text/event-stream.");
    if (namesSharedConnection(request)) return refuse(reply, 400, NO_SHARED_CONNECTION);
    if (isForeignGet(request, config.corsOrigins))
      return refuse(reply, 403, "A page of this origin may not follow here: see CORS_ORIGINS.");
    const asked = streamRequestOf(request, options.namedDocuments);
    if (isRefusal(asked)) return refuse(reply, asked.status, asked.message);
    const viewer = await viewerOf(request, options);
    if (viewer instanceof Unauthenticated)
      return refuse(reply.header("www-authenticate", "Bearer"), 401, viewer.message, { code: "UNAUTHENTICATED" });
    if (viewer instanceof SignInUnavailable)
      return refuse(reply.header("retry-after", retryAfter(viewer)), 503, viewer.message, {
        ...{ code: "UNAVAILABLE", retryable: true, retryAfterMs: viewer.retryAfterMs },
      });
    const place = streams.take(viewer.subject, sizeOf(asked));
    if (typeof place === "string")
      return refuse(reply.header("retry-after", "10"), 429, place, { code: "RATE_LIMITED", retryable: true, retryAfterMs: 10_000 });
    const { headers, id } = request;
    const report = new OperationReport(viewer.subject, tracing?.begin(headers, id), traceIdOf(headers));
    request.operation = report;
    // It would be kept as long as the stream.
    request.body = undefined;
    return streamEvents({ request, reply, viewer, asked, report, place }, options, shared);
  };
  // HEAD would follow, and show nobody anything.
  app.get("/graphql/stream", { exposeHeadRoute: false }, handle);
  app.post("/graphql/stream", handle);
  app.route({
    method: ["PUT", "PATCH", "DELETE"],
    url: "/graphql/stream",
    // Before the body is read.
    onRequest: async (_request, reply) => refuse(reply.header("allow", METHODS), 405, NO_SHARED_CONNECTION),
    handler: async () => undefined,
  });
}

const NO_SHARED_CONNECTION =
  "Each subscription has a connection of its own here (distinct connections): there are no reservations and no tokens of streams. Ask with GET or POST.";

/** What a stream keeps of its request, in characters. */
function sizeOf({ query, variables }: StreamRequest): number {
  try {
    return query.length + (variables === undefined ? 0 : JSON.stringify(variables).length);
  } catch {
    // They are nested too deeply, and are refused before the stream begins.
    return query.length;
  }
}

function refuse(
  reply: FastifyReply,
  status: number,
  message: string,
  extensions: Readonly<Record<string, unknown>> & { code: string } = { code: "BAD_REQUEST" },
): FastifyReply {
  return reply
    .code(status)
    .header("cache-control", "no-store")
    .type(mediaTypeFor(reply.request.headers.accept) ?? PLAIN_JSON)
    .send(JSON.stringify({ errors: [{ message, extensions }] }));
}
