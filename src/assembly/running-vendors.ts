import type { Clock } from "../clock.js";
import type { Config } from "../config/config.js";
import { RecordingEnvReader } from "../config/env-reader.js";
import { hookUrl } from "../config/hooks.js";
import { abilitiesOf } from "../datasources/contract/abilities.js";
import type { VendorConnection, VendorDeps, VendorModule } from "../datasources/contract/vendor-module.js";
import { addressName } from "../hooks/hook-address.js";
import type { KeptAnswers } from "../http/answers/source-answers.js";
import { toSourceFailure } from "../reads/source-reports.js";
import type { Sandbox } from "../sandbox/index.js";
import { type Source, sourceOf } from "../schema/common/source.js";
import { CircuitState, VendorMode } from "../schema/vendor/vendor.type.js";
import type { VendorStatus } from "../schema/vendor/vendor-status.type.js";
import type { RedisSharing } from "../sharing/redis-sharing.js";
import { DayCallsRepository } from "../store/day-calls.repository.js";
import type { Metrics } from "../telemetry/metrics.js";
import { countRequests } from "./source-metrics.js";

/** A source that this process connects to. */
export interface RunningVendor {
  source: Source;
  mode: VendorMode;
  /** The stand-in's origin, where one serves the source. */
  sandboxOrigin?: string;
}

/** Starts the stand-ins of the vendors in SANDBOX_VENDORS. Without any, the code of stand-ins is not loaded. */
export async function startStandIns(config: Config, clock: Clock): Promise<Sandbox | undefined> {
  const slugs = config.vendors.filter(({ mode }) => mode === "SANDBOX").map(({ slug }) => slug);
  if (slugs.length === 0) return undefined;
  const { startSandbox } = await import("../sandbox/index.js");
  return startSandbox(slugs, clock);
}

/** Sources in the registry's order; of each vendor the default account first, then the others in the order of the configuration. */
export function runningVendors(modules: readonly VendorModule[], config: Config, sandbox: Sandbox | undefined): RunningVendor[] {
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

export interface ConnectVendorsOptions extends Pick<VendorDeps, "clock" | "database" | "leases" | "onError"> {
  modules: readonly VendorModule[];
  config: Config;
  sandbox: Sandbox | undefined;
  sharing: RedisSharing | undefined;
  keptAnswers: KeptAnswers;
  metrics: Metrics;
}

export interface ConnectedVendors {
  /** By the texts of their sources. */
  connections: Map<string, VendorConnection>;
  /** Names in the addresses of webhooks, by the same. */
  hookNames: Map<string, string>;
}

/** Connects every source that has credentials or a stand-in. Nobody is asked yet. */
export function connectVendors(options: ConnectVendorsOptions): ConnectedVendors {
  const { modules, config, sandbox, clock, database, leases, sharing, keptAnswers, metrics, onError } = options;
  const connections = new Map<string, VendorConnection>();
  const hookNames = new Map<string, string>();
  for (const { slug, account, settings: configured, options: vendorOptions, hookKeys } of config.vendors) {
    const module = modules.find((candidate) => candidate.slug === slug);
    const settings = configured ?? (module && standInSettings(module, config, sandbox));
    if (module === undefined || settings === undefined) continue;
    const source = sourceOf(module.vendor, account);
    const hookName = config.hooks && hookKeys && module.webhooks && addressName(module.webhooks.address, source);
    if (hookName !== undefined) hookNames.set(source.text, hookName);
    const deps: VendorDeps = {
      source,
      clock,
      database,
      leases,
      cipher: config.cipher,
      secrets: config.secrets,
      upstreamTimeoutMs: config.upstreamTimeoutMs,
      answers: keptAnswers.of(source),
      sharing: sharing?.budgetsOf(source.text, new DayCallsRepository(database, source)),
      sharedToken: sharing && ((credential) => sharing.tokenOf(source.text, credential)),
      ...(config.hooks && hookKeys && hookName && { hooks: { url: hookUrl(config.hooks, hookName), keys: hookKeys } }),
      ...countRequests(source, metrics),
      onError,
    };
    connections.set(source.text, module.connect(settings, deps, vendorOptions));
  }
  return { connections, hookNames };
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

/** How a source stands, for clients. */
export function statusOf(
  { source, mode }: RunningVendor,
  connection: VendorConnection | undefined,
  notice: string | null,
  clock: Clock,
): VendorStatus {
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
      notice,
      lastSuccessAt: null,
      lastFailure: null,
    };
  }
  const { circuit, budgets, lastSuccessAt, lastFailure, coverage = null, notice: own } = connection.status();
  return {
    ...whose,
    coverage,
    mode,
    abilities: abilitiesOf(connection.datasource({ deadlineAt: clock.now() }), connection.changes),
    circuit,
    budgets: budgets.map((budget) => ({ ...budget, resetsAt: iso(budget.resetsAt) })),
    notice: [notice, own].filter(Boolean).join(" ") || null,
    lastSuccessAt: iso(lastSuccessAt),
    lastFailure: lastFailure === undefined ? null : toSourceFailure(source, lastFailure.error, lastFailure.at),
  };
}
