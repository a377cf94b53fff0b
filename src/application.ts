import type { GraphQLSchema } from "graphql";
import type { JwtSignIn } from "./access/jwt/jwt-sign-in.js";
import { openRecords } from "./assembly/open-records.js";
import { contextsOf, readsOf } from "./assembly/request-contexts.js";
import { connectVendors, type RunningVendor, runningVendors, startStandIns, statusOf } from "./assembly/running-vendors.js";
import { openLeases, openSharing, sharingNotice, warnOfServersApart } from "./assembly/servers.js";
import { countHooks, inboxReadingsOf, leaseReadingsOf, readingsOf, upstreamLabels } from "./assembly/source-metrics.js";
import { openWebhookSender } from "./assembly/webhook-sender.js";
import { buildSchema } from "./build-schema.js";
import { type Clock, systemClock } from "./clock.js";
import type { Config } from "./config/config.js";
import type { Context } from "./context.js";
import type { VendorModule } from "./datasources/contract/vendor-module.js";
import { vendorModules } from "./datasources/registry.js";
import { openDiscrepancies } from "./discrepancies/open-discrepancies.js";
import { openHooks } from "./hooks/open-hooks.js";
import { AnswersInMemory } from "./http/answers/answer-store.js";
import { KeptAnswers } from "./http/answers/source-answers.js";
import { SERVER_SUBJECT } from "./http/callers.js";
import { OperationCost } from "./http/cost.js";
import { SharedClock } from "./leases/shared-clock.js";
import { ChangeExecutor } from "./operations/change-executor.js";
import { OperationPruning } from "./operations/operation-pruning.js";
import { Reconciler } from "./operations/reconciler.js";
import { StalePages } from "./reads/stale-pages.js";
import { openIndex } from "./records/open-index.js";
import { SWEEP_SHARE } from "./records/swept-source.js";
import { createServer } from "./server/server.js";
import { isReachable } from "./store/database.js";
import { OperationRepository } from "./store/operation.repository.js";
import { OperationHistory } from "./store/operation-history.js";
import { OperationRecording } from "./store/operation-recording.js";
import { WebhookRepository } from "./store/webhook.repository.js";
import { WebhookInboxRepository } from "./store/webhook-inbox.repository.js";
import { addGauges, addInboxGauges, addLeaseGauges } from "./telemetry/gauges.js";
import type { Logger } from "./telemetry/logger.js";
import type { Metrics } from "./telemetry/metrics.js";
import { openTracing } from "./telemetry/tracing/open-tracing.js";

export interface ApplicationOptions {
  config: Config;
  logger: Logger;
  metrics: Metrics;
  clock?: Clock;
  /** The modules that the configuration was read with; by default the registry's. */
  modules?: readonly VendorModule[];
}

export interface Application {
  url: string;
  vendors: readonly RunningVendor[];
  schema: GraphQLSchema;
  /** Refuses new requests, waits for those under way, and closes everything. */
  stop(options?: StopOptions): Promise<void>;
}

interface StopOptions {
  /** Before that `/readyz` says 503 for so long and everything else goes on, so that load balancers notice. Default: not at all. */
  graceMs?: number;
  /** Ends that time early. */
  hurry?: AbortSignal;
}

/** Puts the whole server together and starts it. */
export async function startApplication(options: ApplicationOptions): Promise<Application> {
  const { config, logger, metrics, modules = vendorModules } = options;
  // On SQLite nobody corrects it.
  const shared = new SharedClock(systemClock);
  const clock = options.clock ?? shared;
  const onError = (error: unknown, what: string) => logger.error({ err: error }, what);
  for (const { variable, message } of config.warnings) logger.warn({ variable }, `${variable}: ${message}`);
  const database = await openRecords(modules, config, logger, clock);
  const leases = await openLeases(database, clock, shared, onError);
  const sharing = await openSharing(config, leases, clock, logger, onError);
  if (sharing !== undefined) metrics.watchCutOff(() => sharing.isAway);
  if (sharing === undefined) warnOfServersApart(leases, logger);
  const sandbox = await startStandIns(config, clock);
  const vendors = runningVendors(modules, config, sandbox);
  const store = new AnswersInMemory();
  const keptAnswers = new KeptAnswers(sharing?.answers(store) ?? store, sharing?.news);
  metrics.watchKeptBytes("vendors", () => store.bytes);
  metrics.watchKeptBytes("bodies", () => keptAnswers.bytesOfBodies);
  const { connections, hookNames } = connectVendors({
    modules,
    config,
    sandbox,
    clock,
    database,
    leases,
    sharing,
    keptAnswers,
    metrics,
    onError,
  });
  const index = openIndex({ database, connections, leases, clock, settings: config, onError });
  const openReads = readsOf({ connections, stalePages: new StalePages(), recordIndex: index.recordIndex, clock, onError });
  const discrepancies = openDiscrepancies({
    ...{ index, leases, clock, onError, codeSweep: config.codeSweep },
    openReads: (signal) => openReads({ signal, background: SWEEP_SHARE, cost: new OperationCost() }),
  });
  const repository = new OperationRepository(database);
  const executor = new ChangeExecutor({
    repository,
    recording: new OperationRecording(database),
    clock,
    serverId: leases.serverId,
    upstreamTimeoutMs: config.upstreamTimeoutMs,
    onNews: (source) => keptAnswers.evict(source),
    onSettled: () => index.settledOperations.nudge(),
    // Nobody needs to wait for the vendor's decision to learn of what it has accepted.
    onAccepted: (id) => {
      if (config.codeSweep) index.reader.readSoon(new Map([[id, clock.now()]]), "OPERATION");
    },
    onOutcome: (source, kind, outcome) => metrics.operations.inc({ ...upstreamLabels(source), kind, outcome }),
    onError,
    connections,
    openScope: () => ({ callers: [{ subject: SERVER_SUBJECT }], deadlineAt: clock.now() + config.requestDeadlineMs, log: logger }),
  });
  const hooks =
    config.hooks &&
    openHooks({
      ...{
        secret: config.hooks.secret,
        names: hookNames,
        connections,
        leases,
        clock,
        executor,
        operations: repository,
        log: logger,
        onError,
      },
      ...{ inbox: new WebhookInboxRepository(database), reader: index.reader, sweep: index.sweep, deadlineMs: config.requestDeadlineMs },
      count: countHooks(metrics),
    });
  addInboxGauges(metrics.registry, inboxReadingsOf(connections, hooks?.backlog, clock));
  const reconciler = new Reconciler({ executor, repository, leases, clock, onError });
  const webhooks = await openWebhookSender({
    ...{ receivers: config.webhooks, webhooks: new WebhookRepository(database), events: index.events, news: index.news },
    ...{ leases, clock, metrics, logger, onError },
  });
  addGauges(metrics.registry, readingsOf([...connections.values()], repository, clock));
  addLeaseGauges(metrics.registry, leaseReadingsOf(leases));
  const { operationDays: days } = config;
  const pruning =
    days === undefined
      ? undefined
      : new OperationPruning({ history: new OperationHistory(database), lease: leases.of("pruning"), clock, days, onError });

  const jwtSignIn = await openJwtSignIn(config, clock, logger);
  const tracing = await openTracing(config, logger, () => clock.now());
  const schema = await servedSchema(config);
  const server = await createServer<Context>({
    schema,
    config,
    logger,
    metrics,
    secrets: config.secrets,
    clock,
    epoch: () => keptAnswers.epoch,
    createContext: contextsOf({
      ...{ config, logger, connections, openReads, executor, operations: repository, index, discrepancies },
      webhooks: webhooks.desk,
      vendorStatuses: () => {
        const notice = sharingNotice(sharing, leases);
        return vendors.map((running) => statusOf(running, connections.get(running.source.text), notice, clock));
      },
    }),
    readiness: () => isReachable(database),
    verifyJwt: jwtSignIn?.verify,
    tracing,
    hooks: hooks?.intake,
  });
  const { url } = await server.listen();
  reconciler.start();
  pruning?.start();
  index.start();
  hooks?.start();
  webhooks.start();
  discrepancies.start();
  for (const connection of connections.values()) connection.start?.();

  return {
    url,
    vendors,
    schema,
    stop: async ({ graceMs = 0, hurry } = {}) => {
      server.leave();
      if (graceMs > 0) await clock.sleep(graceMs, hurry).catch(() => undefined);
      await server.drain();
      jwtSignIn?.stop();
      await Promise.all([reconciler.stop(), pruning?.stop(), hooks?.stop()]);
      await Promise.all([executor.idle(), discrepancies.stop()]);
      await index.stop();
      await webhooks.stop();
      await Promise.all([...connections.values()].map((connection) => connection.close()));
      await tracing?.close();
      await sandbox?.close();
      await sharing?.stop();
      await leases.stop();
      await database.destroy();
    },
  };
}

/** The graph, as a subgraph where it is to be one. Without Federation, the code for it is not loaded. */
async function servedSchema({ federation }: Config): Promise<GraphQLSchema> {
  const schema = await buildSchema();
  if (!federation) return schema;
  const { subgraphOf } = await import("./federation/subgraph.js");
  return subgraphOf(schema);
}

/** Begins to read the provider's keys. Without sign-in by JWT, the code for it is not loaded. */
async function openJwtSignIn({ auth }: Config, clock: Clock, logger: Logger): Promise<JwtSignIn | undefined> {
  if (auth.jwt === undefined) return undefined;
  const jwt = await import("./access/jwt/jwt-sign-in.js");
  const onFailure = (error: unknown) =>
    logger.warn({ err: error }, "the keys of the sign-in cannot be read: tokens that need one that is not known are refused with 503");
  return jwt.openJwtSignIn({ settings: auth.jwt, clock, onFailure });
}
