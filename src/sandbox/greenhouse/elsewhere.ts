import type { GreenhouseState, JobRecord, OpeningRecord } from "./records.js";

/** An opening of either stand-in: v3 shows more times than v1. */
export interface Seat extends Omit<OpeningRecord, "opened_at"> {
  opened_at: string | null;
  created_at?: string;
  updated_at?: string;
}

export interface JobWithSeats extends Omit<JobRecord, "openings"> {
  openings: Seat[];
}

interface SharedState extends Omit<GreenhouseState, "jobs"> {
  jobs: JobWithSeats[];
}

export interface ElsewhereOptions {
  state: SharedState;
  now(): number;
  /** A job's time as the API shows it. */
  jobTime(moment: number): string;
  /** Called after each change. */
  onChange(): void;
}

/** What people do in Greenhouse's own pages, beside its API. */
export class GreenhouseElsewhere {
  readonly #options: ElsewhereOptions;
  #made = 0;

  constructor(options: ElsewhereOptions) {
    this.#options = options;
  }

  editJob(jobId: number, change: Partial<Omit<JobWithSeats, "id" | "openings">>): void {
    Object.assign(this.#job(jobId), change, { updated_at: this.#jobTime });
    this.#options.onChange();
  }

  /** A copy of a job, open, with so many open seats. Returns its id. */
  addJob(likeId: number, change: Partial<Omit<JobWithSeats, "id" | "openings">> = {}, seats = 1): number {
    const { state } = this.#options;
    this.#made += 1;
    const id = 6_000_000_000 + this.#made * 7;
    const [created_at, opened_at] = [this.#jobTime, this.#jobTime];
    const times = { created_at, opened_at, updated_at: created_at, closed_at: null };
    const like = this.#job(likeId);
    const job: JobWithSeats = {
      ...like,
      is_template: false,
      status: "open",
      ...times,
      ...change,
      id,
      copied_from_id: likeId,
      openings: [],
    };
    state.jobs.push(job);
    for (let seat = 0; seat < seats; seat += 1) this.#addSeat(job);
    this.#options.onChange();
    return id;
  }

  /** A closed job is deleted with its openings. */
  deleteJob(jobId: number): void {
    const { state } = this.#options;
    if (this.#job(jobId).status !== "closed") throw new Error(`Job ${jobId} is not closed`);
    state.jobs = state.jobs.filter(({ id }) => id !== jobId);
    this.#options.onChange();
  }

  /** Opens so many more seats. A closed job opens with them. */
  addSeats(jobId: number, count = 1): void {
    const job = this.#job(jobId);
    for (let seat = 0; seat < count; seat += 1) this.#addSeat(job);
    this.#reopen(job);
    this.#options.onChange();
  }

  /** Closes an open seat; the last one closes the job. */
  closeSeat(jobId: number, seatId?: number, applicationId: number | null = null): void {
    const job = this.#job(jobId);
    const seat = job.openings.find(({ id, status }) => status === "open" && (seatId === undefined || id === seatId));
    if (seat === undefined) throw new Error(`Job ${jobId} has no such open seat`);
    const now = this.#now;
    Object.assign(seat, { status: "closed", closed_at: now, updated_at: now, close_reason_id: null, application_id: applicationId });
    if (!job.openings.some(({ status }) => status === "open")) {
      Object.assign(job, { status: "closed", closed_at: this.#jobTime, updated_at: this.#jobTime });
    }
    this.#options.onChange();
  }

  /** Hires an applicant into an open seat, which closes it. */
  hire(jobId: number): void {
    const { applications } = this.#options.state;
    this.#made += 1;
    const id = 6_300_000_000 + this.#made;
    applications.push({ id, jobId, status: "hired" });
    this.closeSeat(jobId, undefined, id);
  }

  /** Opens a closed seat again. A closed job opens with it. */
  reopenSeat(jobId: number, seatId: number): void {
    const job = this.#job(jobId);
    const seat = job.openings.find(({ id, status }) => status === "closed" && id === seatId);
    if (seat === undefined) throw new Error(`Job ${jobId} has no closed seat ${seatId}`);
    Object.assign(seat, { status: "open", closed_at: null, updated_at: this.#now, close_reason_id: null, application_id: null });
    this.#reopen(job);
    this.#options.onChange();
  }

  get #now(): string {
    return new Date(this.#options.now()).toISOString();
  }

  get #jobTime(): string {
    return this.#options.jobTime(this.#options.now());
  }

  #job(jobId: number): JobWithSeats {
    const job = this.#options.state.jobs.find(({ id }) => id === jobId);
    if (job === undefined) throw new Error(`The organisation has no job ${jobId}`);
    return job;
  }

  #addSeat(job: JobWithSeats): void {
    const { state } = this.#options;
    const now = this.#now;
    job.openings.push({
      id: state.nextOpeningId,
      opening_id: null,
      status: "open",
      opened_at: now,
      closed_at: null,
      application_id: null,
      close_reason_id: null,
      tiedToOffer: false,
      values: new Map(),
      created_at: now,
      updated_at: now,
    });
    state.nextOpeningId += 3;
  }

  #reopen(job: JobWithSeats): void {
    if (job.status !== "closed") return;
    Object.assign(job, { status: "open", opened_at: job.opened_at ?? this.#jobTime, closed_at: null, updated_at: this.#jobTime });
  }
}
