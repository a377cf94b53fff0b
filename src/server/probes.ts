import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isSignInSetUp, SignInUnavailable, Unauthenticated } from "../access/authenticate.js";
import type { Metrics } from "../telemetry/metrics.js";
import { retryAfter, type SignInOptions, viewerOf } from "./caller.js";

export interface ProbeOptions extends SignInOptions {
  metrics: Metrics;
  /** The server's own. */
  version: string;
  /** Whether the server can answer: its database is reachable. */
  readiness: () => Promise<boolean>;
  draining: () => boolean;
}

/** The routes for probes and scrapers. None of them shows records. */
export function probeRoutes(app: FastifyInstance, options: ProbeOptions): void {
  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/readyz", async (_request, reply) => {
    if (options.draining()) return reply.code(503).send({ status: "draining" });
    // A readiness check that fails to run is a "no", not an error.
    const ready = await options.readiness().catch(() => false);
    return reply.code(ready ? 200 : 503).send({ status: ready ? "ready" : "not ready" });
  });

  app.get("/metrics", async (request, reply) => {
    const refusal = await refusedReader(request, reply, options);
    if (refusal !== undefined) return refusal;
    return reply.type(options.metrics.registry.contentType).send(options.secrets.cut(await options.metrics.registry.metrics()));
  });

  // A stranger who knew it would know which faults are not mended yet.
  app.get("/version", async (request, reply) => (await refusedReader(request, reply, options)) ?? { version: options.version });
}

/** Without sign-in there is no token to ask for; with it, the scope `read` opens the figures. Undefined for a caller who may see them. */
async function refusedReader(request: FastifyRequest, reply: FastifyReply, options: ProbeOptions): Promise<FastifyReply | undefined> {
  if (!isSignInSetUp(options.config)) return undefined;
  const viewer = await viewerOf(request, options);
  if (viewer instanceof SignInUnavailable) {
    return reply.code(503).header("retry-after", retryAfter(viewer)).send({ error: viewer.message });
  }
  if (viewer instanceof Unauthenticated) {
    return reply.code(401).header("www-authenticate", "Bearer").send({ error: viewer.message });
  }
  const { url = "" } = request.routeOptions;
  return viewer.scopes.has("read") ? undefined : reply.code(403).send({ error: `${url} needs a token with the scope \`read\`.` });
}
