import type { AbortSignalLike } from "../../../src/abort-signal.js";
import type { Clock } from "../../../src/clock.js";
import { type EnvReader, RecordingEnvReader } from "../../../src/config/env-reader.js";
import type { ChangeInputs, ChangeKind } from "../../../src/datasources/contract/catalog.js";
import type { Datasource, VacancySource } from "../../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import type { HookAddress } from "../../../src/datasources/contract/webhooks.js";
import { headhunter } from "../../../src/datasources/headhunter/index.js";
import type { AttemptResult } from "../../../src/http/engine.js";
import { OnlyServer } from "../../../src/leases/leases.js";
import { ChangeExecutor } from "../../../src/operations/change-executor.js";
import type { ChangeAnswer } from "../../../src/operations/change-request.js";
import { createHeadHunterStandIn, type HeadHunterStandIn, type HeadHunterStandInOptions } from "../../../src/sandbox/headhunter/index.js";
import type { StandInRequest, StandInResponse } from "../../../src/sandbox/kit/exchange.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../../src/secrets/credential-cipher.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import type { Database } from "../../../src/store/database.js";
import { OperationRepository } from "../../../src/store/operation.repository.js";
import { OperationRecording } from "../../../src/store/operation-recording.js";
import { embeddedDatabase } from "../../support/databases.js";
import { requestOf } from "../../support/requests.js";
import { rested } from "../../support/rested.js";
import { until } from "../../support/until.js";

export const SOURCE = sourceOf(Vendor.HEADHUNTER);

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export const UPSTREAM_TIMEOUT_MS = 10_000;

/**
 * Short waits (for a budget, between two tries) pass at once; long ones (the time an answer may take, the recorder's night) pass when
 * the test says so. So nothing waits, and nothing times out but where a test wants it to.
 */
export class TestClock implements Clock {
  #now: number;
  #sleepers = new Set<{ wakeAt: number; wake: () => void }>();

  constructor(start = "2026-11-22T12:00:00Z") {
    this.#now = Date.parse(start);
  }

  now(): number {
    return this.#now;
  }

  sleep(waitMs: number, signal?: AbortSignalLike): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const onAbort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper = {
        wakeAt: this.#now + waitMs,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.add(sleeper);
      if (waitMs < UPSTREAM_TIMEOUT_MS) setImmediate(() => this.#sleepers.has(sleeper) && this.passTo(sleeper.wakeAt));
    });
  }

  /** How many are asleep for as long as this or longer. */
  sleepingFor(atLeastMs: number): number {
    return [...this.#sleepers].filter(({ wakeAt }) => wakeAt - this.#now >= atLeastMs).length;
  }

  pass(ms: number): void {
    this.passTo(this.#now + ms);
  }

  passTo(moment: number): void {
    for (;;) {
      const [next] = [...this.#sleepers].filter(({ wakeAt }) => wakeAt <= moment).sort((a, b) => a.wakeAt - b.wakeAt);
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
    }
    this.#now = Math.max(this.#now, moment);
  }
}

export interface WorldOptions extends HeadHunterStandInOptions {
  env?: Record<string, string | undefined>;
  statsRecording?: boolean;
  clock?: TestClock;
  /** How far HeadHunter's clock is ahead of the server's. */
  vendorAheadMs?: number;
  /** Go on with this database, as after a restart. */
  database?: Database;
}

/** The settings of a server that need not ask whose account it uses. */
export const KNOWN_ACCOUNT = { HEADHUNTER_EMPLOYER_ID: "1455", HEADHUNTER_MANAGER_ID: "321" };

/** HeadHunter's stand-in on loopback, and the module, the store and the executor of one server in front of it. */
export class HeadHunterWorld {
  readonly clock: TestClock;
  readonly standIn: HeadHunterStandIn;
  secrets = new Secrets();
  readonly errors: unknown[] = [];
  readonly results: AttemptResult[] = [];
  running!: RunningStandIn;
  database!: Database;
  connection!: VendorConnection;
  executor!: ChangeExecutor;
  repository!: OperationRepository;
  readonly #options: WorldOptions;
  #closers: (() => Promise<void>)[] = [];

  constructor(options: WorldOptions = {}) {
    this.#options = options;
    this.clock = options.clock ?? new TestClock();
    this.standIn = createHeadHunterStandIn({ ...options, clock: this.#vendorClock() });
  }

  async open(): Promise<this> {
    this.running = await startStandIn({ handle: this.standIn.handle, clock: this.#vendorClock() });
    this.#closers.push(() => this.running.close());
    const opened = await embeddedDatabase.open();
    this.#closers.push(() => opened.close());
    this.database = opened.database;
    this.connection = this.connect();
    ({ executor: this.executor, repository: this.repository } = this.server(this.connection));
    return this;
  }

  /** Another server process on the same database, or the same one after a restart. */
  connect(
    env: Record<string, string | undefined> = {},
    more: { statsRecording?: boolean; cipher?: CredentialCipher; hooks?: HookAddress; onError?: (error: unknown) => void } = {},
  ) {
    const settings = headhunter.read(
      readerOf({
        HEADHUNTER_ACCESS_TOKEN: "sandbox-access-token",
        HEADHUNTER_REFRESH_TOKEN: "sandbox-refresh-token",
        HEADHUNTER_USER_AGENT: "Hiregraph/1.0 (dev@example.com)",
        HEADHUNTER_BASE_URL: this.running.origin,
        ...this.#options.env,
        ...env,
      }),
    );
    const connection = headhunter.connect(
      settings,
      {
        source: SOURCE,
        clock: this.clock,
        database: this.database,
        leases: new OnlyServer(),
        cipher: more.cipher ?? new CredentialCipher(),
        secrets: this.secrets,
        upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
        ...(more.hooks && { hooks: more.hooks }),
        onResult: (result) => this.results.push(result),
        onError: more.onError ?? ((error) => this.errors.push(error)),
      },
      { statsRecording: more.statsRecording ?? this.#options.statsRecording ?? false },
    );
    this.#closers.unshift(() => connection.close());
    return connection;
  }

  server(connection: VendorConnection): { executor: ChangeExecutor; repository: OperationRepository } {
    const repository = new OperationRepository(this.database);
    const executor = new ChangeExecutor({
      repository,
      recording: new OperationRecording(this.database),
      serverId: "server",
      clock: this.clock,
      upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
      connections: new Map([[SOURCE.text, connection]]),
      openScope: () => ({}),
      onError: (error) => this.errors.push(error),
    });
    return { executor, repository };
  }

  #vendorClock(): Clock {
    const aheadMs = this.#options.vendorAheadMs ?? 0;
    return { now: () => this.clock.now() + aheadMs, sleep: (ms, signal) => this.clock.sleep(ms, signal) };
  }

  async close(): Promise<void> {
    for (const close of this.#closers) await close();
  }

  source(): Datasource & { vacancies: VacancySource } {
    return this.connection.datasource({}) as Datasource & { vacancies: VacancySource };
  }

  get vacancies(): VacancySource {
    return this.source().vacancies;
  }

  /** Makes a change as a mutation does. */
  async make<Kind extends ChangeKind>(
    kind: Kind,
    input: ChangeInputs[Kind],
    options: { dryRun?: boolean; idempotencyKey?: string; executor?: ChangeExecutor } = {},
  ): Promise<ChangeAnswer> {
    const { executor = this.executor, ...rest } = options;
    const [answer] = await executor.run([requestOf(kind, SOURCE, input)], {
      mutation: kind,
      wholeInput: input,
      requestedBy: "tester",
      scope: { deadlineAt: this.clock.now() + 30_000 },
      ...rest,
    });
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("No answer");
    return answer;
  }

  /** A vacancy as the stand-in holds it. */
  held(id: string) {
    const vacancy = this.standIn.state.vacancies.get(id);
    if (vacancy === undefined) throw new Error(`no ${id}`);
    return vacancy;
  }

  /** The bodies of all that changes something; null where there is none. */
  bodies(): unknown[] {
    const writes = this.running.requests.filter(({ method }) => method !== "GET");
    return writes.map(({ rawBody }) => (rawBody === "" ? null : JSON.parse(rawBody)));
  }

  /** Verifies what is open once the time has passed, and gives the first operation. */
  async lookAgain(afterMs: number) {
    this.clock.pass(afterMs);
    await rested(this.database);
    const [row] = await this.executor.reconciliation.verify(await this.repository.open());
    return row;
  }

  /** Method and path of what the stand-in was asked, since the last call. */
  asked(): string[] {
    return this.running.requests.splice(0).map(({ method, path }) => `${method} ${path}`);
  }

  /** Lets an answer that never comes be given up. */
  async giveUp(isDue: () => boolean): Promise<void> {
    await until(isDue);
    this.clock.pass(UPSTREAM_TIMEOUT_MS);
  }
}

export type Overlay = (request: StandInRequest, own: (request: StandInRequest) => StandInResponse) => StandInResponse | undefined;

/** Answers some requests in the stand-in's place: those for which `answer` gives something. Before the world is opened. */
export function overlay(world: HeadHunterWorld, answer: Overlay): void {
  const { handle } = world.standIn;
  world.standIn.handle = (request) => answer(request, handle) ?? handle(request);
}

export function vacancyId(id: string | number): string {
  return `headhunter:vacancy:${id}`;
}

function readerOf(env: Record<string, string | undefined>): EnvReader {
  return new RecordingEnvReader(env, []);
}
