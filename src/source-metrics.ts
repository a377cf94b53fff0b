import type { Clock } from "./clock.js";
import type { VendorConnection, VendorDeps } from "./datasources/contract/vendor-module.js";
import { accountOf, type Upstream } from "./http/vendor-error.js";
import type { Source } from "./schema/common/source.js";
import type { OperationRepository } from "./store/operation.repository.js";
import type { Readings, SourceLabels } from "./telemetry/gauges.js";
import type { Metrics } from "./telemetry/metrics.js";

/** Labels of metrics. The default account has no label `account`, so its series are those of a server without accounts. */
export function upstreamLabels({ vendor, account }: Upstream): SourceLabels {
  const named = accountOf({ vendor, account });
  return named === undefined ? { vendor } : { vendor, account: named };
}

/** Counts what a source's connection reports of its requests. */
export function countRequests(source: Source, metrics: Metrics): Pick<VendorDeps, "onResult" | "onSpared" | "onPermit"> {
  return {
    onSpared: ({ by, ...upstream }) => metrics.vendorSparedReads.inc({ ...upstreamLabels(upstream), by }),
    onResult: ({ vendor, account, route, outcome, elapsedMs }) => {
      const upstream = upstreamLabels({ vendor, account });
      metrics.vendorRequests.inc({ ...upstream, route, outcome });
      metrics.vendorDuration.observe({ ...upstream, route }, elapsedMs / 1000);
    },
    onPermit: ({ waitedMs }) => metrics.budgetWait.observe(upstreamLabels(source), waitedMs / 1000),
  };
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
