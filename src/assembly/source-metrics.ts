import type { Clock } from "../clock.js";
import type { VendorConnection, VendorDeps } from "../datasources/contract/vendor-module.js";
import { accountOf, type Upstream } from "../http/vendor-error.js";
import type { Leases } from "../leases/leases.js";
import type { Source } from "../schema/common/source.js";
import type { OperationRepository } from "../store/operation.repository.js";
import type { InboxBacklog } from "../store/webhook-inbox.repository.js";
import type { addInboxGauges, addLeaseGauges, Readings, SourceLabels } from "../telemetry/gauges.js";
import type { Metrics } from "../telemetry/metrics.js";

/** Labels of metrics. The default account has no label `account`, so its series are those of a server without accounts. */
export function upstreamLabels({ vendor, account }: Upstream): SourceLabels {
  const named = accountOf({ vendor, account });
  return named === undefined ? { vendor } : { vendor, account: named };
}

/** Counts what a source's connection reports of its requests. */
export function countRequests(source: Source, metrics: Metrics): Pick<VendorDeps, "onResult" | "onSpared" | "onPermit"> {
  // Made once: they were a good part of what counting costs.
  const labels = upstreamLabels(source);
  const spared = { coalesced: { ...labels, by: "coalesced" }, cached: { ...labels, by: "cached" } };
  return {
    onSpared: ({ by }) => metrics.vendorSparedReads.inc(spared[by]),
    onResult: (result) => {
      // Feishu's token is one of all its products, and reported under another name.
      const upstream = result.vendor === source.vendor ? labels : upstreamLabels(result);
      const { route, outcome, elapsedMs } = result;
      metrics.vendorRequests.inc(labelsOf(upstream, route, outcome));
      metrics.vendorDuration.observe(labelsOf(upstream, route), elapsedMs / 1000);
    },
    onPermit: ({ waitedMs }) => metrics.budgetWait.observe(labels, waitedMs / 1000),
  };
}

/** In the order in which they are written, and without those that are undefined, which would be written too. */
function labelsOf({ vendor, account }: SourceLabels, route: string, outcome?: string) {
  if (account === undefined) return outcome === undefined ? { vendor, route } : { vendor, route, outcome };
  return outcome === undefined ? { vendor, account, route } : { vendor, account, route, outcome };
}

/** What gauges are read from. */
export function readingsOf(connections: readonly VendorConnection[], repository: OperationRepository, clock: Clock): Readings {
  const labelled = connections.map((connection) => ({ connection, source: upstreamLabels(connection.source) }));
  return {
    sources: labelled.map(({ source }) => source),
    budgets: () => labelled.flatMap(({ connection, source }) => connection.status().budgets.map((budget) => ({ ...budget, source }))),
    openOperations: async () =>
      (await repository.openByOutcome()).map(({ outcome, count, oldest, ...row }) => ({
        source: upstreamLabels(row),
        outcome,
        count,
        oldestAt: Date.parse(oldest),
      })),
    now: () => clock.now(),
  };
}

export function leaseReadingsOf(leases: Leases): Parameters<typeof addLeaseGauges>[1] {
  return {
    works: () => leases.works().map(({ work, source, isHeld }) => ({ work, source: source && upstreamLabels(source), isHeld })),
    servers: () => leases.members().length,
  };
}

/** Counts what arrives at the addresses of webhooks; `none`: at no address. */
export function countHooks(metrics: Metrics): (outcome: string, source?: Source) => void {
  return (outcome, source) =>
    metrics.webhooksReceived.inc({ ...(source === undefined ? { vendor: "none" } : upstreamLabels(source)), outcome });
}

/** @param backlog left out where no webhooks are taken in */
export function inboxReadingsOf(
  connections: ReadonlyMap<string, VendorConnection>,
  backlog: (() => Promise<InboxBacklog[]>) | undefined,
  clock: Clock,
): Parameters<typeof addInboxGauges>[1] {
  const withAddress = [...connections.values()].filter(({ webhooks }) => webhooks !== undefined);
  return {
    sources: withAddress.map(({ source }) => upstreamLabels(source)),
    backlog: async () =>
      ((await backlog?.()) ?? []).map(({ count, oldest, ...row }) => ({
        source: upstreamLabels(row),
        count,
        oldestAt: Date.parse(oldest),
      })),
    now: () => clock.now(),
  };
}
