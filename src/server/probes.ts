import type { FastifyInstance } from "fastify";
import { isSignInSetUp, SignInUnavailable, Unauthenticated } from "../access/authenticate.js";
import type { Metrics } from "../telemetry/metrics.js";
import { retryAfter, type SignInOptions, viewerOf } from "./caller.js";

export interface ProbeOptions extends SignInOptions {
  metrics: Metrics;
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
    // Without sign-in there is no token to ask for; with it, the scope `read` opens the figures.
    if (isSignInSetUp(options.config)) {
      const viewer = await viewerOf(request, options);
      if (viewer instanceof SignInUnavailable) {
        return reply.code(503).header("retry-after", retryAfter(viewer)).send({ error: viewer.message });
      }
      if (viewer instanceof Unauthenticated) {
        return reply.code(401).header("www-authenticate", "Bearer").send({ error: viewer.message });
      }
      if (!viewer.scopes.has("read")) return reply.code(403).send({ error: "Metrics need a token with the scope `read`." });
    }
    return reply.type(options.metrics.registry.contentType).send(options.secrets.cut(await options.metrics.registry.metrics()));
  });
}
