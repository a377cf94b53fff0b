import type { Config } from "../config/config.js";
import { Context, type ContextParts } from "../context.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { Discrepancies } from "../discrepancies/open-discrepancies.js";
import { RequestAllowance } from "../http/allowance.js";
import { OperationCost } from "../http/cost.js";
import { AuditLog } from "../operations/audit-log.js";
import type { ChangeExecutor } from "../operations/change-executor.js";
import { ChangeService } from "../operations/change-service.js";
import { createLoaders } from "../reads/loaders/request-loaders.js";
import type { ReadScope } from "../reads/opened-datasources.js";
import { type Reads, RequestReads } from "../reads/request-reads.js";
import { UnifiedDatasource, type UnifiedDatasourceOptions } from "../reads/unified.datasource.js";
import type { Index } from "../records/open-index.js";
import { parseAcceptLanguage } from "../resolvers/support/texts.js";
import type { RequestInput } from "../server/graphql/request-context.js";
import type { OperationRepository } from "../store/operation.repository.js";
import type { Logger } from "../telemetry/logger.js";

/** Makes the datasources and loaders of one request, or of one round of background work. */
export type OpenReads = (scope: ReadScope) => Reads;

export function readsOf(options: Omit<UnifiedDatasourceOptions, "scope">): OpenReads {
  return (scope) => {
    const graph = new UnifiedDatasource({ scope, ...options });
    return { graph, loaders: createLoaders(graph, options.clock) };
  };
}

export interface ContextsOptions extends Pick<ContextParts, "webhooks" | "vendorStatuses"> {
  config: Config;
  logger: Logger;
  /** By the texts of their sources. */
  connections: ReadonlyMap<string, VendorConnection>;
  openReads: OpenReads;
  executor: ChangeExecutor;
  operations: OperationRepository;
  index: Index;
  discrepancies: Discrepancies;
}

/** Makes the context of each request's resolvers. */
export function contextsOf(options: ContextsOptions): (input: RequestInput) => Context {
  const { config, logger, connections, openReads, executor, operations, index, discrepancies, webhooks, vendorStatuses } = options;
  return (input) => {
    const languages = parseAcceptLanguage(input.acceptLanguage);
    const callers = input.callers ?? [{ subject: input.viewer.subject }];
    const allowance = new RequestAllowance(config.maxVendorRequests);
    const { age, tellsUpstream, operation, idempotencyKey } = input;
    const cost = new OperationCost((sentAt) => age?.note(sentAt));
    operation.spends(cost);
    const scope = {
      callers,
      allowance,
      signal: input.signal,
      deadlineAt: input.deadlineAt,
      languages,
      cost,
      trace: operation.trace,
      log: logger,
    };
    let maxAgeMs = age?.maxAgeMs;
    const reads = new RequestReads(() => {
      const reading = maxAgeMs === undefined ? scope : { maxAgeMs, ...scope };
      return openReads(reading);
    });
    return new Context({
      viewer: input.viewer,
      requestId: input.requestId,
      signal: input.signal,
      operation,
      languages,
      idempotencyKey,
      reads,
      changes: new ChangeService({
        executor,
        connections,
        requestedBy: input.viewer.subject,
        idempotencyKey,
        scope,
        uncounted: (work) => allowance.uncounted(work),
        forgetReads: () => {
          const before = reads.begun?.sources.unreported() ?? [];
          reads.renew();
          if (before.length > 0) reads.graph.sources.note(before);
        },
      }),
      operations: new AuditLog(operations, executor, input.viewer, cost),
      events: index.feed,
      webhooks,
      discrepancies: discrepancies.finder(() => reads),
      following: index.following,
      vendorStatuses,
      age,
      askAnew: () => {
        maxAgeMs = undefined;
        reads.renew();
      },
      cost: tellsUpstream === true ? cost : undefined,
    });
  };
}
