import { type ConfigFault, RecordingEnvReader } from "../../../src/config/env-reader.js";
import type { ChangeInputs, ChangeKind } from "../../../src/datasources/contract/catalog.js";
import type { Datasource, VacancySource } from "../../../src/datasources/contract/datasource.js";
import type { VendorConnection } from "../../../src/datasources/contract/vendor-module.js";
import { linkedin } from "../../../src/datasources/linkedin/index.js";
import { LinkedInListingType } from "../../../src/datasources/linkedin/linkedin.input.js";
import { OnlyServer } from "../../../src/leases/leases.js";
import { ChangeExecutor } from "../../../src/operations/change-executor.js";
import type { ChangeAnswer } from "../../../src/operations/change-request.js";
import { Reconciler } from "../../../src/operations/reconciler.js";
import { type RunningStandIn, startStandIn } from "../../../src/sandbox/kit/stand-in.js";
import { createLinkedInStandIn, type LinkedInStandIn, type LinkedInStandInOptions } from "../../../src/sandbox/linkedin/index.js";
import { sourceOf } from "../../../src/schema/common/source.js";
import type { Operation } from "../../../src/schema/operation/operation.type.js";
import type { Vacancy } from "../../../src/schema/vacancy/vacancy.type.js";
import { Vendor } from "../../../src/schema/vendor/vendor.type.js";
import { CredentialCipher } from "../../../src/secrets/credential-cipher.js";
import { Secrets } from "../../../src/secrets/secrets.js";
import type { Database } from "../../../src/store/database.js";
import { OperationRepository } from "../../../src/store/operation.repository.js";
import { OperationRecording } from "../../../src/store/operation-recording.js";
import { ManualClock } from "../../support/clock.js";
import { embeddedDatabase, type TestDatabase } from "../../support/databases.js";
import { requestOf } from "../../support/requests.js";

export const SOURCE = sourceOf(Vendor.LINKEDIN);

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
const TASK_POLL_MS = 5 * MINUTE;

export interface WorldOptions extends LinkedInStandInOptions {
  env?: Record<string, string>;
  database?: TestDatabase;
}

/** LinkedIn's stand-in on loopback, and one server in front of it that can be restarted: module, store, executor and reconciler. */
export class LinkedInWorld {
  readonly clock = new ManualClock();
  readonly linkedIn: LinkedInStandIn;
  readonly errors: unknown[] = [];
  running!: RunningStandIn;
  connection!: VendorConnection;
  executor!: ChangeExecutor;
  reconciler!: Reconciler;
  repository!: OperationRepository;
  #database!: Awaited<ReturnType<TestDatabase["open"]>>;
  readonly #options: WorldOptions;
  /** Settings that the next restart reads. */
  readonly settings: Record<string, string> = {};

  private constructor(options: WorldOptions) {
    this.#options = options;
    this.linkedIn = createLinkedInStandIn({ clock: this.clock, ...options });
  }

  static async open(options: WorldOptions = {}): Promise<LinkedInWorld> {
    const world = new LinkedInWorld(options);
    world.running = await startStandIn({ handle: world.linkedIn.handle, clock: world.clock });
    world.#database = await (options.database ?? embeddedDatabase).open();
    world.#start();
    return world;
  }

  #start(): void {
    const { clock } = this;
    const onError = (error: unknown) => this.errors.push(error);
    const settings = linkedin.read(new RecordingEnvReader(this.env(), []));
    this.connection = linkedin.connect(
      settings,
      {
        source: SOURCE,
        clock,
        database: this.#database.database,
        upstreamTimeoutMs: 10_000,
        leases: new OnlyServer(),
        cipher: new CredentialCipher(),
        secrets: new Secrets(),
        onError,
      },
      { taskPollMs: TASK_POLL_MS },
    );
    this.repository = new OperationRepository(this.#database.database);
    const leases = new OnlyServer();
    this.executor = new ChangeExecutor({
      repository: this.repository,
      recording: new OperationRecording(this.#database.database),
      serverId: leases.serverId,
      clock,
      upstreamTimeoutMs: 10_000,
      connections: new Map([[SOURCE.text, this.connection]]),
      openScope: () => ({ deadlineAt: clock.now() + 30_000 }),
      onError,
    });
    this.reconciler = new Reconciler({
      executor: this.executor,
      repository: this.repository,
      leases,
      clock,
      onError,
    });
  }

  get database(): Database {
    return this.#database.database;
  }

  env(): Record<string, string> {
    return {
      LINKEDIN_CLIENT_ID: "sandbox-client",
      LINKEDIN_CLIENT_SECRET: "sandbox-secret",
      LINKEDIN_ORGANIZATION_ID: "2414183",
      LINKEDIN_BASE_URL: this.running.origin,
      LINKEDIN_TOKEN_URL: `${this.running.origin}/oauth/v2/accessToken`,
      ...this.#options.env,
      ...this.settings,
    };
  }

  /** The server's process ends and another begins on the same database. */
  async restart(): Promise<void> {
    await this.connection.close();
    this.#start();
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.running.close();
    await this.#database.close();
    if (this.errors.length > 0) throw this.errors[0];
  }

  source(): Datasource & { vacancies: VacancySource } {
    return this.connection.datasource({ deadlineAt: this.clock.now() + 30_000 }) as Datasource & { vacancies: VacancySource };
  }

  /** Makes changes of one kind as one mutation does. */
  async makeAll<Kind extends ChangeKind>(
    kind: Kind,
    inputs: readonly ChangeInputs[Kind][],
    dryRun = false,
  ): Promise<(ChangeAnswer | Error)[]> {
    return this.executor.run(
      inputs.map((input, position) => requestOf(kind, SOURCE, input, position)),
      { mutation: kind, wholeInput: inputs, dryRun, requestedBy: "tester", scope: { deadlineAt: this.clock.now() + 30_000 } },
    );
  }

  async make<Kind extends ChangeKind>(kind: Kind, input: ChangeInputs[Kind], dryRun = false): Promise<ChangeAnswer> {
    const [answer] = await this.makeAll(kind, [input], dryRun);
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error("No answer");
    return answer;
  }

  /** Publishes postings with these ids and lets LinkedIn list them. */
  async publishAll(ids: readonly string[], more: Partial<ChangeInputs["publishVacancy"]> = {}): Promise<void> {
    const answers = await this.makeAll(
      "publishVacancy",
      ids.map((id) => posting(id, more)),
    );
    for (const answer of answers) {
      if (answer instanceof Error) throw answer;
      if (answer.operation?.outcome !== "PENDING") throw new Error(JSON.stringify(answer));
    }
    await this.finishTasks();
  }

  /** LinkedIn comes to the end of its tasks, and the server learns of it. */
  async finishTasks(): Promise<void> {
    await this.clock.advance(this.linkedIn.knobs.taskDelayMs);
    await this.reconciler.verifyAllOpen();
  }

  async operation(id: string | undefined): Promise<Operation> {
    const row = await this.repository.byId(id ?? "");
    if (row === undefined) throw new Error(`no operation ${id}`);
    return { ...row, userErrors: JSON.parse(row.user_errors), vendorTaskId: row.vendor_task_id } as unknown as Operation;
  }

  async vacancy(id: string): Promise<Vacancy | null> {
    const [vacancy = null] = await this.source().vacancies.vacanciesByIds([id]);
    if (vacancy instanceof Error) throw vacancy;
    return vacancy;
  }

  /** Waits, and lets the server verify what is open. */
  async later(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.reconciler.verifyAllOpen();
  }

  /** The promotions that LinkedIn charged, as ids of postings. */
  charged(): string[] {
    return this.linkedIn.state.promotions.map(({ externalJobPostingId }) => externalJobPostingId);
  }

  /** Method and path of what the stand-in was asked since the last call, the token aside. */
  asked(): string[] {
    return this.running.requests
      .splice(0)
      .filter(({ path }) => path !== "/oauth/v2/accessToken")
      .map(({ method, path }) => `${method} ${path}`);
  }

  /** The elements of each write since the last call. */
  written(): Record<string, unknown>[][] {
    return this.running.requests
      .splice(0)
      .filter(({ method, path }) => method === "POST" && path.endsWith("/simpleJobPostings"))
      .map(({ rawBody }) => JSON.parse(rawBody).elements);
  }
}

export const WRITE = "POST /v2/simpleJobPostings";
export const TASKS = "GET /v2/simpleJobPostingTasks";
export const LISTINGS = "GET /v2/jobPostingStatus";

export const DESCRIPTION = "<p>Keeps the store in order and hands out what is asked for.</p> ".repeat(3);

/** A sound input of publishVacancy. */
export function posting(id: string, more: Partial<ChangeInputs["publishVacancy"]> = {}): ChangeInputs["publishVacancy"] {
  return {
    name: `Storekeeper ${id}`,
    description: DESCRIPTION,
    code: id,
    ...more,
    linkedin: { location: "Berlin, Germany", applyUrl: `https://jobs.example.com/${id}`, ...more.linkedin },
  };
}

export function premium(contractId?: string) {
  return { listingType: LinkedInListingType.PREMIUM, ...(contractId === undefined ? {} : { contractId }) };
}

export function vacancyId(id: string): string {
  return `linkedin:vacancy:${encodeURIComponent(id).replaceAll(".", "%2E")}`;
}

export function faultsOf(env: Record<string, string>): ConfigFault[] {
  const faults: ConfigFault[] = [];
  linkedin.read(new RecordingEnvReader(env, faults));
  return faults;
}
