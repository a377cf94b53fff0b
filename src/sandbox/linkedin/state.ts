import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock.js";
import type { LinkedInKnobs } from "./knobs.js";
import { expire, ingest } from "./lifecycle.js";
import { type ApiVersion, type JobElement, OperationTally, type Posting, type StatusDetail, type Task } from "./model.js";
import { locationsOf, type Promotion } from "./promotion.js";
import { FIRST_FREE_JOB_NUMBER, samplePostings } from "./sample.js";
import { Throttle } from "./throttle.js";
import { type IssuedToken, TokenDesk } from "./token.js";

export interface LinkedInAccount {
  clock: Clock;
  knobs: LinkedInKnobs;
  clientId: string;
  clientSecret: string;
  contracts: readonly string[];
  /** Every organization is known where missing. */
  organizations?: readonly string[];
}

/** Error 1157, since May 2025 [docs]; the words are assumed, as are those below. */
const FREE_APPLICATIONS_USED_UP: StatusDetail = {
  errorCode: 1157,
  errorType: "CUSTOMER_ERROR",
  statusMessage: "The job has received more applications than are free",
};

/** What follows where the first application of a job cannot be delivered to the webhook [docs]. */
export const UNDELIVERED_APPLICATION: StatusDetail = {
  errorType: "PARTNER_ERROR",
  statusMessage: "The first application could not be delivered",
};

const BUDGET_RAN_OUT: StatusDetail = { errorType: "CUSTOMER_ERROR", statusMessage: "The budget of the job ran out" };

/** The application's records at LinkedIn. Every read first ingests due tasks and closes expired jobs. */
export class LinkedInState {
  readonly desk: TokenDesk;
  readonly throttle: Throttle;
  readonly contracts: ReadonlySet<string>;
  /** Calls of `POST /v2/simpleJobPostings` and of that under /rest, refused ones included. */
  posts = 0;
  /** Elements answered with 202. */
  readonly accepted = new OperationTally();
  /** Is told of each change that LinkedIn makes by itself. */
  onChange: () => void = () => undefined;

  readonly #clock: Clock;
  readonly #knobs: LinkedInKnobs;
  readonly #organizations?: ReadonlySet<string>;
  readonly #postings: Map<string, Posting>;
  readonly #tasks = new Map<string, Task>();
  readonly #applied = new OperationTally();
  readonly #promotions: Promotion[] = [];
  /** The newest CREATE by externalJobPostingId. */
  readonly #creates = new Map<string, Task>();
  #pending: Task[] = [];
  /** The time up to which everything due is done. */
  #settledAt = Number.NEGATIVE_INFINITY;
  #jobNumber = FIRST_FREE_JOB_NUMBER;

  constructor(account: LinkedInAccount) {
    this.#clock = account.clock;
    this.#knobs = account.knobs;
    this.#organizations = account.organizations === undefined ? undefined : new Set(account.organizations);
    this.contracts = new Set(account.contracts);
    this.desk = new TokenDesk(account.clock, account.knobs, account.clientId, account.clientSecret);
    this.throttle = new Throttle(() => account.clock.now(), account.knobs.limits);
    this.#postings = samplePostings(account.clock.now(), account.organizations?.[0]);
  }

  /** Postings by externalJobPostingId, closed and expired ones included. */
  get postings(): Map<string, Posting> {
    this.#settle();
    return this.#postings;
  }

  /** Tasks by URN, in the order of acceptance, lost ones included. */
  get tasks(): Map<string, Task> {
    this.#settle();
    return this.#tasks;
  }

  /** Elements whose task SUCCEEDED. */
  get applied(): OperationTally {
    this.#settle();
    return this.#applied;
  }

  /** What the customer paid for: each promotion once, in the order of their tasks. */
  get promotions(): readonly Promotion[] {
    this.#settle();
    return this.#promotions;
  }

  /** The time by the stand-in's clock. */
  get now(): number {
    return this.#clock.now();
  }

  get tokens(): Map<string, IssuedToken> {
    return this.desk.tokens;
  }

  get tokenRequests(): number {
    return this.desk.tokenRequests;
  }

  /** Closes a listed job as LinkedIn does, for example after reports by members. */
  takeDown(externalJobPostingId: string, reason = "MEMBER_REPORTED"): void {
    const posting = this.postings.get(externalJobPostingId);
    if (posting?.state === "LISTED") Object.assign(posting, { state: "CLOSED", takenDownFor: reason });
    this.onChange();
  }

  /** Ends LinkedIn's own taking of a job's applications, which then go to the apply address. */
  endApply(externalJobPostingId: string, detail: StatusDetail = FREE_APPLICATIONS_USED_UP): void {
    const posting = this.postings.get(externalJobPostingId);
    if (posting !== undefined) posting.applyEndedFor = detail;
    this.onChange();
  }

  /** Ends the promotion of a PREMIUM job that stays listed, for example when the budget ran out. */
  endPromotion(externalJobPostingId: string, detail: StatusDetail = BUDGET_RAN_OUT): void {
    const posting = this.postings.get(externalJobPostingId);
    if (posting !== undefined) posting.promotionEndedFor = detail;
    this.onChange();
  }

  /** Accepts an element and returns its task, which is ingested later. */
  accept(element: JobElement, version: ApiVersion = undefined): Task {
    const operation = element.jobPostingOperationType;
    this.accepted.add(element.externalJobPostingId, operation);
    // alternateLocations includes the main location and yields one task per location.
    const others = [...locationsOf(element)].slice(1);
    const task = this.#task(element, version, others.length > 0 ? element.location : undefined);
    task.fanOut = others.map((location) => this.#task(element, version, location));
    if (this.#knobs.lostTasks > 0) {
      this.#knobs.lostTasks -= 1;
      for (const each of [task, ...task.fanOut]) each.lost = true;
      task.stuck = !this.#knobs.lostTasksApplied;
    } else if (this.#knobs.stuckTasks > 0) {
      this.#knobs.stuckTasks -= 1;
      task.stuck = true;
    }
    if (operation === "CREATE") this.#creates.set(element.externalJobPostingId, task);
    if (!task.stuck) this.#pending.push(task);
    this.#settledAt = Number.NEGATIVE_INFINITY;
    return task;
  }

  /** The task as reads show it; undefined where unknown, lost or past its life. */
  findTask(id: string): Task | undefined {
    const task = this.tasks.get(id);
    if (task === undefined || task.lost) return undefined;
    return this.#clock.now() < task.acceptedAt + this.#knobs.taskLifeMs ? task : undefined;
  }

  /** The newest CREATE of a job, which shows its status before it is listed. */
  lastCreate(externalJobPostingId: string): Task | undefined {
    this.#settle();
    const task = this.#creates.get(externalJobPostingId);
    return task?.lost ? undefined : task;
  }

  #task(element: JobElement, version: ApiVersion, location: string | undefined): Task {
    const operation = element.jobPostingOperationType;
    const now = this.#clock.now();
    const task: Task = {
      id: `urn:li:simpleJobPostingTask:${randomUUID()}`,
      status: "IN_PROGRESS",
      externalJobPostingId: element.externalJobPostingId,
      operation,
      version,
      element,
      acceptedAt: now,
      dueAt: now + this.#knobs.taskDelayMs,
      reservedJobNumber: operation === "CREATE" ? this.#nextJobNumber() : undefined,
      location,
      fanOut: [],
      lost: false,
      stuck: false,
    };
    this.#tasks.set(task.id, task);
    return task;
  }

  #nextJobNumber(): number {
    this.#jobNumber += 1;
    return this.#jobNumber - 1;
  }

  /** Ingests due tasks in the order of their times, then closes expired jobs. */
  #settle(): void {
    const now = this.#clock.now();
    if (now === this.#settledAt) return;
    this.#settledAt = now;
    const due = this.#pending.filter((task) => task.dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    if (due.length > 0) this.#pending = this.#pending.filter((task) => task.dueAt > now);
    for (const task of due) {
      ingest(task, {
        postings: this.#postings,
        knobs: this.#knobs,
        organizations: this.#organizations,
        nextJobNumber: () => this.#nextJobNumber(),
        onApplied: (id, operation) => this.#applied.add(id, operation),
        onPromoted: (promotion) => this.#promotions.push(promotion),
      });
    }
    for (const posting of this.#postings.values()) expire(posting, now);
  }
}
