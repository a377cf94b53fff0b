import type { Scope } from "../../src/access/viewer.js";
import type { ChangeKind } from "../../src/datasources/contract/catalog.js";
import { type Leases, OnlyServer } from "../../src/leases/leases.js";
import { AuditLog } from "../../src/operations/audit-log.js";
import { ChangeExecutor } from "../../src/operations/change-executor.js";
import type { ChangeAnswer, RequestOptions } from "../../src/operations/change-request.js";
import type { ChangeConnection } from "../../src/operations/connected-changes.js";
import { Reconciler } from "../../src/operations/reconciler.js";
import { formatGlobalId } from "../../src/schema/common/global-id.js";
import { type Source, sourceOf } from "../../src/schema/common/source.js";
import { Vendor } from "../../src/schema/vendor/vendor.type.js";
import type { Database } from "../../src/store/database.js";
import { OperationRepository, type StoredOperation } from "../../src/store/operation.repository.js";
import { OperationRecording } from "../../src/store/operation-recording.js";
import { FakeVendor, type FakeVendorOptions } from "../support/changes.js";
import { ManualClock } from "../support/clock.js";
import type { TestDatabase } from "../support/databases.js";
import { requestOf } from "../support/requests.js";
import { rested } from "../support/rested.js";
import { until } from "../support/until.js";

export const UPSTREAM_TIMEOUT_MS = 10_000;
export const DEADLINE_MS = 30_000;
export const SETTLE_GRACE_MS = 20_000;

/** Where all these changes are made. */
export const SOURCE: Source = sourceOf(Vendor.HEADHUNTER);

export type RunOptions = Partial<Omit<RequestOptions, "scope">> & { server?: TestServer; deadlineAt?: number };

/** The global id of a record of the fake vendor. */
export function vacancyId(record: string): string {
  return formatGlobalId(SOURCE, "vacancy", record);
}

/** What a server is made of; left out: what all servers of the world have. */
interface ServerParts {
  repository?: OperationRepository;
  recording?: OperationRecording;
  leases?: Leases;
}

/** One server process on the database: what it keeps in memory dies with it. */
export interface TestServer {
  executor: ChangeExecutor;
  reconciler: Reconciler;
  repository: OperationRepository;
}

/** A fake vendor, a clock that stands still, and as many servers on one database as a test wants. */
export class World {
  readonly clock: ManualClock;
  readonly vendor: FakeVendor;
  readonly database: Database;
  readonly repository: OperationRepository;
  readonly recording: OperationRecording;
  readonly errors: string[] = [];
  readonly outcomes: string[] = [];
  server: TestServer;
  /** How often a fresh datasource was opened. */
  rounds = 0;
  /** What is configured at present. */
  readonly connections = new Map<string, ChangeConnection>();

  /** @param before the world before a restart on another database, whose vendor and clock go on */
  constructor(database: Database, options: FakeVendorOptions = {}, before?: World) {
    this.database = database;
    this.clock = before?.clock ?? new ManualClock();
    this.vendor = before?.vendor ?? new FakeVendor(this.clock, options);
    this.repository = new OperationRepository(database);
    this.recording = new OperationRecording(database);
    this.switchOn();
    this.server = this.startServer();
  }

  switchOn(): void {
    const datasource = () => {
      this.rounds += 1;
      return {};
    };
    this.connections.set(SOURCE.text, { source: SOURCE, changes: this.vendor.changes, datasource });
  }

  switchOff(): void {
    this.connections.delete(SOURCE.text);
  }

  startServer({ repository = this.repository, recording = this.recording, leases = new OnlyServer() }: ServerParts = {}): TestServer {
    const executor = new ChangeExecutor({
      repository,
      recording,
      serverId: leases.serverId,
      clock: this.clock,
      upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
      connections: this.connections,
      openScope: () => ({}),
      onOutcome: (_vendor, kind, outcome) => this.outcomes.push(`${kind} ${outcome}`),
      onError: (_error, what) => this.errors.push(what),
    });
    const reconciler = new Reconciler({
      executor,
      repository,
      leases,
      clock: this.clock,
      onError: (_error, what) => this.errors.push(what),
    });
    return { executor, reconciler, repository };
  }

  run(kind: ChangeKind, records: readonly string[], options: RunOptions = {}): Promise<(ChangeAnswer | Error)[]> {
    const { server = this.server, deadlineAt = this.clock.now() + DEADLINE_MS, ...rest } = options;
    const requests = records.map((record, position) => requestOf(kind, SOURCE, { id: vacancyId(record) }, position));
    return server.executor.run(requests, {
      mutation: kind,
      wholeInput: { records },
      requestedBy: "tester",
      scope: { deadlineAt },
      ...rest,
    });
  }

  async make(kind: ChangeKind, record: string, options: RunOptions = {}): Promise<ChangeAnswer> {
    const [answer] = await this.run(kind, [record], options);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("No answer");
    return answer;
  }

  /** The log as a viewer with these scopes reads it in one request. */
  log(subject = "tester", scopes: readonly Scope[] = ["read"], server = this.server): AuditLog {
    return new AuditLog(server.repository, server.executor, { subject, scopes: new Set(scopes) });
  }

  rested(): Promise<void> {
    return rested(this.database);
  }

  async rows(): Promise<StoredOperation[]> {
    return (await this.repository.list({}, 1_000)).reverse();
  }

  /** Passes time in small steps for as long as something waits for it. */
  async passUntil<Value>(work: Promise<Value>, stepMs = 250): Promise<Value> {
    let over = false;
    const done = work.finally(() => {
      over = true;
    });
    done.catch(() => undefined);
    while (!over) {
      await turn();
      if (!over && this.clock.sleeping > 0) await this.clock.advance(stepMs);
    }
    return done;
  }

  /** Resolves when so many wait for time to pass. */
  async untilSomebodySleeps(sleepers = 1): Promise<void> {
    await until(() => this.clock.sleeping >= sleepers, "somebody who waits for time to pass");
  }
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Opens a database for each test of a suite and throws it away after. */
export function worldOn(testDatabase: TestDatabase): (options?: FakeVendorOptions) => Promise<World> {
  const closers: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
  return async (options) => {
    const { database, close } = await testDatabase.open();
    closers.push(close);
    return new World(database, options);
  };
}
