import type { GraphQLSchema } from "graphql";
import { type AccessConfig, isSignInSetUp, type VerifyJwt } from "../access/authenticate.js";
import { type Clock, systemClock } from "../clock.js";
import type { Secrets } from "../secrets/secrets.js";
import type { Logger } from "../telemetry/logger.js";
import type { Metrics } from "../telemetry/metrics.js";
import type { Tracing } from "../telemetry/tracing/tracing.js";
import { AgedAnswers } from "./graphql/age/aged-answers.js";
import { WholeAnswers } from "./graphql/age/whole-answers.js";
import { createGraphQLEngine } from "./graphql/apollo.js";
import { graphqlRoutes } from "./graphql/graphql-route.js";
import { KnownAnswers } from "./graphql/known-answers.js";
import type { KnownOperations } from "./graphql/known-operations.js";
import { AutomaticDocuments } from "./graphql/persisted/automatic-documents.js";
import { closedRoutes } from "./graphql/persisted/closed-routes.js";
import { NamedDocuments } from "./graphql/persisted/named-documents.js";
import { TrustedDocuments } from "./graphql/persisted/trusted-documents.js";
import type { RequestContext, RequestInput } from "./graphql/request-context.js";
import { type HookRoute, hookRoutes } from "./hook-route.js";
import { createHttpApp, type HttpConfig } from "./http-app.js";
import { DocumentGate } from "./limits/document-gate.js";
import { type QueryLimits, queryLimits } from "./limits/limits.js";
import { pageRoutes } from "./pages/pages.js";
import { probeRoutes } from "./probes.js";
import { OpenStreams } from "./stream/open-streams.js";
import { streamRoutes } from "./stream/stream-route.js";
import { packageVersion } from "./version.js";

/** The part of the configuration the shell reads. */
export interface ServerConfig extends AccessConfig, HttpConfig {
  readonly maxNodes: number;
  /** The documents that alone are run, by their SHA-256 in hex. Left out, all are. */
  readonly trustedDocuments?: ReadonlyMap<string, string> | undefined;
}

export interface ServerDeps<Context extends RequestContext> {
  schema: GraphQLSchema;
  config: ServerConfig;
  logger: Logger;
  metrics: Metrics;
  secrets: Secrets;
  createContext: (input: RequestInput) => Context | Promise<Context>;
  /** Default: the system's. */
  clock?: Clock;
  /** Grows whenever something may have changed at a vendor: answers from before do not serve again. Left out, nothing ever changes. */
  epoch?: () => number;
  /** Whether the server can answer: its database is reachable. */
  readiness: () => Promise<boolean>;
  /** Needed where sign-in by JWT is configured. */
  verifyJwt?: VerifyJwt;
  /** Left out, nothing is traced. */
  tracing?: Tracing;
  /** Takes in vendors' webhooks; left out, there is no address for them. */
  hooks?: HookRoute;
  /** Default: the limits with the configured `maxNodes`. */
  limits?: QueryLimits;
}

export interface Server {
  /** Resolves once it listens, with the address to call. */
  listen(): Promise<{ url: string }>;
  /** Says at `/readyz` that no more requests are to be sent here. Everything goes on. */
  leave(): void;
  /** Takes no more requests, lets running ones end within the bound, then cuts them off. */
  drain(options?: { withinMs?: number }): Promise<void>;
}

/** The server's shell: HTTP, GraphQL, pages, probes. It knows no vendor, and of the context only the viewer. */
export async function createServer<Context extends RequestContext>(deps: ServerDeps<Context>): Promise<Server> {
  const { config, logger, secrets, verifyJwt } = deps;
  const limits = deps.limits ?? queryLimits(config);
  const signIn = isSignInSetUp(config);
  const trusted = config.trustedDocuments && new TrustedDocuments(config.trustedDocuments);
  trusted?.warnOfFaulty(deps.schema, logger);
  const gate = new DocumentGate(limits, trusted);
  const engine = createGraphQLEngine<Context>({ ...deps, limits, gate, isOpen: trusted === undefined, signIn });
  const streams = new OpenStreams(deps.metrics);
  const { apollo } = engine;
  await apollo.start();
  const http = await createHttpApp(config, logger);
  const { app } = http;

  let leaving = false;
  const namedDocuments = new NamedDocuments(trusted ?? new AutomaticDocuments());
  const routes = {
    engine,
    gate,
    namedDocuments,
    config,
    secrets,
    verifyJwt,
    agedAnswers: agedAnswersOf(deps),
    clock: deps.clock ?? systemClock,
    knownAnswers: knownAnswersOf(engine.known, deps),
    tracing: deps.tracing,
  };
  graphqlRoutes<Context>(app, { ...routes, createContext: deps.createContext });
  streamRoutes<Context>(app, {
    ...{ config, secrets, verifyJwt, streams, namedDocuments, subscriptions: engine.subscriptions, metrics: deps.metrics },
    ...{ clock: deps.clock ?? systemClock, epoch: deps.epoch ?? (() => 0), tracing: deps.tracing, createContext: deps.createContext },
  });
  if (trusted === undefined) pageRoutes(app, { signIn, schema: deps.schema });
  else closedRoutes(app);
  if (deps.hooks !== undefined) hookRoutes(app, deps.hooks);
  probeRoutes(app, {
    ...{ config, secrets, verifyJwt, metrics: deps.metrics, version: packageVersion() },
    ...{ readiness: deps.readiness, draining: () => leaving },
  });

  let drained: Promise<void> | undefined;
  return {
    listen: http.listen,
    leave: () => {
      leaving = true;
    },
    drain: (options = {}) => {
      leaving = true;
      streams.drain();
      drained ??= http.drain(options.withinMs ?? config.requestDeadlineMs).then(() => apollo.stop());
      return drained;
    },
  };
}

function agedAnswersOf({
  clock = systemClock,
  secrets,
  metrics,
  epoch = () => 0,
}: Omit<ServerDeps<RequestContext>, "createContext">): AgedAnswers {
  const wholeAnswers = new WholeAnswers({ clock, secrets, epoch });
  metrics.watchKeptBytes("graphql", () => wholeAnswers.bytes);
  return new AgedAnswers({ wholeAnswers, clock, metrics });
}

function knownAnswersOf(
  known: KnownOperations,
  { config: { requestDeadlineMs }, clock = systemClock, metrics, epoch = () => 0 }: Omit<ServerDeps<RequestContext>, "createContext">,
): KnownAnswers {
  return new KnownAnswers({ known, clock, metrics, epoch, requestDeadlineMs });
}
