import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Labels come from closed lists only: types, outcomes, vendors, route templates. A document's name or an id would grow without end. */
export interface Metrics {
  readonly registry: Registry;
  /** type: query, mutation, none (refused before it was understood); outcome: ok, partial, error, aborted (its caller went away). */
  readonly graphqlOperations: Counter<"type" | "outcome">;
  readonly graphqlDuration: Histogram<"type">;
  /** route: the template of the vendor's path; outcome: OK, ABORTED (its caller went away) or the code of the VendorError. */
  readonly vendorRequests: Counter<"vendor" | "account" | "route" | "outcome">;
  readonly vendorDuration: Histogram<"vendor" | "account" | "route">;
  /** by: coalesced (by another request under way), cached (by a kept answer). */
  readonly vendorSparedReads: Counter<"vendor" | "account" | "by">;
  readonly graphqlKeptAnswers: Counter;
  readonly graphqlJoinedAnswers: Counter;
  /** Shows how many streams are open. */
  readonly watchFollowers: (count: () => number) => void;
  readonly followedEvents: Counter;
  /** reason: left (the follower itself), expired, slow, draining, failed, done, refused (its document). */
  readonly streamsEnded: Counter<"reason">;
  /** Shows the memory that kept answers take: of vendors, of GraphQL, or the last bodies of vendors. */
  readonly watchKeptBytes: (of: "vendors" | "graphql" | "bodies", bytes: () => number) => void;
  /** Shows whether this server is cut off from those that it shares budgets with. */
  readonly watchCutOff: (isCutOff: () => boolean) => void;
  /** Of requests that had their turn. */
  readonly budgetWait: Histogram<"vendor" | "account">;
  /** kind: the mutation's name; outcome: as in OperationOutcome. */
  readonly operations: Counter<"vendor" | "account" | "kind" | "outcome">;
  /** outcome: as in HookOutcome (hooks/hook-intake.ts); vendor: `none` where the address is none. */
  readonly webhooksReceived: Counter<"vendor" | "account" | "outcome">;
  /** webhook: the receiver's name in the configuration; outcome: `delivered`, or why not. */
  readonly webhookDeliveries: Counter<"webhook" | "outcome">;
  readonly webhookDuration: Histogram<"webhook">;
  readonly webhookLostEvents: Counter<"webhook">;
}

const FAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** The first is for requests that did not wait at all. */
const WAIT_SECONDS = [0, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60];
const VENDOR_SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Makes a registry for one server, so that two in one process count apart. */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry });
  const kept = new Map<string, () => number>();
  new Gauge({
    name: "hiregraph_kept_answers_bytes",
    help: "Memory that kept answers take, roughly",
    labelNames: ["of"],
    registers,
    collect() {
      for (const [of, bytes] of kept) this.set({ of }, bytes());
    },
  });
  let countFollowers = (): number => 0;
  new Gauge({
    name: "hiregraph_followers",
    help: "Streams of events that are open",
    registers,
    collect() {
      this.set(countFollowers());
    },
  });
  let readCutOff = (): boolean => false;
  new Gauge({
    name: "hiregraph_budgets_cut_off",
    help: "Whether this server cannot reach Redis and keeps to its share of the budgets",
    registers,
    collect() {
      this.set(readCutOff() ? 1 : 0);
    },
  });
  return {
    registry,
    graphqlOperations: new Counter({
      name: "hiregraph_graphql_operations_total",
      help: "GraphQL operations answered",
      labelNames: ["type", "outcome"],
      registers,
    }),
    graphqlDuration: new Histogram({
      name: "hiregraph_graphql_duration_seconds",
      help: "From the request's arrival at GraphQL to its answer",
      labelNames: ["type"],
      buckets: FAST_SECONDS,
      registers,
    }),
    vendorRequests: new Counter({
      name: "hiregraph_vendor_requests_total",
      help: "Attempts at a vendor",
      labelNames: ["vendor", "account", "route", "outcome"],
      registers,
    }),
    vendorDuration: new Histogram({
      name: "hiregraph_vendor_request_duration_seconds",
      help: "One attempt at a vendor, its wait for a budget and a token included",
      labelNames: ["vendor", "account", "route"],
      buckets: VENDOR_SECONDS,
      registers,
    }),
    vendorSparedReads: new Counter({
      name: "hiregraph_vendor_spared_reads_total",
      help: "Reads that cost a vendor no request of their own",
      labelNames: ["vendor", "account", "by"],
      registers,
    }),
    graphqlKeptAnswers: new Counter({
      name: "hiregraph_graphql_kept_answers_total",
      help: "Queries that a kept answer served, without being executed",
      registers,
    }),
    graphqlJoinedAnswers: new Counter({
      name: "hiregraph_graphql_joined_answers_total",
      help: "Queries that the answer to the same query under way served, without being executed",
      registers,
    }),
    watchFollowers: (count) => {
      countFollowers = count;
    },
    followedEvents: new Counter({
      name: "hiregraph_followed_events_total",
      help: "Events delivered to followers",
      registers,
    }),
    streamsEnded: new Counter({
      name: "hiregraph_streams_ended_total",
      help: "Streams of events that ended",
      labelNames: ["reason"],
      registers,
    }),
    watchKeptBytes: (of, bytes) => kept.set(of, bytes),
    watchCutOff: (isCutOff) => {
      readCutOff = isCutOff;
    },
    budgetWait: new Histogram({
      name: "hiregraph_vendor_budget_wait_seconds",
      help: "How long a request waited for its turn at the budgets, none at all included",
      labelNames: ["vendor", "account"],
      buckets: WAIT_SECONDS,
      registers,
    }),
    operations: new Counter({
      name: "hiregraph_operations_total",
      help: "Changes that were sent, by the outcome they were settled with",
      labelNames: ["vendor", "account", "kind", "outcome"],
      registers,
    }),
    webhooksReceived: new Counter({
      name: "hiregraph_webhooks_received_total",
      help: "Requests at the addresses of vendors' webhooks",
      labelNames: ["vendor", "account", "outcome"],
      registers,
    }),
    webhookDeliveries: new Counter({
      name: "hiregraph_webhook_deliveries_total",
      help: "Tries to deliver an event to a receiver",
      labelNames: ["webhook", "outcome"],
      registers,
    }),
    webhookDuration: new Histogram({
      name: "hiregraph_webhook_delivery_duration_seconds",
      help: "One try to deliver an event, whatever its outcome",
      labelNames: ["webhook"],
      buckets: VENDOR_SECONDS,
      registers,
    }),
    webhookLostEvents: new Counter({
      name: "hiregraph_webhook_lost_events_total",
      help: "Events that were deleted because of their age before they were delivered",
      labelNames: ["webhook"],
      registers,
    }),
  };
}
