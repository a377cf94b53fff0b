import type { Clock } from "../clock.js";
import type { DatasourceScope } from "../datasources/contract/datasource.js";
import type { VendorConnection } from "../datasources/contract/vendor-module.js";
import type { HookReceiver } from "../datasources/contract/webhooks.js";
import type { Leases } from "../leases/leases.js";
import { Pruning } from "../leases/pruning.js";
import type { ChangeExecutor } from "../operations/change-executor.js";
import type { RecordReader } from "../records/record-reader.js";
import type { RecordSweep } from "../records/record-sweep.js";
import type { Source } from "../schema/common/source.js";
import type { OperationRepository } from "../store/operation.repository.js";
import type { InboxBacklog, WebhookInboxRepository } from "../store/webhook-inbox.repository.js";
import { HookIntake, type HookIntakeOptions } from "./hook-intake.js";
import { InboxWork } from "./inbox-work.js";
import { Resending } from "./resending.js";

export interface OpenHooksOptions extends Pick<HookIntakeOptions, "secret" | "count"> {
  /** By the texts of their sources. */
  connections: ReadonlyMap<string, VendorConnection>;
  /** The names of their addresses, by the same. */
  names: ReadonlyMap<string, string>;
  inbox: WebhookInboxRepository;
  operations: OperationRepository;
  executor: ChangeExecutor;
  reader: Pick<RecordReader, "readNow">;
  sweep: Pick<RecordSweep, "readChangesOf">;
  leases: Leases;
  clock: Clock;
  /** REQUEST_DEADLINE_MS. */
  deadlineMs: number;
  log?: DatasourceScope["log"];
  onError: (error: unknown, what: string) => void;
}

/** The webhooks that a server takes in. */
export interface Hooks {
  intake: HookIntake;
  backlog(): Promise<InboxBacklog[]>;
  /** Starts the work on what they told. */
  start(): void;
  stop(): Promise<void>;
}

/** So long a delivery is known when it comes again: Greenhouse repeats for 15 hours, Feishu for 7. */
const KEPT_DAYS = 3;
/** As many deliveries are kept at the most, those that wait included. */
const KEPT_AT_MOST = 500_000;
const DELETED_AT_ONCE = 1_000;

/** Puts together what takes webhooks in and what works on them. */
export function openHooks(options: OpenHooksOptions): Hooks {
  const { connections, names, inbox, leases, clock, onError } = options;
  const receivers = new Map<string, { receiver: HookReceiver; source: Source }>();
  const works: InboxWork[] = [];
  for (const [text, connection] of connections) {
    const { webhooks: receiver, source } = connection;
    const name = names.get(text);
    if (receiver === undefined || name === undefined) continue;
    // Products of one app have one address, and each judges as the other does.
    if (!receivers.has(name)) receivers.set(name, { receiver, source });
    const resending = new Resending({ ...options, source, receiver });
    works.push(new InboxWork({ ...options, source, settles: receiver.settles ?? false, resending }));
  }
  const intake = new HookIntake({ ...options, receivers, isConnected: (source) => connections.has(source) });
  const pruning = new Pruning(
    { lease: leases.of("inbox pruning"), clock, days: KEPT_DAYS, onError },
    {
      what: "deleting old webhooks",
      deleteSome: (before) => inbox.deleteBefore(before, DELETED_AT_ONCE),
      deleteRest: async () => {
        const beginning = await inbox.beginningOfLast(KEPT_AT_MOST);
        while (beginning !== undefined && (await inbox.deleteBefore(beginning, DELETED_AT_ONCE)) > 0);
      },
    },
  );
  return {
    intake,
    backlog: () => inbox.backlog(),
    start: () => {
      pruning.start();
      for (const work of works) work.start();
    },
    stop: async () => {
      await Promise.all([pruning.stop(), ...works.map((work) => work.stop())]);
    },
  };
}
