import type { HireJob } from "../../src/sandbox/feishu/hire/hire-state.js";
import type { JobRecord } from "../../src/sandbox/greenhouse/records.js";
import type { Vacancy } from "../../src/sandbox/headhunter/model.js";
import type { DiscrepancyKind } from "../../src/schema/discrepancy/discrepancy-kind.js";
import { type Company, type CompanyVendors, type Harvest, startCompany } from "../support/company.js";

const DAY_MS = 86_400_000;

export interface Told {
  id: string;
  kind: DiscrepancyKind;
  code: string;
  message: string;
  since: string;
  checkedAt: string;
  records: { id: string }[];
  remedies: {
    mutation: string;
    input: Record<string, unknown>;
    paid: boolean;
    permission: { allowed: boolean; code: string | null; reason: string | null };
  }[];
}

export interface Report {
  vendor: string;
  state: string;
  fetchedAt: string | null;
  failure: { code: string } | null;
}

export interface Page {
  nodes: Told[];
  edges: { cursor: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  sources: Report[];
}

export const DISCREPANCY = `id kind code message since checkedAt records { id }
  remedies { mutation input paid permission { allowed code reason } }`;
const BRIEFLY = "id kind code message since checkedAt records { id } remedies { mutation input paid }";

export interface TellingEvent {
  id: string;
  kind: string;
  cause: string;
  vendor: string;
  recordId: string;
  code: string;
  discrepancyId: string;
  operation: { id: string } | null;
}

/** Seats of a job, or nothing that counts them. */
export interface Seats {
  open?: number;
  closed?: number;
}

/** Vendors with nothing but what a test puts there, and the server in front of them. */
export class RequisitionWorld {
  #next = 1;
  readonly #jobLike: JobRecord;
  readonly #hireLike: HireJob;
  readonly #adLike: Vacancy;

  private constructor(
    readonly company: Company,
    like: { job: JobRecord; hire: HireJob; ad: Vacancy },
  ) {
    this.#jobLike = like.job;
    this.#hireLike = like.hire;
    this.#adLike = like.ad;
  }

  /** @param prepare makes the first records before the server starts */
  static async start(
    env: Record<string, string> = {},
    harvest: Harvest = "v3",
    log?: Record<string, unknown>[],
  ): Promise<RequisitionWorld> {
    let like: { job: JobRecord; hire: HireJob; ad: Vacancy } | undefined;
    const empty = ({ greenhouse, feishu, headhunter }: CompanyVendors) => {
      const { jobs } = greenhouse.standIn.state;
      const { hireJobs } = feishu.standIn.state;
      const { vacancies } = headhunter.standIn.state;
      const job = jobs.find(({ status, confidential }) => status === "open" && !confidential);
      const [hire] = hireJobs.values();
      const ad = [...vacancies.values()].find((one) => one.managerId === "321" && one.archivedAt === null && !one.awaitingPremoderation);
      if (job === undefined || hire === undefined || ad === undefined) throw new Error("The sample lacks a record to copy");
      like = { job, hire, ad };
      jobs.splice(0, jobs.length);
      hireJobs.clear();
      vacancies.clear();
    };
    const company = await startCompany(
      { CODE_SWEEP: "on", SWEEP_MINUTES: "0.5", HEADHUNTER_MANAGER_ID: "321", ...env },
      log,
      harvest,
      empty,
    );
    return new RequisitionWorld(company, like as NonNullable<typeof like>);
  }

  get now(): number {
    return this.company.clock.now();
  }

  get #jobs(): JobRecord[] {
    return this.company.greenhouse.standIn.state.jobs;
  }

  /** A job at Greenhouse. */
  job(code: string | null, status: "open" | "closed" | "draft", { open = status === "open" ? 1 : 0, closed = 0 }: Seats = {}): string {
    const id = 5_000_000_000 + this.#take();
    const now = new Date(this.now).toISOString();
    const seat = this.#jobLike.openings[0];
    const openings = Array.from({ length: open + closed }, (_, index) => ({
      ...(seat as NonNullable<typeof seat>),
      ...{ id: id * 10 + index, status: index < open ? ("open" as const) : ("closed" as const), closed_at: index < open ? null : now },
      ...{ application_id: null, close_reason_id: null, tiedToOffer: false },
    }));
    this.#jobs.push({
      ...this.#jobLike,
      ...{ id, name: `Job of ${code}`, requisition_id: code, status, openings, updated_at: now, created_at: now, confidential: false },
      ...{ opened_at: now, closed_at: status === "closed" ? now : null },
    });
    return `greenhouse:job:${id}`;
  }

  /** A job at Feishu Hire. */
  hireJob(code: string, isOpen: boolean): string {
    const id = String(7_100_000_000_000_000_000n + BigInt(this.#take()));
    const times = { createdAt: this.now, updatedAt: this.now };
    const texts = { title: `招聘 ${code}`, description: `<p>${"写别人喜欢读的软件。".repeat(30)}</p>` };
    this.company.feishu.standIn.state.hireJobs.set(id, {
      ...this.#hireLike,
      ...{ id, code, activeStatus: isOpen ? 1 : 2, expiresAt: undefined, ...times, ...texts },
    });
    return `feishu-hire:job:${id}`;
  }

  /** An advertisement at HeadHunter. `days`: how many are left. */
  ad(code: string | null, { days = 20, area = "1", isLive = true }: { days?: number; area?: string; isLive?: boolean } = {}): string {
    const id = String(9_100_000 + this.#take());
    const publishedAt = this.now - DAY_MS;
    this.company.headhunter.standIn.state.vacancies.set(id, {
      ...this.#adLike,
      ...{ id, areaId: area, initialCreatedAt: publishedAt, publishedAt, approvedAt: publishedAt, prolongedAt: null },
      ...{ expiresAt: this.now + days * DAY_MS, archivedAt: isLive ? null : this.now, hidden: false },
      fields: { ...this.#adLike.fields, name: `Ad ${id} of ${code}`, code },
    });
    return `headhunter:vacancy:${id}`;
  }

  /** The vendors hold nothing any more. */
  clear(): void {
    this.#jobs.splice(0, this.#jobs.length);
    this.company.feishu.standIn.state.hireJobs.clear();
    this.company.headhunter.standIn.state.vacancies.clear();
  }

  /** Somebody else's change at Greenhouse. */
  editJob(id: string, change: (job: JobRecord) => void): void {
    const job = this.#jobs.find((one) => `greenhouse:job:${one.id}` === id);
    if (job === undefined) throw new Error(`There is no ${id}`);
    change(job);
    job.updated_at = new Date(this.now).toISOString();
    for (const opening of job.openings) Object.assign(opening, { updated_at: job.updated_at });
  }

  editHireJob(id: string, isOpen: boolean): void {
    this.company.feishu.standIn.editHireJob(id.split(":").at(-1) ?? "", { activeStatus: isOpen ? 1 : 2 });
  }

  vacancy(id: string): Vacancy {
    const vacancy = this.company.headhunter.standIn.state.vacancies.get(id.split(":").at(-1) ?? "");
    if (vacancy === undefined) throw new Error(`There is no ${id}`);
    return vacancy;
  }

  #take(): number {
    this.#next += 1;
    return this.#next;
  }

  async ask<Data>(query: string, variables: Record<string, unknown> = {}, headers?: Record<string, string>) {
    return this.company.while(this.company.graph.ask<Data, Record<string, unknown>>(query, variables, headers));
  }

  async data<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables);
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** `args`: those of the query, without brackets. `what`: of each discrepancy. */
  async page(args = "", what = BRIEFLY, headers?: Record<string, string>): Promise<Page> {
    const query = `{ discrepancies${args === "" ? "" : `(${args})`} { nodes { ${what} } edges { cursor }
      pageInfo { hasNextPage hasPreviousPage endCursor } sources { vendor state fetchedAt failure { code } } } }`;
    const { data, errors } = await this.ask<{ discrepancies: Page }>(query, {}, headers);
    if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
    return data.discrepancies;
  }

  /** The kinds and codes that are told now, in short. */
  async told(args = ""): Promise<string[]> {
    return (await this.page(args)).nodes.map(({ kind, code }) => `${kind} ${code}`).sort();
  }

  async one(kind: string, code: string): Promise<Told> {
    const { nodes } = await this.page(`kinds: [${kind}], codes: ["${code}"]`, DISCREPANCY);
    if (nodes[0] === undefined) throw new Error(`No ${kind} of ${code} is told`);
    return nodes[0];
  }

  /** Events that tell of discrepancies, from the beginning. */
  async events(): Promise<TellingEvent[]> {
    const found: TellingEvent[] = [];
    for (let after: string | null = null; ; ) {
      const query = `query ($after: String) { events(kinds: [DISCREPANCY_FOUND, DISCREPANCY_ENDED], first: 200, after: $after) {
        nodes { id kind cause vendor recordId code discrepancyId operation { id } } pageInfo { hasNextPage endCursor } } }`;
      const { events }: { events: { nodes: TellingEvent[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } = await this.data(
        query,
        {
          after,
        },
      );
      found.push(...events.nodes);
      after = events.pageInfo.endCursor;
      if (!events.pageInfo.hasNextPage) return found;
    }
  }

  /**
   * Those that events have told to be there, and not to have ended, in short.
   *
   * @throws Error where one is told to be there, or to have ended, twice
   */
  async toldByEvents(): Promise<string[]> {
    const there = new Set<string>();
    for (const { kind, discrepancyId } of await this.events()) {
      const isFound = kind === "DISCREPANCY_FOUND";
      if (there.has(discrepancyId) === isFound) throw new Error(`${kind} ${discrepancyId} is told twice`);
      if (isFound) there.add(discrepancyId);
      else there.delete(discrepancyId);
    }
    return [...there].map((id) => id.replace("hiregraph:discrepancy:", "").replace(".", " ")).sort();
  }

  /** Lets time pass until events have told that these are there, and no other; two minutes at the longest. */
  async untilTold(...expected: string[]): Promise<void> {
    let told: string[] = [];
    for (let waited = 0; waited < 120; waited += 1) {
      told = await this.toldByEvents();
      if (told.join() === expected.join()) return;
      await this.pass(1);
    }
    throw new Error(`Events tell of ${told.join(", ") || "none"} and not of ${expected.join(", ") || "none"}`);
  }

  /** Lets time pass, a tenth of a second after the other. */
  async pass(seconds: number): Promise<void> {
    for (let step = 0; step < 10 * seconds; step += 1) await this.company.clock.advance(100);
  }

  /** Until the sweep has met everything, and found what was changed until now. */
  async learn(): Promise<void> {
    const states = "{ discrepancies(first: 1, codes: []) { sources { vendor state } } }";
    for (let waited = 0; waited < 600; waited += 1) {
      await this.pass(1);
      const { discrepancies } = await this.data<{ discrepancies: { sources: Report[] } }>(states);
      if (discrepancies.sources.every(({ state }) => state === "FRESH")) break;
    }
    // What changed is asked for twice a minute.
    await this.pass(65);
  }

  async stop(): Promise<void> {
    await this.company.stop();
  }
}
