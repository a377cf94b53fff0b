import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import cors from "@fastify/cors";
import {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import type { Logger } from "../telemetry/logger.js";
import { writePlainLine } from "../telemetry/plain-line.js";
import { compression } from "./compression.js";
import { AwaitedAnswers } from "./graphql/awaited-answers.js";
import { mediaTypeFor, PLAIN_JSON } from "./graphql/media-type.js";
import { isHook } from "./hook-route.js";
import { secureHeaders } from "./security-headers.js";
import { arrivingWithin, refuseAddress, refuseUnread } from "./unread-requests.js";

/** The part of the configuration that concerns HTTP alone. */
export interface HttpConfig {
  readonly host: string;
  readonly port: number;
  readonly corsOrigins: readonly string[];
  readonly requestDeadlineMs: number;
}

/** Fastify as this server uses it, still without a route. */
export interface HttpApp {
  readonly app: FastifyInstance;
  /** Resolves once it listens, with the address to call. */
  listen(): Promise<{ url: string }>;
  /** Refuses requests but for probes, lets running ones end within the bound, then cuts them off. To be called once. */
  drain(withinMs: number): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/** No route has a JSON schema, since GraphQL's own types check what arrives. So Fastify's compilers, which make code of schemas, are not loaded. */
const WITHOUT_SCHEMAS = { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } };

/** Our lines name the request themselves. Fastify checks the loggers of a factory of ours anew for each request. */
function sameForAll(logger: Logger): FastifyBaseLogger {
  return Object.create(logger, { child: { value: returnThis } });
}

function returnThis(this: FastifyBaseLogger): FastifyBaseLogger {
  return this;
}

function refuseSchema(): never {
  throw new Error("A route has a JSON schema, and no compiler for it is loaded");
}

/**
 * Makes it, with what holds for every route: the bounds of a request, its id, headers, compression, other origins, the line in the log, the
 * form of an error, and how a stopping server waits for its requests.
 */
export async function createHttpApp(config: HttpConfig, logger: Logger): Promise<HttpApp> {
  let draining = false;
  const app = fastify({
    loggerInstance: sameForAll(logger),
    // The hook below logs one line an answer, instead of Fastify's two.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: MAX_BODY_BYTES,
    schemaController: WITHOUT_SCHEMAS,
    forceCloseConnections: "idle",
    ...arrivingWithin(config.requestDeadlineMs),
    clientErrorHandler: refuseUnread,
    frameworkErrors: refuseAddress,
    // While draining, /readyz still answers on open connections.
    return503OnClosing: false,
  });

  app.decorateRequest("operation", undefined);
  app.decorateRequest("abandoned", undefined);
  app.decorateRequest("openedSearch", undefined);
  const awaited = new AwaitedAnswers(app.server);
  secureHeaders(app);
  await compression(app);

  // GraphQL comes as JSON; a page of another site may send text/plain without a preflight request.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    const { socket } = request;
    let isOver = false;
    const onOver = (): void => {
      // Only where the client stayed was it written to its end.
      const isWritten = isOver || reply.raw.writableFinished;
      isOver = true;
      if (isWritten) return;
      request.abandoned?.abort(new Error("The client went away before it had its answer."));
      const about = aboutOf(request, reply);
      logger.info(about, about.ended === undefined ? "its caller went away" : "its stream has ended");
    };
    // Emitted once, and cheaper to listen to than with `once`.
    reply.raw.on("close", () => {
      awaited.closed(socket, reply.raw);
      onOver();
    });
    if (isProbe(request.url)) return done();
    if (draining) {
      reply.code(503).send({ errors: [{ message: "The server is shutting down.", extensions: { code: "UNAVAILABLE" } }] });
      return;
    }
    awaited.add(socket, reply.raw, onOver);
    done();
  });
  app.addHook("onSend", (_request, reply, payload, done) => {
    // A kept connection would delay the drain until its client closes it.
    if (draining) reply.header("connection", "close");
    done(null, payload);
  });
  app.addHook("onResponse", (request, reply, done) => {
    writePlainLine(logger, aboutOf(request, reply, reply.statusCode), "answered");
    done();
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ requestId: request.id, err: error }, "a request failed");
    const code = status >= 500 ? "INTERNAL_SERVER_ERROR" : "BAD_REQUEST";
    return reply
      .code(status)
      .header("cache-control", "no-store")
      .type(mediaTypeFor(request.headers.accept) ?? PLAIN_JSON)
      .send(JSON.stringify({ errors: [{ message: messageOf(error, status), extensions: { code, requestId: request.id } }] }));
  });
  if (config.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...config.corsOrigins],
      methods: ["GET", "POST"],
      exposedHeaders: ["x-request-id", "etag", "age"],
      maxAge: 600,
    });
  }

  return {
    app,
    listen: async () => {
      await app.listen({ host: config.host, port: config.port });
      return { url: addressOf(app, config.host) };
    },
    drain: (withinMs) => {
      draining = true;
      return closeWithin(app, awaited, withinMs);
    },
  };
}

/** A request as the log shows it, with its operation: without the query string, which holds a GET's variables. */
function aboutOf(request: FastifyRequest, reply: FastifyReply, status?: number): Readonly<Record<string, unknown>> {
  const path = isHook(request.url, request.routeOptions.url) ? "/hooks" : request.url.split("?", 1)[0];
  const line = { requestId: request.id, method: request.method, path, ms: Math.round(reply.elapsedTime), status };
  return request.operation?.lineOf(line) ?? line;
}

/** Fastify's own message, where it names a remedy. */
function messageOf(error: FastifyError, status: number): string {
  if (status >= 500) return "Internal server error.";
  return status === 415 ? "GraphQL is asked in JSON: send it with the header `content-type: application/json`." : error.message;
}

function isProbe(url: string): boolean {
  return url === "/readyz" || url === "/healthz";
}

/** Time for the last refused callers to read their answer. */
const LAST_WORD_MS = 500;

/** The port stays open while requests run: a probe makes a new connection each time, and must get "draining". */
async function closeWithin(app: FastifyInstance, awaited: AwaitedAnswers, withinMs: number): Promise<void> {
  const cutOff = () => app.server.closeAllConnections();
  const late = setTimeout(cutOff, withinMs);
  await awaited.none();
  // Browsers connect before they send a request, and Node does not count such a connection as idle.
  const silent = setTimeout(cutOff, LAST_WORD_MS);
  await app.close();
  clearTimeout(late);
  clearTimeout(silent);
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}

/** Keeps a caller's own id where it is harmless in a log, so that a trace can be followed. */
function requestId(request: { headers: IncomingMessage["headers"] }): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
}
