import type { StandInResponse } from "../kit/exchange.js";
import { apiError } from "./errors.js";
import type { LinkedInLimits } from "./knobs.js";
import type { Resource } from "./model.js";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const DAILY_LIMIT: Record<Resource, keyof LinkedInLimits> = {
  simpleJobPostings: "writesPerDay",
  simpleJobPostingTasks: "taskReadsPerDay",
  jobPostingStatus: "statusReadsPerDay",
};

/** Counts calls a UTC day and records a minute (README, "Limits"). A refused call is not counted. */
export class Throttle {
  #day = -1;
  #minute = -1;
  #calls = new Map<Resource, number>();
  #spent = new Set<Resource>();
  #recordsToday = 0;
  #recordsThisMinute = 0;

  constructor(
    private readonly now: () => number,
    private readonly limits: LinkedInLimits,
  ) {}

  /** Uses up the limit of one resource until midnight UTC. */
  spend(resource: Resource): void {
    this.#roll();
    this.#spent.add(resource);
  }

  /** Counts a call; returns the 429 that refuses it, without Retry-After, which is not documented. */
  refuse(resource: Resource, records = 0): StandInResponse | undefined {
    this.#roll();
    const calls = this.#calls.get(resource) ?? 0;
    if (
      this.#spent.has(resource) ||
      calls >= this.limits[DAILY_LIMIT[resource]] ||
      this.#recordsToday + records > this.limits.recordsPerDay
    ) {
      return tooMany("DAY");
    }
    if (this.#recordsThisMinute + records > this.limits.recordsPerMinute) return tooMany("MINUTE");
    this.#calls.set(resource, calls + 1);
    this.#recordsToday += records;
    this.#recordsThisMinute += records;
    return undefined;
  }

  #roll(): void {
    const now = this.now();
    const day = Math.floor(now / DAY_MS);
    const minute = Math.floor(now / MINUTE_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#calls.clear();
      this.#spent.clear();
      this.#recordsToday = 0;
    }
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#recordsThisMinute = 0;
    }
  }
}

function tooMany(period: "DAY" | "MINUTE"): StandInResponse {
  return apiError(429, `Resource level throttle APPLICATION ${period} limit for calls to this resource is reached.`, {
    serviceErrorCode: 101,
    code: "TOO_MANY_REQUESTS",
  });
}
