import { setMaxListeners } from "node:events";
import type { GraphQLSchema } from "graphql";
import type { JwtSignIn } from "./access/jwt/jwt-sign-in.js";
import { buildSchema } from "./build-schema.js";
import { type Clock, systemClock } from "./clock.js";
import type { Config } from "./config/config.js";
import { RecordingEnvReader } from "./config/env-reader.js";
import { Context, type Reads } from "./context.js";
import { abilitiesOf } from "./datasources/contract/abilities.js";
import type { VendorConnection, VendorDeps, VendorModule } from "./datasources/contract/vendor-module.js";
import { vendorModules } from "./datasources/registry.js";
import { RequestAllowance } from "./http/allowance.js";
import { AnswersInMemory } from "./http/answers/answer-store.js";
import { KeptAnswers } from "./http/answers/source-answers.js";
import { SERVER_SUBJECT } from "./http/callers.js";
import { OperationCost } from "./http/cost.js";
import { openRecords } from "./open-records.js";
import { AuditLog } from "./operations/audit-log.js";
import { ChangeExecutor } from "./operations/change-executor.js";
import { ChangeService } from "./operations/change-service.js";
import { OperationPruning } from "./operations/operation-pruning.js";
import { Reconciler } from "./operations/reconciler.js";
import { createLoaders } from "./reads/loaders.js";
import { toSourceFailure } from "./reads/source-reports.js";
import { StalePages } from "./reads/stale-pages.js";
import { UnifiedDatasource } from "./reads/unified.datasource.js";
import { RecordIndex } from "./records/record-index.js";
import { RecordSweep } from "./records/record-sweep.js";
import { parseAcceptLanguage } from "./resolvers/support/texts.js";
import type { Sandbox } from "./sandbox/index.js";
import { type Source, sourceOf } from "./schema/common/source.js";
import { CircuitState, VendorMode } from "./schema/vendor/vendor.type.js";
import type { VendorStatus } from "./schema/vendor/vendor-status.type.js";
import type { RequestInput } from "./server/graphql/request-context.js";
import { createServer } from "./server/server.js";
import { countRequests, readingsOf, upstreamLabels } from "./source-metrics.js";
import { CodeGapRepository } from "./store/code-gap.repository.js";
import { isReachable } from "./store/database.js";
import { OperationRepository } from "./store/operation.repository.js";
import { OperationHistory } from "./store/operation-history.js";
import { RecordCodeRepository } from "./store/record-code.repository.js";
import { addGauges } from "./telemetry/gauges.js";
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

/** A source that this process connects to. */
interface RunningVendor {
  source: Source;
  mode: VendorMode;
  /** The stand-in's origin, where one serves the source. */
  sandboxOrigin?: string;
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
  const { config, logger, metrics, clock = systemClock, modules = vendorModules } = options;
  const onError = (error: unknown, what: string) => logger.error({ err: error }, what);
  for (const { variable, message } of config.warnings) logger.warn({ variable }, `${variable}: ${message}`);
  const database = await openRecords(modules, config, logger, clock);
  const sandbox = await startStandIns(config, clock);
  const vendors = runningVendors(modules, config, sandbox);
  const connections = new Map<string, VendorConnection>();
  const store = new AnswersInMemory();
  const keptAnswers = new KeptAnswers(store);
  metrics.watchKeptBytes("vendors", () => store.bytes);
  for (const { slug, account, settings: configured, options: vendorOptions } of config.vendors) {
    const module = modules.find((candidate) => candidate.slug === slug);
    const settings = configured ?? (module && standInSettings(module, config, sandbox));
    if (module === undefined || settings === undefined) continue;
    const source = sourceOf(module.vendor, account);
    const deps: VendorDeps = {
      source,
      clock,
      database,
      cipher: config.cipher,
      secrets: config.secrets,
      upstreamTimeoutMs: config.upstreamTimeoutMs,
      answers: keptAnswers.of(source),
      ...countRequests(source, metrics),
      onError,
    };
    connections.set(source.text, module.connect(settings, deps, vendorOptions));
  }

  const stalePages = new StalePages();
  const codes = new RecordCodeRepository(database);
  const gaps = new CodeGapRepository(database);
  const recordIndex = new RecordIndex({ repository: codes, gaps, clock, swept: config.codeSweep, onError });
  const sweep = new RecordSweep({
    connections: [...connections.values()],
    recordIndex,
    repository: codes,
    gaps,
    clock,
    changesEveryMs: config.sweepMinutes * 60_000,
    onError,
  });
  const repository = new OperationRepository(database);
  const executor = new ChangeExecutor({
    repository,
    clock,
    upstreamTimeoutMs: config.upstreamTimeoutMs,
    onNews: (source) => keptAnswers.evict(source),
    onOutcome: (source, kind, outcome) => metrics.operations.inc({ ...upstreamLabels(source), kind, outcome }),
    onError,
    connections,
    openScope: () => ({ callers: [{ subject: SERVER_SUBJECT }], deadlineAt: clock.now() + config.requestDeadlineMs, log: logger }),
  });
  const reconciler = new Reconciler({ executor, repository, clock, onError });
  addGauges(metrics.registry, readingsOf([...connections.values()], repository, clock));
  const { operationDays: days } = config;
  const pruning = days === undefined ? undefined : new OperationPruning({ history: new OperationHistory(database), clock, days, onError });

  function createContext(input: RequestInput): Context {
    const languages = parseAcceptLanguage(input.acceptLanguage);
    // The deadline goes by the same clock as all timers below.
    const deadlineAt = clock.now() + config.requestDeadlineMs;
    // Every read of a large query may listen to this signal.
    setMaxListeners(0, input.signal);
    const callers = [{ subject: input.viewer.subject }];
    const allowance = new RequestAllowance(config.maxVendorRequests);
    const { age, tellsUpstream, operation } = input;
    const cost = new OperationCost((sentAt) => age?.note(sentAt));
    operation.spends(cost);
    const scope = { callers, allowance, signal: input.signal, deadlineAt, languages, cost, trace: operation.trace, log: logger };
    let maxAgeMs = age?.maxAgeMs;
    const freshReads = (): Reads => {
      const reading = maxAgeMs === undefined ? scope : { ...scope, maxAgeMs };
      const graph = new UnifiedDatasource({ connections, scope: reading, stalePages, recordIndex, clock, onError });
      return { graph, loaders: createLoaders(graph, clock) };
    };
    const reads = freshReads();
    return new Context({
      viewer: input.viewer,
      requestId: input.requestId,
      signal: input.signal,
      operation,
      languages,
      reads,
      changes: new ChangeService({
        executor,
        connections,
        requestedBy: input.viewer.subject,
        scope,
        uncounted: (work) => allowance.uncounted(work),
        forgetReads: () => {
          const before = reads.graph.sources.unreported();
          Object.assign(reads, freshReads());
          reads.graph.sources.note(before);
        },
      }),
      operations: new AuditLog(repository, executor, input.viewer, cost),
      vendorStatuses: () => vendors.map((running) => statusOf(running, connections.get(running.source.text), clock)),
      age,
      askAnew: () => {
        maxAgeMs = undefined;
        Object.assign(reads, freshReads());
      },
      ...(tellsUpstream ? { cost } : {}),
    });
  }

  const jwtSignIn = await openJwtSignIn(config, clock, logger);
  const tracing = await openTracing(config, logger, () => clock.now());
  const schema = await buildSchema();
  const server = await createServer<Context>({
    schema,
    config,
    logger,
    metrics,
    secrets: config.secrets,
    clock,
    epoch: () => keptAnswers.epoch,
    createContext,
    readiness: () => isReachable(database),
    verifyJwt: jwtSignIn?.verify,
    tracing,
  });
  const { url } = await server.listen();
  reconciler.start();
  pruning?.start();
  if (config.codeSweep) sweep.start();
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
      await Promise.all([reconciler.stop(), sweep.stop(), pruning?.stop()]);
      await executor.idle();
      await recordIndex.settled();
      await Promise.all([...connections.values()].map((connection) => connection.close()));
      await tracing?.close();
      await sandbox?.close();
      await database.destroy();
    },
  };
}

/** Begins to read the provider's keys. Without sign-in by JWT, the code for it is not loaded. */
async function openJwtSignIn({ auth }: Config, clock: Clock, logger: Logger): Promise<JwtSignIn | undefined> {
  if (auth.jwt === undefined) return undefined;
  const jwt = await import("./access/jwt/jwt-sign-in.js");
  const onFailure = (error: unknown) =>
    logger.warn({ err: error }, "the keys of the sign-in cannot be read: tokens that need one that is not known are refused with 503");
  return jwt.openJwtSignIn({ settings: auth.jwt, clock, onFailure });
}

/** Starts the stand-ins of the vendors in SANDBOX_VENDORS. Without any, the code of stand-ins is not loaded. */
async function startStandIns(config: Config, clock: Clock): Promise<Sandbox | undefined> {
  const slugs = config.vendors.filter(({ mode }) => mode === "SANDBOX").map(({ slug }) => slug);
  if (slugs.length === 0) return undefined;
  const { startSandbox } = await import("./sandbox/index.js");
  return startSandbox(slugs, clock);
}

/** The settings for the vendor's stand-in; undefined where it has none. */
function standInSettings(module: VendorModule, config: Config, sandbox: Sandbox | undefined): unknown {
  const environment = sandbox?.vendors.get(module.slug)?.environment;
  if (environment === undefined) return undefined;
  const reader = new RecordingEnvReader(environment, []);
  const settings = module.read(reader);
  for (const secret of reader.secrets) config.secrets.add(secret);
  return settings;
}

/** Sources in the registry's order; of each vendor the default account first, then the others in the order of the configuration. */
function runningVendors(modules: readonly VendorModule[], config: Config, sandbox: Sandbox | undefined): RunningVendor[] {
  return modules.flatMap(({ vendor, slug }) =>
    config.vendors
      .filter((entry) => entry.slug === slug)
      .map(({ account, mode }) => ({
        source: sourceOf(vendor, account),
        mode: VendorMode[mode],
        sandboxOrigin: sandbox?.vendors.get(slug)?.origin,
      })),
  );
}

function statusOf({ source, mode }: RunningVendor, connection: VendorConnection | undefined, clock: Clock): VendorStatus {
  const { vendor, account, text } = source;
  const whose = { id: `hiregraph:source:${text}`, vendor, account };
  const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString());
  if (connection === undefined) {
    return {
      ...whose,
      coverage: null,
      mode,
      abilities: [],
      circuit: CircuitState.CLOSED,
      budgets: [],
      lastSuccessAt: null,
      lastFailure: null,
    };
  }
  const { circuit, budgets, lastSuccessAt, lastFailure, coverage = null } = connection.status();
  return {
    ...whose,
    coverage,
    mode,
    abilities: abilitiesOf(connection.datasource({ deadlineAt: clock.now() }), connection.changes),
    circuit,
    budgets: budgets.map((budget) => ({ ...budget, resetsAt: iso(budget.resetsAt) })),
    lastSuccessAt: iso(lastSuccessAt),
    lastFailure: lastFailure === undefined ? null : toSourceFailure(source, lastFailure.error, lastFailure.at),
  };
}
