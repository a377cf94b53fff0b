import { Gauge, type Registry } from "prom-client";

/** Whose figure it is. The default account has no label. */
export interface SourceLabels {
  vendor: string;
  account?: string;
}

export interface BudgetReading {
  source: SourceLabels;
  name: string;
  limit: number;
  remaining: number;
  windowMs: number;
  queued: number;
}

export interface OpenOperationsReading {
  source: SourceLabels;
  outcome: string;
  count: number;
  /** When the oldest of them was asked for, in epoch milliseconds. */
  oldestAt: number;
}

/** What gauges are read from, at each scrape. */
export interface Readings {
  /** Those that are connected: each shows a zero where nothing of it is open. */
  sources: readonly SourceLabels[];
  budgets(): BudgetReading[];
  openOperations(): Promise<OpenOperationsReading[]>;
  /** Epoch milliseconds. */
  now(): number;
}

interface Sample {
  labels: Record<string, string>;
  value: number;
}

/** Outcomes of operations that are open. */
const OPEN = ["PENDING", "UNCERTAIN"];
/** The database is asked no more often, whoever scrapes. */
const FRESH_FOR_MS = 5_000;
/** A scrape does not wait longer for the database. */
const READ_WITHIN_MS = 2_000;

export interface LeaseReading {
  work: string;
  /** Where each source's is a work of its own. */
  source?: SourceLabels;
  isHeld: boolean;
}

/** What this server does of the work that one server does at a time, and how many servers it knows to be alive, itself included. */
export function addLeaseGauges(registry: Registry, { works, servers }: { works(): LeaseReading[]; servers(): number }): void {
  addGauge(registry, "hiregraph_lease_held", "Whether this server holds the lease of a work that one server does at a time", "work", () =>
    works().map(({ work, source, isHeld }) => ({ labels: { ...source, work }, value: isHeld ? 1 : 0 })),
  );
  new Gauge({
    name: "hiregraph_servers",
    help: "Servers on the database that are alive, as this one knows",
    registers: [registry],
    collect() {
      this.set(servers());
    },
  });
}

export interface InboxReading {
  source: SourceLabels;
  count: number;
  /** When the oldest of them came, in epoch milliseconds. */
  oldestAt: number;
}

/** What vendors' webhooks have told and is not read at the vendors yet. `sources`: those with an address. */
export function addInboxGauges(
  registry: Registry,
  { sources, backlog, now }: { sources: readonly SourceLabels[]; backlog(): Promise<InboxReading[]>; now(): number },
): void {
  const waiting = asRemembered(backlog, now);
  addGauge(
    registry,
    "hiregraph_webhook_inbox_entries",
    "Entries that webhooks made and that are not worked on yet",
    undefined,
    async () => {
      const found = await waiting();
      if (found === undefined) return [];
      const none = sources.map((labels) => ({ labels: { ...labels }, value: 0 }));
      return [...none, ...found.map(({ source, count }) => ({ labels: { ...source }, value: count }))];
    },
  );
  addGauge(
    registry,
    "hiregraph_webhook_inbox_oldest_timestamp_seconds",
    "When the oldest of these entries came, in Unix time; absent where there is none",
    undefined,
    async () => ((await waiting()) ?? []).map(({ source, oldestAt }) => ({ labels: { ...source }, value: oldestAt / 1000 })),
  );
}

export interface BacklogReading {
  /** The receiver's name. */
  name: string;
  pending: number;
  /** Of the oldest event that is not delivered, in epoch milliseconds. */
  oldestAt: number | undefined;
  isParked: boolean;
}

/** What waits to be delivered to the receivers of events, as every server on the database sees it. */
export function addWebhookGauges(registry: Registry, { backlogs, now }: { backlogs(): Promise<BacklogReading[]>; now(): number }): void {
  const read = asRemembered(backlogs, now);
  const gauge = (name: string, help: string, figureOf: (backlog: BacklogReading) => number | undefined) =>
    new Gauge({
      name,
      help,
      labelNames: ["webhook"],
      registers: [registry],
      async collect() {
        const found = (await read()) ?? [];
        this.reset();
        for (const backlog of found) {
          const value = figureOf(backlog);
          if (value !== undefined) this.set({ webhook: backlog.name }, value);
        }
      },
    });
  gauge("hiregraph_webhook_pending_events", "Events that are not delivered to a receiver yet", ({ pending }) => pending);
  gauge(
    "hiregraph_webhook_oldest_pending_timestamp_seconds",
    "When the oldest of these events was made, in Unix time; absent where there is none",
    ({ oldestAt }) => (oldestAt === undefined ? undefined : oldestAt / 1000),
  );
  gauge("hiregraph_webhook_parked", "Whether sending to a receiver was given up until a person acts", ({ isParked }) => (isParked ? 1 : 0));
}

export function addGauges(registry: Registry, { sources, budgets, openOperations, now }: Readings): void {
  const gauge = (name: string, help: string, ownLabel: string, read: () => Sample[] | Promise<Sample[]>) =>
    addGauge(registry, name, help, ownLabel, read);

  const budgetGauge = (name: string, help: string, figureOf: (budget: BudgetReading) => number) =>
    gauge(name, help, "budget", () =>
      budgets().map((budget) => ({ labels: { ...budget.source, budget: budget.name }, value: figureOf(budget) })),
    );
  budgetGauge("hiregraph_vendor_budget_limit", "Requests (records at LinkedIn) that a budget allows in its window", ({ limit }) => limit);
  budgetGauge("hiregraph_vendor_budget_remaining", "What is left of a budget now", ({ remaining }) => remaining);
  budgetGauge("hiregraph_vendor_budget_window_seconds", "The window of a budget", ({ windowMs }) => windowMs / 1000);
  budgetGauge("hiregraph_vendor_budget_queued_requests", "Requests that wait for their turn at a budget", ({ queued }) => queued);

  const open = asRemembered(openOperations, now);
  gauge(
    "hiregraph_open_operations",
    "Changes in the database that have no outcome yet; those being sent are UNCERTAIN",
    "outcome",
    async () => {
      const found = await open();
      if (found === undefined) return [];
      const none = sources.flatMap((source) => OPEN.map((outcome) => ({ labels: { ...source, outcome }, value: 0 })));
      return [...none, ...found.map(({ source, outcome, count }) => ({ labels: { ...source, outcome }, value: count }))];
    },
  );
  gauge(
    "hiregraph_open_operations_oldest_timestamp_seconds",
    "When the oldest of these changes was asked for, in Unix time; absent where there is none",
    "outcome",
    async () => ((await open()) ?? []).map(({ source, outcome, oldestAt }) => ({ labels: { ...source, outcome }, value: oldestAt / 1000 })),
  );
}

function addGauge(
  registry: Registry,
  name: string,
  help: string,
  ownLabel: string | undefined,
  read: () => Sample[] | Promise<Sample[]>,
): void {
  new Gauge({
    name,
    help,
    labelNames: ["vendor", "account", ...(ownLabel === undefined ? [] : [ownLabel])],
    registers: [registry],
    async collect() {
      const samples = await read();
      this.reset();
      for (const { labels, value } of samples) this.set(labels, value);
    },
  });
}

/**
 * Shares a reading among all who ask for it while it is under way or fresh. Undefined where it fails or takes too long: its figures are left out
 * of the scrape, since old ones would look like today's. Readiness says that the database is away.
 */
function asRemembered<Reading>(read: () => Promise<Reading>, now: () => number): () => Promise<Reading | undefined> {
  let last: { reading: Promise<Reading | undefined>; readAt: number } | undefined;
  return () => {
    if (last === undefined || now() - last.readAt >= FRESH_FOR_MS) {
      const begun = { reading: read().catch(() => undefined), readAt: Number.POSITIVE_INFINITY };
      begun.reading.then((found) => {
        begun.readAt = found === undefined ? Number.NEGATIVE_INFINITY : now();
      });
      last = begun;
    }
    return within(READ_WITHIN_MS, last.reading);
  };
}

async function within<Value>(waitMs: number, value: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined);
  });
  return Promise.race([value, late]).finally(() => clearTimeout(timer));
}
